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
import java.lang.constant.MethodTypeDesc;
import java.lang.ref.SoftReference;
import java.util.BitSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes the classes of a module, each when it is asked for. Thread-safe. */
public final class ModuleClasses {
  private static final String STATE = "State";
  private static final String CODE = "Code";
  private static final String TAIL = "Tail";

  /** In place of the number of a part. */
  static final int WHOLE = -1;

  /** A class with more constants gets no further method: the next one may want as many again. */
  private static final int MOST_CONSTANTS = 30_000;

  private static final int FLAGS = ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC;

  /** In compiled code whatever meets something else is an object and nothing more. */
  private static final ClassFile CLASSES =
      ClassFile.of(
          ClassFile.ClassHierarchyResolverOption.of(ModuleClasses::object),
          ClassFile.DebugElementsOption.PASS_DEBUG,
          ClassFile.LineNumbersOption.PASS_LINE_NUMBERS);

  private final ModuleOutline module;
  private final int methodLimit;

  /**
   * Further classes of groups that one class has no room for. Most are asked for soon, and what is
   * let go before can be made again.
   */
  private final Map<String, SoftReference<byte[]>> parts = new ConcurrentHashMap<>();

  /** The methods of functions that were asked for: that takes a look at all of their code. */
  private final Map<Integer, String> calls = new ConcurrentHashMap<>();

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
    String name = calls.computeIfAbsent(function, this::call);
    boolean isPart = method.startsWith(name + "$");
    return isPart || method.equals(name)
        ? Optional.of(new GuestFrame(function, isPart, offset(function, method, line)))
        : Optional.empty();
  }

  /**
   * The method whose frames are calls of a function. One that makes tail calls has another one,
   * which makes the calls of which this one and those after it are some.
   */
  private String call(int function) {
    String name = module.methodName(function);
    return TailOutline.isIn(module.body(function).instructions()) ? TailCalls.method(name) : name;
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
    FunctionCompiler.Methods counted = (_, _, emit) -> emit.accept(new CountingCode());
    try {
      return compiler(function, counted).compile(false);
    } catch (MethodCompiler.TooLarge _) {
      return compiler(function, counted).compile(true);
    }
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
    String kind = local.substring(0, CODE.length());
    int end = local.indexOf('_');
    int number = Integer.parseInt(local, CODE.length(), end < 0 ? local.length() : end, 10);
    int part = end < 0 ? WHOLE : Integer.parseInt(local.substring(end + 1));
    ClassDesc self = ClassDesc.of(name);
    return switch (kind) {
      case CODE -> part == WHOLE ? group(number) : groupPart(name, number);
      case TAIL -> build(self, into -> TailClass.build(module, number, part, into));
      default -> build(self, into -> DispatchClass.build(module, number, part, into));
    };
  }

  private byte[] group(int number) {
    int[] range = module.groupRange(number);
    BitSet spilled = new BitSet();
    while (true) {
      try {
        return group(number, range, spilled);
      } catch (MethodCompiler.TooLarge e) {
        if (spilled.get(e.function)) {
          throw new Trap(TrapKind.UNSUPPORTED, tooLarge(range, e), e);
        }
        spilled.set(e.function);
      } catch (IllegalArgumentException e) {
        throw new Trap(TrapKind.UNSUPPORTED, tooLarge(range, e), e);
      } catch (IndexOutOfBoundsException | NegativeArraySizeException e) {
        // A function is compiled when it is called: it would be taken for what the guest does.
        throw new IllegalStateException("cannot compile function " + names(range), e);
      }
    }
  }

  /** Makes the class of functions, some of which are known to have no room for their operands. */
  private byte[] group(int number, int[] range, BitSet spilled) {
    return build(
        Names.group(number),
        into -> {
          for (int function = range[0]; function < range[1]; function++) {
            compiler(function, new ClassMethods(into)).compile(spilled.get(function));
          }
        });
  }

  /** Puts the methods of functions into a class, and further ones into parts of it. */
  private final class ClassMethods implements FunctionCompiler.Methods {
    private final ClassBuilder into;

    ClassMethods(ClassBuilder into) {
      this.into = into;
    }

    @Override
    public void add(String name, MethodTypeDesc type, Consumer<Code> emit) {
      into.withMethodBody(name, type, FLAGS, code -> emit.accept(new JvmCode(code)));
    }

    @Override
    public boolean hasRoom() {
      return into.constantPool().size() < MOST_CONSTANTS;
    }

    @Override
    public void addClass(ClassDesc further, Consumer<FunctionCompiler.Methods> content) {
      byte[] made = build(further, part -> content.accept(new ClassMethods(part)));
      parts.put(Names.PACKAGE + "." + further.displayName(), new SoftReference<>(made));
    }
  }

  /** A limit of class files: of a method's code, operands or variables, or of constants. */
  private String tooLarge(int[] range, RuntimeException e) {
    return "a method of the JVM has no room for what function "
        + names(range)
        + " does at once ("
        + e.getMessage()
        + "); divide it into several functions";
  }

  private String names(int[] range) {
    return IntStream.range(range[0], range[1])
        .mapToObj(module::methodName)
        .collect(Collectors.joining(" or "));
  }

  /** A part that was made together with the group, and is if it was not. */
  private byte[] groupPart(String name, int number) {
    byte[] made = takePart(name);
    while (made == null) {
      var _ = group(number);
      var _ = Objects.requireNonNull(parts.get(name), name);
      made = takePart(name);
    }
    return made;
  }

  private byte @Nullable [] takePart(String name) {
    SoftReference<byte[]> part = parts.remove(name);
    return part == null ? null : part.get();
  }

  private static byte[] build(ClassDesc name, Consumer<ClassBuilder> content) {
    return CLASSES.build(
        name,
        into -> {
          into.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL | ClassFile.ACC_SUPER);
          content.accept(into);
        });
  }
}
