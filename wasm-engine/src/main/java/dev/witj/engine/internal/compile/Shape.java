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
 */
record Shape(int type, String params, String results) {
  /** A JVM method has at most 255 slots of parameters; the state takes one, others some more. */
  private static final int MAX_SLOTS = 240;

  static Shape of(int type, FuncType func) {
    return new Shape(type, Kind.of(func.params()), Kind.of(func.results()));
  }

  /** Whether arguments are too many for a method and come in arrays, by position. */
  boolean isWide() {
    return Kind.width(params) > MAX_SLOTS;
  }

  /** The slots that the parameters take in a method. */
  int slots() {
    return isWide() ? 2 : Kind.width(params);
  }

  ClassDesc result() {
    return results.isEmpty() ? ConstantDescs.CD_void : Kind.desc(results.charAt(0));
  }

  /** The parameters of a method, without what comes after them. */
  List<ClassDesc> paramDescs() {
    List<ClassDesc> descs = new ArrayList<>();
    if (isWide()) {
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
    List<ClassDesc> descs = paramDescs();
    descs.addAll(List.of(more));
    return MethodTypeDesc.of(result(), descs);
  }

  /** The method that a function is. */
  MethodTypeDesc function() {
    return method(Names.STATE);
  }
}
