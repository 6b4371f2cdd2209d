package dev.witj.engine.internal.compile;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.witj.binary.core.RefType;
import dev.witj.engine.internal.run.Entry;
import dev.witj.engine.internal.run.HostCalls;
import dev.witj.engine.internal.run.TableOps;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * The class that calls functions of one shape which are not known before: through a table, through
 * a reference, imported ones, and from outside. Functions of the own instance are called directly,
 * chosen by their ordinal, so that HotSpot sees which they are; others through a handle.
 */
final class DispatchClass {
  /** The type of the method that calls from outside. */
  static final MethodTypeDesc ENTRY =
      MethodTypeDesc.of(CD_long, Names.LONGS, Names.OBJECTS, CD_int, Names.BASE_STATE);

  static final String REFERENCE = "reference";
  static final String FOREIGN = "foreign";
  private static final String DIRECT = "direct";

  /** So many functions are chosen from in one method; more make a tree of methods. */
  private static final int FAN = 128;

  /**
   * So many functions are chosen from in one class, whose constants are limited; a power of two.
   */
  private static final int PART = 8192;

  private static final int FLAGS = ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC;
  private static final ClassDesc HANDLE = ConstantDescs.CD_MethodHandle;
  private static final ClassDesc INDEX_OUT_OF_BOUNDS = Names.of(IndexOutOfBoundsException.class);
  private static final MethodTypeDesc FAILURE =
      MethodTypeDesc.of(Names.of(IllegalStateException.class), INDEX_OUT_OF_BOUNDS);

  private final ModuleOutline module;
  private final Shape shape;
  private final ClassBuilder into;
  private final ClassDesc self;

  /** Which method of a function is called. */
  private final BiFunction<ModuleOutline, Integer, String> methods;

  DispatchClass(
      ModuleOutline module,
      Shape shape,
      ClassBuilder into,
      ClassDesc self,
      BiFunction<ModuleOutline, Integer, String> methods) {
    this.module = module;
    this.shape = shape;
    this.into = into;
    this.self = self;
    this.methods = methods;
  }

  /** The method that calls through a table. */
  static String indirect(int table) {
    return "table" + table;
  }

  /**
   * Makes the class of a type.
   *
   * @param part which of the further classes, if one has no room for all functions
   */
  static void build(ModuleOutline module, int type, int part, ClassBuilder into) {
    ClassDesc self = Names.dispatch(type);
    DispatchClass dispatch =
        new DispatchClass(module, module.shape(type), into, self, ModuleOutline::methodName);
    if (part == ModuleClasses.WHOLE) {
      dispatch.build();
    } else {
      dispatch.directPart(module.referred(type), part);
    }
  }

  private void method(String name, MethodTypeDesc type, Consumer<Code> emit) {
    into.withMethodBody(name, type, FLAGS, builder -> emit.accept(new JvmCode(builder)));
  }

