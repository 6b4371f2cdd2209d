package dev.witj.engine.internal.compile;

import dev.witj.binary.core.FuncType;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/**
 * A function type as methods see it. A method returns the first result, or the first half of it;
 * further ones are left in the state by position.
 *
 * @param type the index of the type in its module, the first of those that are equal
 * @param params the kinds of the parameters
 * @param results the kinds of the results
 * @param function the method that a function is
 */
record Shape(int type, String params, String results, MethodTypeDesc function) {
  /** A JVM method has at most 255 slots of parameters; the state takes one, others some more. */
  private static final int MAX_SLOTS = 240;

  static Shape of(int type, FuncType func) {
    String params = Kind.of(func.params());
    String results = Kind.of(func.results());
    return new Shape(type, params, results, method(params, results, Names.STATE));
  }

  /** Whether arguments are too many for a method and come in arrays, by position. */
  boolean isWide() {
    return isWide(params);
  }

  private static boolean isWide(String params) {
    return Kind.width(params) > MAX_SLOTS;
  }

  /** The slots that the parameters take in a method. */
  int slots() {
    return isWide() ? 2 : Kind.width(params);
  }

  ClassDesc result() {
    return result(results);
  }

  private static ClassDesc result(String results) {
    return results.isEmpty() ? ConstantDescs.CD_void : Kind.desc(results.charAt(0));
  }

  /** The parameters of a method, without what comes after them. */
  List<ClassDesc> paramDescs() {
    return paramDescs(params);
  }

  private static List<ClassDesc> paramDescs(String params) {
    List<ClassDesc> descs = new ArrayList<>();
    if (isWide(params)) {
      descs.add(Names.LONGS);
      descs.add(Names.OBJECTS);
      return descs;
    }
    for (int i = 0; i < params.length(); i++) {
      ClassDesc desc = Kind.desc(params.charAt(i));
      descs.add(desc);
      if (params.charAt(i) == Kind.VECTOR) {
        descs.add(desc);
      }
    }
    return descs;
  }

  /** A method of this type with further parameters. */
  MethodTypeDesc method(ClassDesc... more) {
    return method(params, results, more);
  }

  private static MethodTypeDesc method(String params, String results, ClassDesc... more) {
    List<ClassDesc> descs = paramDescs(params);
    descs.addAll(List.of(more));
    return MethodTypeDesc.of(result(results), descs);
  }
}
