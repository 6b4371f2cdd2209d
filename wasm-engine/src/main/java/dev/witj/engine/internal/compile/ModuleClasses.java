package dev.witj.engine.internal.compile;

import dev.witj.binary.ByteSlice;
import dev.witj.engine.GuestFrame;
import dev.witj.engine.Trap;
import dev.witj.engine.TrapKind;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver.ClassHierarchyInfo;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Makes the classes of a module, each when it is asked for. Thread-safe. */
public final class ModuleClasses {
  private static final String STATE = "State";
  private static final String CODE = "Code";
  private static final String TAIL = "Tail";
  private static final int FLAGS = ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC;

  /** In compiled code whatever meets something else is an object and nothing more. */
  private static final ClassFile CLASSES =
      ClassFile.of(
          ClassFile.ClassHierarchyResolverOption.of(ModuleClasses::object),
          ClassFile.DebugElementsOption.PASS_DEBUG,
          ClassFile.LineNumbersOption.PASS_LINE_NUMBERS);

  private final ModuleOutline module;
  private final int methodLimit;

  /** What the lines of long functions stand for that were asked for. */
  private final Map<Integer, Map<String, Places>> places = new ConcurrentHashMap<>();

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

  /**
   * The function that a method is, or is a part of; nothing if it is none.
   *
   * @param line the line in it, or less than 0 if that is not known
   */
  public Optional<GuestFrame> frame(String method, int line) {
    int end = 1;
    while (end < method.length() && end < 10 && Character.isDigit(method.charAt(end))) {
      end++;
    }
    if (end == 1 || method.charAt(0) != 'f') {
      return Optional.empty();
    }
    int function = Integer.parseInt(method.substring(1, end));
    if (function < module.importedFunctions() || function >= module.functions()) {
      return Optional.empty();
    }
    String name = module.methodName(function);
    if (TailOutline.isIn(module.body(function).instructions())) {
      // The other method makes the calls of which this one and those after it are some.
      name = TailCalls.method(name);
    }
    boolean isPart = method.startsWith(name + "$");
    return isPart || method.equals(name)
        ? Optional.of(new GuestFrame(function, isPart, offset(function, method, line)))
        : Optional.empty();
  }

  /** Where in the module's bytes the instruction lies that a line stands for. */
  private OptionalInt offset(int function, String method, int line) {
    ByteSlice body = module.body(function).bytes();
    int offset = line;
    if (Places.isLong(body.size())) {
      Places known = places.computeIfAbsent(function, this::places).get(method);
      offset = known == null ? -1 : known.offset(line);
    }
    return offset < 0
        ? OptionalInt.empty()
        : OptionalInt.of(body.start() - module.module().binary().start() + offset);
  }

  private Map<String, Places> places(int function) {
    return compiler(function, (_, _, emit) -> emit.accept(new CountingCode())).compile();
  }

  private FunctionCompiler compiler(int function, FunctionCompiler.Methods into) {
    ClassDesc owner = Names.group(module.group(function));
    return new FunctionCompiler(module, function, into, owner, methodLimit);
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
    int[] range = module.groupRange(number);
    return build(
        Names.group(number),
        into -> {
          for (int function = range[0]; function < range[1]; function++) {
            compiler(
                    function,
                    (name, type, emit) ->
                        into.withMethodBody(
                            name, type, FLAGS, code -> emit.accept(new JvmCode(code))))
                .compile();
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