  /** Makes the class an entry that can be made. */
  void constructor() {
    into.withSuperclass(Names.ENTRY);
    into.withMethodBody(
        ConstantDescs.INIT_NAME,
        ConstantDescs.MTD_void,
        ClassFile.ACC_PUBLIC,
        code ->
            code.aload(0)
                .invokespecial(Names.ENTRY, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                .return_());
  }

  private void build() {
    constructor();
    for (int table = 0; table < module.tables().size(); table++) {
      if (isOfFunctions(module.tables().get(table).element())) {
        throughTable(table);
      }
    }
    MethodTypeDesc type = shape.method(Names.FUNC, Names.STATE);
    method(REFERENCE, type, this::reference);
    method(FOREIGN, type, this::foreign);
    direct(module.referred(shape.type()));
    into.withMethodBody(
        "call", ENTRY, ClassFile.ACC_PUBLIC, builder -> entry(new JvmCode(builder)));
    if (isOfFewNumbers()) {
      into.withMethodBody(
          "call", entryOfFew(), ClassFile.ACC_PUBLIC, builder -> entryOfFew(new JvmCode(builder)));
    }
  }

  private boolean isOfFunctions(RefType element) {
    return switch (element.heap()) {
      case dev.witj.binary.core.HeapType.Concrete _ -> true;
      case dev.witj.binary.core.HeapType.Abstract heap ->
          heap == dev.witj.binary.core.HeapType.Abstract.FUNC
              || heap == dev.witj.binary.core.HeapType.Abstract.NOFUNC;
    };
  }

  private void loadParams(Code code) {
    if (shape.isWide()) {
      code.loadOne(Kind.REF, 0);
      code.loadOne(Kind.REF, 1);
      return;
    }
    int slot = 0;
    for (int i = 0; i < shape.params().length(); i++) {
      char kind = shape.params().charAt(i);
      code.load(kind, slot);
      slot += Kind.width(kind);
    }
  }

  private void throughTable(int table) {
    boolean wide = module.tables().get(table).index64();
    char index = wide ? Kind.LONG : Kind.INT;
    method(
        indirect(table),
        shape.method(Kind.desc(index), Names.STATE, CD_int),
        code -> {
          int at = shape.slots();
          int state = at + Kind.width(index);
          loadParams(code);
          code.loadOne(index, at);
          code.loadOne(Kind.REF, state);
          StateClass.getTable(code, table);
          code.loadOne(Kind.REF, state);
          code.loadOne(Kind.INT, state + 1);
          code.invokeStatic(
              Names.of(TableOps.class),
              "pick",
              MethodTypeDesc.of(
                  Names.FUNC, Kind.desc(index), Names.TABLE, Names.BASE_STATE, CD_int));
          code.loadOne(Kind.REF, state);
          code.invokeStatic(self, REFERENCE, shape.method(Names.FUNC, Names.STATE));
          code.giveBack(shape.results());
        });
  }

  /** Calls a function of this instance directly, another as a foreign one. */
  private void reference(Code code) {
    int function = shape.slots();
    Code.Target foreign = new Code.Target();
    loadParams(code);
    code.loadOne(Kind.REF, function);
    code.getField(Names.FUNC, "state", Names.BASE_STATE);
    code.loadOne(Kind.REF, function + 1);
    code.jump(Opcode.IF_ACMPNE, foreign);
    code.loadOne(Kind.REF, function);
    code.getField(Names.FUNC, "ordinal", CD_int);
    code.loadOne(Kind.REF, function + 1);
    code.invokeStatic(self, DIRECT, shape.method(CD_int, Names.STATE));
    code.giveBack(shape.results());
    code.bind(foreign);
    code.loadOne(Kind.REF, function);
    code.loadOne(Kind.REF, function + 1);
    code.invokeStatic(self, FOREIGN, shape.method(Names.FUNC, Names.STATE));
    code.giveBack(shape.results());
  }

  /** Calls a function of another instance, or of the host's. */
  private void foreign(Code code) {
    int function = shape.slots();
    int state = function + 1;
    Code.Target host = new Code.Target();
    code.loadOne(Kind.REF, function);
    code.getField(Names.FUNC, "state", Names.BASE_STATE);
    code.jump(Opcode.IFNULL, host);
    if (isOfFewNumbers()) {
      throughEntry(code);
    } else {
      throughHandle(code);
    }
    if (Kind.positions(shape.results()) > 1) {
      code.loadOne(Kind.REF, function);
      code.loadOne(Kind.REF, state);
      code.constant(Kind.positions(shape.results()));
      code.invokeStatic(
          Names.of(HostCalls.class),
          "takeResults",
          MethodTypeDesc.of(CD_void, Names.FUNC, Names.BASE_STATE, CD_int));
    }
    code.giveBack(shape.results());
    code.bind(host);
    host(code);
  }

  /** Calls a function of another instance with bits, by its module's class for such types. */
  private void throughEntry(Code code) {
    int function = shape.slots();
    code.loadOne(Kind.REF, function);
    code.invokeVirtual(Names.FUNC, "entry", MethodTypeDesc.of(Names.ENTRY));
    loadBits(code);
    code.loadOne(Kind.REF, function);
    code.getField(Names.FUNC, "ordinal", CD_int);
    code.loadOne(Kind.REF, function);
    code.getField(Names.FUNC, "state", Names.BASE_STATE);
    code.invokeVirtual(Names.ENTRY, "call", entryOfFew());
    if (isReference()) {
      code.op(Opcode.POP2);
      code.loadOne(Kind.REF, function);
      code.getField(Names.FUNC, "state", Names.BASE_STATE);
      Calls.fromState(code, Kind.REF, 0);
    } else {
      fromBits(code);
    }
  }

  /** Calls a function of another instance by its handle. */
  private void throughHandle(Code code) {
    int function = shape.slots();
    code.loadOne(Kind.REF, function);
    code.invokeVirtual(Names.FUNC, "handle", MethodTypeDesc.of(HANDLE));
    loadParams(code);
    code.loadOne(Kind.REF, function);
    code.getField(Names.FUNC, "state", Names.BASE_STATE);
    code.invokeVirtual(HANDLE, "invokeExact", shape.method(Names.BASE_STATE));
  }

  /** Calls a function of the host's. */
  private void host(Code code) {
    int function = shape.slots();
    int state = function + 1;
    Code.Target start = new Code.Target();
    Code.Target end = new Code.Target();
    Code.Target failed = new Code.Target();
    code.bind(start);
    code.loadOne(Kind.REF, function);
    List<ClassDesc> types = new ArrayList<>(List.of(Names.FUNC));
    if (isOfFewNumbers()) {
      loadBits(code);
      types.addAll(Collections.nCopies(shape.params().length(), CD_long));
    } else {
      arrays(code);
      types.addAll(List.of(Names.LONGS, Names.OBJECTS));
    }
    code.loadOne(Kind.REF, state);
    types.add(Names.BASE_STATE);
    code.invokeStatic(Names.of(HostCalls.class), "call", MethodTypeDesc.of(CD_long, types));
    code.bind(end);
    if (isReference()) {
      code.op(Opcode.POP2);
      code.loadOne(Kind.REF, state);
      Calls.fromState(code, Kind.REF, 0);
    } else {
      fromBits(code);
    }
    code.giveBack(shape.results());
    code.bind(failed);
    code.invokeStatic(Names.of(HostCalls.class), "failure", FAILURE);
    code.op(Opcode.ATHROW);
    code.handler(start, end, failed, INDEX_OUT_OF_BOUNDS);
  }

  private boolean isOfFewNumbers() {
    String params = shape.params();
    return params.length() <= Entry.FEW
        && params.indexOf(Kind.REF) < 0
        && params.indexOf(Kind.VECTOR) < 0;
  }

  /** Whether the first result is a reference. */
  private boolean isReference() {
    return !shape.results().isEmpty() && shape.results().charAt(0) == Kind.REF;
  }

  /** Makes the first result, if there is one, of its bits. */
  private void fromBits(Code code) {
    if (shape.results().isEmpty()) {
      code.op(Opcode.POP2);
    } else {
      code.fromLong(shape.results().charAt(0));
    }
  }

  /** The type of the method that calls from outside with bits. */
  private MethodTypeDesc entryOfFew() {
    List<ClassDesc> types = new ArrayList<>(Collections.nCopies(shape.params().length(), CD_long));
    types.add(CD_int);
    types.add(Names.BASE_STATE);
    return MethodTypeDesc.of(CD_long, types);
  }

  /** Loads the parameters, which are numbers, as bits. */
  private void loadBits(Code code) {
    int slot = 0;
    for (int i = 0; i < shape.params().length(); i++) {
      char kind = shape.params().charAt(i);
      code.loadOne(kind, slot);
      code.toLong(kind);
      slot += Kind.width(kind);
    }
  }

  /** Loads the parameters as arrays by position. */
  private void arrays(Code code) {
    if (shape.isWide()) {
      loadParams(code);
      return;
    }
    String params = shape.params();
    int positions = Kind.positions(params);
    code.constant(positions);
    code.newLongs();
    int slot = 0;
    int position = 0;
    for (int i = 0; i < params.length(); i++) {
      char kind = params.charAt(i);
      char half = kind == Kind.VECTOR ? Kind.LONG : kind;
      for (int part = 0; part < Kind.positions(kind); part++, position++) {
        if (kind != Kind.REF) {
          code.op(Opcode.DUP);
          code.constant(position);
          code.loadOne(half, slot + 2 * part);
          code.toLong(half);
          code.op(Opcode.LASTORE);
        }
      }
      slot += Kind.width(kind);
    }
    code.constant(params.indexOf(Kind.REF) >= 0 ? positions : 0);
    code.newObjects();
    slot = 0;
    position = 0;
    for (int i = 0; i < params.length(); i++) {
      char kind = params.charAt(i);
      if (kind == Kind.REF) {
        code.op(Opcode.DUP);
        code.constant(position);
        code.loadOne(Kind.REF, slot);
        code.op(Opcode.AASTORE);
      }
      slot += Kind.width(kind);
      position += Kind.positions(kind);
    }
  }

  /** Calls one of functions by its number. */
  void direct(List<Integer> functions) {
    if (functions.size() <= PART) {
      direct(self, DIRECT, functions, 0, functions.size());
      return;
    }
    int parts = (functions.size() + PART - 1) / PART;
    method(
        DIRECT,
        shape.method(CD_int, Names.STATE),
        code -> choose(code, 0, parts, PART, i -> further(code, Names.part(self, i), DIRECT)));
  }

  /** Makes the class one that calls one of those functions whose numbers are in a part of all. */
  void directPart(List<Integer> functions, int part) {
    int to = Math.min(functions.size(), (part + 1) * PART);
    direct(Names.part(self, part), DIRECT, functions, part * PART, to);
  }

  /** Calls one of the functions with ordinals in a range. */
  private void direct(ClassDesc owner, String name, List<Integer> functions, int from, int to) {
    int count = to - from;
    int each = 1;
    while ((count + each - 1) / each > FAN) {
      each *= FAN;
    }
    int step = each;
    int cases = (count + step - 1) / step;
    method(
        name,
        shape.method(CD_int, Names.STATE),
        code ->
            choose(
                code,
                from,
                cases,
                step,
                i -> {
                  if (step == 1) {
                    function(code, functions.get(from + i));
                  } else {
                    further(code, owner, name + "_" + i);
                  }
                }));
    if (step > 1) {
      for (int i = 0; i < cases; i++) {
        int start = from + i * step;
        direct(owner, name + "_" + i, functions, start, Math.min(to, start + step));
      }
    }
  }

  /** Chooses one of several calls by the ordinal, of which each call has so many. */
  private void choose(Code code, int from, int cases, int step, IntConsumer call) {
    if (cases == 0) {
      code.op(Opcode.ACONST_NULL);
      code.op(Opcode.ATHROW);
      return;
    }
    List<Code.Target> targets = new ArrayList<>();
    for (int i = 0; i < cases; i++) {
      targets.add(new Code.Target());
    }
    if (cases > 1) {
      code.loadOne(Kind.INT, shape.slots());
      if (from != 0) {
        code.constant(from);
        code.op(Opcode.ISUB);
      }
      if (step > 1) {
        code.constant(Integer.numberOfTrailingZeros(step));
        code.op(Opcode.IUSHR);
      }
      code.tableSwitch(0, targets, targets.getFirst());
    }
    for (int i = 0; i < cases; i++) {
      code.bind(targets.get(i));
      loadParams(code);
      call.accept(i);
      code.giveBack(shape.results());
    }
  }

  private void function(Code code, int function) {
    code.loadOne(Kind.REF, shape.slots() + 1);
    code.invokeStatic(
        Names.group(module.group(function)), methods.apply(module, function), shape.function());
  }

  /** Calls a method that chooses further. */
  private void further(Code code, ClassDesc owner, String name) {
    code.loadOne(Kind.INT, shape.slots());
    code.loadOne(Kind.REF, shape.slots() + 1);
    code.invokeStatic(owner, name, shape.method(CD_int, Names.STATE));
  }

  /** Calls from outside: arguments come in arrays, the first result is given back as bits. */
  void entry(Code code) {
    if (shape.isWide()) {
      code.loadOne(Kind.REF, 1);
      code.loadOne(Kind.REF, 2);
    } else {
      int position = 0;
      for (int i = 0; i < shape.params().length(); i++) {
        char kind = shape.params().charAt(i);
        Calls.unpack(code, kind, 1, 2, position);
        position += Kind.positions(kind);
      }
    }
    direct(code, 3);
  }

  /** Calls from outside: arguments come as bits, the first result is given back likewise. */
  private void entryOfFew(Code code) {
    int slot = 1;
    for (int i = 0; i < shape.params().length(); i++) {
      code.loadOne(Kind.LONG, slot);
      code.fromLong(shape.params().charAt(i));
      slot += 2;
    }
    direct(code, slot);
  }

  /**
   * Calls a function of the own instance with the arguments on the stack, and gives its first
   * result back.
   *
   * @param ordinal the variable with its number, after which comes that with the state
   */
  private void direct(Code code, int ordinal) {
    int state = ordinal + 1;
    code.loadOne(Kind.INT, ordinal);
    code.loadOne(Kind.REF, state);
    code.cast(Names.STATE);
    code.invokeStatic(self, DIRECT, shape.method(CD_int, Names.STATE));
    if (shape.results().isEmpty()) {
      code.op(Opcode.LCONST_0);
    } else if (isReference()) {
      code.storeOne(Kind.REF, state + 1);
      code.loadOne(Kind.REF, state);
      code.getField(Names.BASE_STATE, "objects", Names.OBJECTS);
      code.constant(0);
      code.loadOne(Kind.REF, state + 1);
      code.op(Opcode.AASTORE);
      code.op(Opcode.LCONST_0);
    } else {
      code.toLong(shape.results().charAt(0));
    }
    code.op(Opcode.LRETURN);
  }
}
