package dev.witj.engine.internal.compile;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.util.List;

/** The class that makes tail calls which were left in the state, to functions of one shape. */
final class TailClass {
  private TailClass() {}

  /**
   * Makes the class of a type.
   *
   * @param part which of the further classes, if one has no room for all functions
   */
  static void build(ModuleOutline module, int type, int part, ClassBuilder into) {
    List<Integer> functions = module.tails().targets(module, type);
    DispatchClass dispatch =
        new DispatchClass(module, module.shape(type), into, Names.tail(type), TailClass::method);
    if (part != ModuleClasses.WHOLE) {
      dispatch.directPart(functions, part);
      return;
    }
    dispatch.constructor();
    dispatch.direct(functions);
    into.withMethodBody(
        "call",
        DispatchClass.ENTRY,
        ClassFile.ACC_PUBLIC,
        builder -> dispatch.entry(new JvmCode(builder)));
  }

  /** The method that leaves further tail calls, if the function makes any. */
  private static String method(ModuleOutline module, int function) {
    String name = module.methodName(function);
    return module.tails().calls(function) ? TailCalls.method(name) : name;
  }
}
