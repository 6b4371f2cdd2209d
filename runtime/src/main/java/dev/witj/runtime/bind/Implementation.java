package dev.witj.runtime.bind;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/**
 * A class that implements a Java interface by method handles.
 *
 * <p>Each object has {@code targets}, one for each method, and {@code self}. A method calls its
 * handle with its target, {@code self} and its own arguments. The handles belong to the class and
 * are constants to the JIT; what differs from instance to instance is data. The class is hidden, in
 * the package of the class that gave the lookup, so that it reaches what that class reaches.
 */
final class Implementation {
  private static final ClassDesc HANDLE = ConstantDescs.CD_MethodHandle;
  private static final ClassDesc OBJECTS = ConstantDescs.CD_Object.arrayType();
  private static final MethodTypeDesc CONSTRUCTOR =
      MethodTypeDesc.of(ConstantDescs.CD_void, OBJECTS, ConstantDescs.CD_Object);
  private static final DirectMethodHandleDesc CLASS_DATA_AT =
      MethodHandleDesc.ofMethod(
          DirectMethodHandleDesc.Kind.STATIC,
          ConstantDescs.CD_MethodHandles,
          "classDataAt",
          MethodTypeDesc.of(
              ConstantDescs.CD_Object,
              ConstantDescs.CD_MethodHandles_Lookup,
              ConstantDescs.CD_String,
              ConstantDescs.CD_Class,
              ConstantDescs.CD_int));

  private final Class<?> type;
  private final MethodHandle constructor;
  private final MethodHandle self;

  private Implementation(Class<?> type, MethodHandle constructor, MethodHandle self) {
    this.type = type;
    this.constructor = constructor;
    this.self = self;
  }

  /**
   * A method and what it calls.
   *
   * @param handle {@code (Object target, Object self, the method's parameters…) → its result}
   */
  record Body(Method method, MethodHandle handle) {
    /** The type of the handle of a method. */
    static MethodType handleType(Method method) {
      return MethodType.methodType(method.getReturnType(), method.getParameterTypes())
          .insertParameterTypes(0, Object.class, Object.class);
    }
  }

  /**
   * Makes the class.
   *
   * @param lookup has full access to its class and sees {@code type}
   * @param type the interface
   * @param bodies every method of it that has none
   */
  static Implementation of(MethodHandles.Lookup lookup, Class<?> type, List<Body> bodies) {
    ClassDesc name =
        ClassDesc.of(
            lookup.lookupClass().getPackageName(), type.getSimpleName() + "$Implementation");
    byte[] bytes =
        ClassFile.of()
            .build(
                name,
                builder -> {
                  builder
                      .withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC)
                      .withInterfaceSymbols(ClassDesc.ofDescriptor(type.descriptorString()));
                  addFields(builder, name);
                  for (int i = 0; i < bodies.size(); i++) {
                    addMethod(builder, name, bodies.get(i), i);
                  }
                });
    List<MethodHandle> handles = new ArrayList<>();
    bodies.forEach(body -> handles.add(body.handle()));
    try {
      MethodHandles.Lookup inside = lookup.defineHiddenClassWithClassData(bytes, handles, true);
      Class<?> made = inside.lookupClass();
      MethodType constructor = MethodType.methodType(void.class, Object[].class, Object.class);
      return new Implementation(
          made,
          inside
              .findConstructor(made, constructor)
              .asType(constructor.changeReturnType(Object.class)),
          inside
              .findGetter(made, "self", Object.class)
              .asType(MethodType.methodType(Object.class, Object.class)));
    } catch (ReflectiveOperationException e) {
      throw Handles.inaccessible(type, e);
    }
  }

  private static void addFields(ClassBuilder builder, ClassDesc name) {
    builder.withField("targets", OBJECTS, ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL);
    builder.withField("self", ConstantDescs.CD_Object, ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL);
    builder.withMethodBody(
        ConstantDescs.INIT_NAME,
        CONSTRUCTOR,
        0,
        code ->
            code.aload(0)
                .invokespecial(
                    ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                .aload(0)
                .aload(1)
                .putfield(name, "targets", OBJECTS)
                .aload(0)
                .aload(2)
                .putfield(name, "self", ConstantDescs.CD_Object)
                .return_());
  }

  private static void addMethod(ClassBuilder builder, ClassDesc name, Body body, int index) {
    Method method = body.method();
    MethodTypeDesc type =
        MethodType.methodType(method.getReturnType(), method.getParameterTypes())
            .describeConstable()
            .orElseThrow();
    MethodTypeDesc handleType = body.handle().type().describeConstable().orElseThrow();
    builder.withMethodBody(
        method.getName(),
        type,
        ClassFile.ACC_PUBLIC,
        code -> {
          code.loadConstant(
                  DynamicConstantDesc.ofNamed(
                      CLASS_DATA_AT, ConstantDescs.DEFAULT_NAME, HANDLE, index))
              .aload(0)
              .getfield(name, "targets", OBJECTS)
              .loadConstant(index)
              .aaload()
              .aload(0)
              .getfield(name, "self", ConstantDescs.CD_Object);
          loadParameters(code, type);
          code.invokevirtual(HANDLE, "invokeExact", handleType)
              .return_(TypeKind.from(type.returnType()));
        });
  }

  private static void loadParameters(CodeBuilder code, MethodTypeDesc type) {
    for (int i = 0; i < type.parameterCount(); i++) {
      code.loadLocal(TypeKind.from(type.parameterType(i)), code.parameterSlot(i));
    }
  }

  /** A new object. */
  Object instance(Object[] targets, Object itself) {
    try {
      return (Object) constructor.invokeExact(targets, itself);
    } catch (Throwable e) {
      throw Handles.rethrow(e);
    }
  }

  /** Whether an object is of this class. */
  boolean made(Object value) {
    return type.isInstance(value);
  }

  /** What an object of this class was made with. */
  Object selfOf(Object value) {
    try {
      return (Object) self.invokeExact(value);
    } catch (Throwable e) {
      throw Handles.rethrow(e);
    }
  }
}
