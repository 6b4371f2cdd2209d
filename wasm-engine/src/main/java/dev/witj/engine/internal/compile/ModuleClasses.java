package dev.witj.engine.internal.compile;

import dev.witj.engine.Trap;
import dev.witj.engine.TrapKind;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver.ClassHierarchyInfo;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Makes the classes of a module, each when it is asked for. Thread-safe. */
public final class ModuleClasses {
  private static final String STATE = "State";
  private static final String CODE = "Code";
  private static final String TAIL = "Tail";

  /** In compiled code whatever meets something else is an object and nothing more. */
  private static final ClassFile CLASSES =
      ClassFile.of(
          ClassFile.ClassHierarchyResolverOption.of(ModuleClasses::object),
          ClassFile.DebugElementsOption.PASS_DEBUG,
          ClassFile.LineNumbersOption.PASS_LINE_NUMBERS);

  private final ModuleOutline module;
  private final int methodLimit;

  /**
   * The classes of a module.
   *
   * @param methodLimit about how large methods may be
   */
  public ModuleClasses(ModuleOutline module, int methodLimit) {
    this.module = module;
    this.methodLimit = methodLimit;
  }

  private static ClassHierarchyInfo object(ClassDesc type) {
    return ClassHierarchyInfo.ofClass(
        type.equals(ConstantDescs.CD_Object) ? null : ConstantDescs.CD_Object);
  }

  /** Where all its classes are. */
  public static String prefix() {
    return Names.PACKAGE + ".";
  }

  /** The class of its states. */
  public static String stateName() {
    return prefix() + STATE;
  }

  /** The class that calls functions of the shape of a type. */
  public static String dispatchName(int type) {
    return prefix() + "Type" + type;
  }

  /** The class that makes tail calls of functions of the shape of a type. */
  public static String tailName(int type) {
    return prefix() + TAIL + type;
  }

  /** The class that a function is in. */
  public String functionClass(int function) {
    return prefix() + CODE + module.group(function);
  }

  /** The method that a function is. */
  public String functionMethod(int function) {
    return module.methodName(function);
  }

  /** The function that a method is; nothing if it is none, or a part of one. */
  public OptionalInt function(String method) {
    int end = 1;
    while (end < method.length() && end < 10 && Character.isDigit(method.charAt(end))) {
      end++;
    }
    if (end == 1 || method.charAt(0) != 'f') {
      return OptionalInt.empty();
    }
    int function = Integer.parseInt(method.substring(1, end));
    return function < module.functions() && module.methodName(function).equals(method)
        ? OptionalInt.of(function)
        : OptionalInt.empty();
  }

  /** The types of the method that a function is, as a descriptor. */
  public String functionDescriptor(int function) {
    return module.functionShape(function).function().descriptorString();
  }

  /**
   * Makes a class.
   *
   * @param name its name, which must be one of a class of the module
   */
  public byte[] make(String name) {
    String local = name.substring(prefix().length());
    if (local.equals(STATE)) {
      return build(Names.STATE, into -> StateClass.build(module, into));
    }
    if (local.startsWith(CODE)) {
      return group(Integer.parseInt(local.substring(CODE.length())));
    }
    if (local.startsWith(TAIL)) {
      int type = Integer.parseInt(local.substring(TAIL.length()));
      return build(Names.tail(type), into -> TailClass.build(module, type, into));
    }
    int type = Integer.parseInt(local.substring("Type".length()));
    return build(Names.dispatch(type), into -> DispatchClass.build(module, type, into));
  }

  private byte[] group(int number) {
    ClassDesc self = Names.group(number);
    int[] range = module.groupRange(number);
    return build(
        self,
        into -> {
          for (int function = range[0]; function < range[1]; function++) {
            new FunctionCompiler(module, function, into, self, methodLimit).compile();
          }
        });
  }

  private static byte[] build(ClassDesc name, Consumer<ClassBuilder> content) {
    try {
      return CLASSES.build(
          name,
          into -> {
            into.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL | ClassFile.ACC_SUPER);
            content.accept(into);
          });
    } catch (IllegalArgumentException e) {
      // A limit of class files: of a method's code, operands or variables, or of constants.
      throw new Trap(TrapKind.UNSUPPORTED, e);
    }
  }
}
