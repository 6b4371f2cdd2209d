package dev.witj.engine.internal.compile;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/** The class that makes tail calls which were left in the state, to functions of one shape. */
final class TailClass {
  private TailClass() {}

  static void build(ModuleOutline module, int type, ClassBuilder into) {
    Shape shape = module.shape(type);
    List<Integer> functions = module.tails().targets(module, type);
    DispatchClass dispatch =
        new DispatchClass(module, shape, into, Names.tail(type), TailClass::method);
    dispatch.constructor();
    dispatch.direct(functions);
    into.withMethodBody(
        "call",
        MethodTypeDesc.of(CD_void, Names.LONGS, Names.OBJECTS, CD_int, Names.BASE_STATE),
        ClassFile.ACC_PUBLIC,
        builder -> dispatch.entry(new JvmCode(builder)));
  }

  /** The method that leaves further tail calls, if the function makes any. */
  private static String method(ModuleOutline module, int function) {
    String name = module.methodName(function);
    return module.tails().calls(function) ? TailCalls.method(name) : name;
  }
}
