package dev.witj.engine.fuzz;

import dev.witj.binary.core.BlockType;
import dev.witj.binary.core.CatchClause;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.FunctionBody;
import dev.witj.binary.core.Immediate;
import dev.witj.binary.core.Instruction;
import dev.witj.binary.core.MemArg;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.Opcode;
import dev.witj.binary.core.RefType;
import dev.witj.binary.core.ValType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Makes the body of a function: {@link #expression} adds instructions that leave one value of a
 * type, {@link #statement} such that leave nothing. What comes after a branch that is always taken
 * goes on as if it were not.
 */
final class BodyGenerator {
  /** Most functions are small; the largest need more than one method even without being forced. */
  private static final int[] SIZES = {100, 100, 200, 200, 200, 500, 1500, 5000};

  private final Random random;
  final Shape shape;
  private final Function<FuncType, BlockType> blockTypes;
  private final List<Instruction> code = new ArrayList<>();
  private final List<ValType> locals;
  private final int parameters;
  private final List<ValType> results;
  private final References references;

  /** What a branch to each of the blocks around takes, the innermost last. */
  private final List<List<ValType>> labels = new ArrayList<>();

  /** How many instructions may be added before everything is made as simple as can be. */
  private int budget;

  BodyGenerator(
      Random random, Shape shape, FuncType type, Function<FuncType, BlockType> blockTypes) {
    this.random = random;
    this.shape = shape;
    this.blockTypes = blockTypes;
    this.locals = new ArrayList<>(type.params());
    this.parameters = locals.size();
    this.results = type.results();
    this.references = new References(this, random);
    this.budget = 20 + random.nextInt(SIZES[random.nextInt(SIZES.length)]);
    // Two of each, so that there is room for what is kept a while.
    locals.addAll(shape.types());
    locals.addAll(shape.types());
    labels.add(results);
  }

  /** The instructions, without the last {@code end}. */
  List<Instruction> generate() {
    fuel();
    if (random.nextInt(4) == 0) {
      dispatch(1);
    }
    while (budget > 0) {
      statement(5);
    }
    results.forEach(type -> expression(type, 3));
    return code;
  }

  /** The locals that are no parameters. */
  List<FunctionBody.Locals> localGroups() {
    return locals.subList(parameters, locals.size()).stream()
        .map(type -> new FunctionBody.Locals(1, type))
        .toList();
  }

  // Adding.

  void add(Instruction instruction) {
    budget--;
    code.add(instruction);
  }

  void add(Opcode opcode) {
    add(new Instruction.Plain(opcode));
  }

  void add(Opcode opcode, int index) {
    add(new Instruction.Index(opcode, index));
  }

  void i32(int value) {
    add(new Instruction.I32Const(value));
  }

  /** Uses fuel, or gives back zeros where there is none: a trap would end too much. */
  private void fuel() {
    add(Opcode.GLOBAL_GET, 0);
    add(Opcode.I32_EQZ);
    add(new Instruction.Block(Opcode.IF, BlockType.Empty.EMPTY));
    results.forEach(type -> add(ModuleGenerator.zero(type)));
    add(Opcode.RETURN);
    add(Opcode.END);
    add(Opcode.GLOBAL_GET, 0);
    i32(1);
    add(Opcode.I32_SUB);
    add(Opcode.GLOBAL_SET, 0);
  }

  private <T> T any(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }

  private BlockType type(List<ValType> parameters, List<ValType> results) {
    if (parameters.isEmpty() && results.size() < 2) {
      return results.isEmpty() ? BlockType.Empty.EMPTY : new BlockType.Value(results.getFirst());
    }
    return blockTypes.apply(new FuncType(parameters, results));
  }

  private List<ValType> someTypes(int most) {
    return IntStream.range(0, random.nextInt(most + 1)).mapToObj(_ -> anyType()).toList();
  }

  ValType anyType() {
    return any(shape.types());
  }

  /** Begins a block, in which a branch to it takes values of some types. */
  void open(Instruction opener, List<ValType> label) {
    add(opener);
    labels.add(label);
  }

  void close() {
    labels.removeLast();
    add(Opcode.END);
  }

  /** Takes what is on the stack, the last first. */
  private void consume(List<ValType> types) {
    for (ValType type : types.reversed()) {
      if (random.nextBoolean()) {
        add(Opcode.LOCAL_SET, local(type));
      } else {
        add(Opcode.DROP);
      }
    }
  }

  /** A local of this type, which may be null even where the type may not. */
  int local(ValType type) {
    ValType kept = type instanceof RefType(_, var heap) ? RefType.nullable(heap) : type;
    List<Integer> fitting =
        IntStream.range(0, locals.size()).filter(i -> locals.get(i).equals(kept)).boxed().toList();
    return any(fitting);
  }

  int global(ValType type) {
    // Not the fuel.
    return IntStream.range(1, shape.globals().size())
        .filter(i -> shape.globals().get(i).equals(type))
        .findFirst()
        .orElseThrow();
  }

  // Expressions.

  void expression(ValType type, int depth) {
    if (type instanceof RefType reference) {
      references.expression(reference, depth);
      return;
    }
    NumType number = (NumType) type;
    if (depth <= 0 || budget <= 0) {
      simple(number);
      return;
    }
    switch (random.nextInt(16)) {
      case 0 -> simple(number);
      case 1, 2, 3, 4 -> pure(any(Catalogue.pure(number)), depth - 1);
      case 5, 6 -> memory(any(Catalogue.loads(number)), depth - 1);
      case 7 -> compound(type, depth - 1);
      case 8 -> compound(type, depth - 1);
      case 9 -> special(number, depth - 1);
      case 10 -> {
        expression(type, depth - 1);
        add(Opcode.LOCAL_TEE, local(type));
      }
      case 11 -> call(type, depth - 1);
      default -> simple(number);
    }
  }

  /** A variable or a constant. */
  private void simple(NumType type) {
    switch (random.nextInt(3)) {
      case 0 -> add(Opcode.LOCAL_GET, local(type));
      case 1 -> add(Opcode.GLOBAL_GET, global(type));
      default -> constant(type);
    }
  }

  private void constant(NumType type) {
    long bits = bits();
    switch (type) {
      case I32 -> i32((int) bits);
      case I64 -> add(new Instruction.I64Const(bits));
      case F32 -> add(new Instruction.F32Const((int) bits));
      case F64 -> add(new Instruction.F64Const(bits));
      case V128 -> add(new Instruction.V128Const(bits, bits()));
    }
  }

  private long bits() {
    return switch (random.nextInt(6)) {
      case 0 -> random.nextLong();
      case 1 -> Double.doubleToRawLongBits(random.nextInt(2000) / 4.0 - 250);
      case 2 -> Float.floatToRawIntBits(random.nextInt(2000) / 4f - 250) * 0x1_0000_0001L;
      case 3 -> random.nextInt(3) - 1;
      case 4 -> 1L << random.nextInt(64);
      default -> random.nextInt(200);
    };
  }

  private void pure(Opcode opcode, int depth) {
    String operands = opcode.signature().orElseThrow();
    for (int i = 0; i < operands.indexOf(':'); i++) {
      expression(Catalogue.type(operands.charAt(i)), depth);
    }
    String text = opcode.text();
    if (random.nextInt(4) != 0 && (text.contains(".div_") || text.contains(".rem_"))) {
      // Mostly no division by zero.
      boolean wide = text.startsWith("i64");
      add(wide ? new Instruction.I64Const(1) : new Instruction.I32Const(1));
      add(wide ? Opcode.I64_OR : Opcode.I32_OR);
    }
    switch (opcode.immediate()) {
      case LANE -> add(new Instruction.Lane(opcode, random.nextInt(opcode.lanes())));
      case SHUFFLE ->
          add(
              new Instruction.Shuffle(
                  opcode,
                  random.nextLong() & 0x1f1f_1f1f_1f1f_1f1fL,
                  random.nextLong() & 0x1f1f_1f1f_1f1f_1f1fL));
      default -> add(opcode);
    }
    if (Catalogue.isVague(opcode)) {
      canonical(Catalogue.type(operands.charAt(operands.length() - 1)), opcode);
    }
  }

  /** Makes what is not a number the canonical NaN. */
  private void canonical(NumType type, Opcode opcode) {
    int local = local(type);
    add(Opcode.LOCAL_TEE, local);
    switch (type) {
      case F32 -> add(new Instruction.F32Const(0x7fc0_0000));
      case F64 -> add(new Instruction.F64Const(0x7ff8_0000_0000_0000L));
      default -> {
        long nan =
            opcode.text().startsWith("f32x4") ? 0x7fc0_0000_7fc0_0000L : 0x7ff8_0000_0000_0000L;
        add(new Instruction.V128Const(nan, nan));
      }
    }
    add(Opcode.LOCAL_GET, local);
    add(Opcode.LOCAL_GET, local);
    switch (type) {
      case F32 -> add(Opcode.F32_EQ);
      case F64 -> add(Opcode.F64_EQ);
      default -> add(opcode.text().startsWith("f32x4") ? Opcode.F32X4_EQ : Opcode.F64X2_EQ);
    }
    add(type == NumType.V128 ? Opcode.V128_BITSELECT : Opcode.SELECT);
    // Nor may what was there before be seen later.
    add(Opcode.LOCAL_TEE, local);
  }

  // Memories.

  private boolean isWide(int memory) {
    return memory == 1 && shape.wideMemory();
  }

  /** An address, mostly one that is there. */
  private void address(int memory, int alignment, int depth) {
    boolean wide = isWide(memory);
    expression(wide ? NumType.I64 : NumType.I32, depth);
    if (random.nextInt(30) != 0) {
      int mask = (memory == 0 ? 0xffff : 0x1ff) & -(1 << alignment);
      add(wide ? new Instruction.I64Const(mask) : new Instruction.I32Const(mask));
      add(wide ? Opcode.I64_AND : Opcode.I32_AND);
    }
  }

  private void memory(Opcode opcode, int depth) {
    int memory = random.nextInt(3) / 2;
    boolean atomic = opcode.isAtomic();
    address(memory, atomic ? opcode.alignment() : 0, depth);
    String operands = opcode.signature().orElseThrow();
    for (int i = 1; i < operands.indexOf(':'); i++) {
      expression(Catalogue.type(operands.charAt(i)), depth);
    }
    long offset =
        switch (random.nextInt(20)) {
          case 0 -> isWide(memory) ? random.nextLong() : Integer.toUnsignedLong(random.nextInt());
          case 1, 2, 3 -> 8L * random.nextInt(9);
          default -> 0;
        };
    int align = atomic ? opcode.alignment() : random.nextInt(opcode.alignment() + 1);
    MemArg access = new MemArg(align, memory, offset);
    add(
        opcode.immediate() == Immediate.MEMARG_LANE
            ? new Instruction.MemoryLane(opcode, access, random.nextInt(opcode.lanes()))
            : new Instruction.Memory(opcode, access));
  }

  private void bulk(int depth) {
    int memory = random.nextInt(2);
    int other = random.nextInt(2);
    switch (random.nextInt(3)) {
      case 0 -> {
        address(memory, 0, depth);
        expression(NumType.I32, depth);
        count(isWide(memory));
        add(Opcode.MEMORY_FILL, memory);
      }
      case 1 -> {
        address(memory, 0, depth);
        address(other, 0, depth);
        count(isWide(memory) && isWide(other));
        add(new Instruction.Indices(Opcode.MEMORY_COPY, memory, other));
      }
      default -> {
        address(memory, 0, depth);
        i32(random.nextInt(20));
        i32(random.nextInt(20));
        int segment = random.nextInt(ModuleGenerator.SEGMENTS);
        add(new Instruction.Indices(Opcode.MEMORY_INIT, segment, memory));
        if (random.nextInt(10) == 0) {
          add(Opcode.DATA_DROP, segment);
        }
      }
    }
  }

  private void count(boolean wide) {
    int count = random.nextInt(60);
    add(wide ? new Instruction.I64Const(count) : new Instruction.I32Const(count));
  }

  // What is about one type.

  private void special(NumType type, int depth) {
    switch (type) {
      case I32 -> {
        switch (random.nextInt(3)) {
          case 0 -> add(Opcode.MEMORY_SIZE, 0);
          case 1 -> {
            i32(random.nextInt(2));
            add(Opcode.MEMORY_GROW, 0);
          }
          default -> references.number(depth);
        }
      }
      case I64 -> {
        // Two results, of which the second is kept.
        Opcode opcode =
            any(
                List.of(
                    Opcode.I64_ADD128,
                    Opcode.I64_SUB128,
                    Opcode.I64_MUL_WIDE_S,
                    Opcode.I64_MUL_WIDE_U));
        for (int i = opcode.signature().orElseThrow().indexOf(':'); i > 0; i--) {
          expression(NumType.I64, depth);
        }
        add(opcode);
        add(Opcode.LOCAL_SET, local(NumType.I64));
      }
      default -> references.field(type, depth);
    }
  }

  /** A value out of a block, a choice or a branch. */
  void compound(ValType type, int depth) {
    switch (random.nextInt(7)) {
      case 0 -> {
        open(new Instruction.Block(Opcode.BLOCK, type(List.of(), List.of(type))), List.of(type));
        statements(depth);
        if (random.nextBoolean()) {
          expression(type, depth);
          expression(NumType.I32, depth);
          add(Opcode.BR_IF, 0);
          add(Opcode.DROP);
        }
        expression(type, depth);
        close();
      }
      case 1 -> {
        expression(NumType.I32, depth);
        open(new Instruction.Block(Opcode.IF, type(List.of(), List.of(type))), List.of(type));
        expression(type, depth);
        add(Opcode.ELSE);
        expression(type, depth);
        close();
      }
      case 2 -> {
        expression(type, depth);
        expression(type, depth);
        expression(NumType.I32, depth);
        add(
            type instanceof NumType && random.nextBoolean()
                ? new Instruction.Plain(Opcode.SELECT)
                : new Instruction.Select(Opcode.SELECT_TYPED, List.of(type)));
      }
      case 3 -> {
        // A loop that takes values and gives one.
        List<ValType> carried = someTypes(3);
        carried.forEach(each -> expression(each, depth));
        open(new Instruction.Block(Opcode.LOOP, type(carried, List.of(type))), carried);
        consume(carried);
        fuel();
        statements(depth);
        carried.forEach(each -> expression(each, depth - 1));
        again(depth);
        carried.forEach(_ -> add(Opcode.DROP));
        expression(type, depth);
        close();
      }
      case 4 -> {
        open(
            new Instruction.TryTable(Opcode.TRY_TABLE, type(List.of(), List.of(type)), List.of()),
            List.of(type));
        expression(type, depth);
        close();
      }
      case 5 -> {
        // Chosen by a number among this block and others that take the same.
        open(new Instruction.Block(Opcode.BLOCK, type(List.of(), List.of(type))), List.of(type));
        expression(type, depth);
        expression(NumType.I32, depth);
        table(List.of(type));
        close();
      }
      default -> call(type, depth);
    }
  }

  private void table(List<ValType> types) {
    List<Integer> fitting =
        IntStream.range(0, labels.size())
            .filter(depth -> labels.get(labels.size() - 1 - depth).equals(types))
            .boxed()
            .toList();
    List<Integer> choices =
        IntStream.range(0, random.nextInt(5)).mapToObj(_ -> any(fitting)).toList();
    add(new Instruction.Branches(Opcode.BR_TABLE, choices, any(fitting)));
  }

  // Calls.

  private void arguments(FuncType type, int depth) {
    type.params().forEach(each -> expression(each, depth));
  }

  /** A value that a function gives, or a variable if there is no such function. */
  private void call(ValType type, int depth) {
    List<Integer> fitting =
        IntStream.range(0, shape.functions().size())
            .filter(i -> shape.functions().get(i).results().equals(List.of(type)))
            .boxed()
            .toList();
    if (fitting.isEmpty()) {
      add(Opcode.LOCAL_GET, local(type));
      return;
    }
    call(any(fitting), depth, false);
  }

  private int typeIndex(FuncType type) {
    return ((BlockType.Index) blockTypes.apply(type)).typeIndex();
  }

  private void call(int function, int depth, boolean tail) {
    FuncType type = shape.functions().get(function);
    arguments(type, depth);
    int index = typeIndex(type);
    switch (random.nextInt(4)) {
      case 0 -> {
        // Mostly a function of this type, at its place in the table.
        i32(random.nextInt(10) == 0 ? random.nextInt(12) : function % shape.placed() + 1);
        add(
            new Instruction.Indices(
                tail ? Opcode.RETURN_CALL_INDIRECT : Opcode.CALL_INDIRECT, index, 0));
      }
      case 1 -> {
        add(Opcode.REF_FUNC, function);
        add(tail ? Opcode.RETURN_CALL_REF : Opcode.CALL_REF, index);
      }
      default -> add(tail ? Opcode.RETURN_CALL : Opcode.CALL, function);
    }
  }

  // Statements.

  private void statements(int depth) {
    for (int i = random.nextInt(3); i > 0; i--) {
      statement(depth);
    }
  }

  void statement(int depth) {
    if (depth <= 0 || budget <= 0) {
      add(Opcode.NOP);
      return;
    }
    int inner = depth - 1;
    switch (random.nextInt(24)) {
      case 0, 1, 2 -> {
        ValType type = anyType();
        expression(type, inner);
        add(Opcode.LOCAL_SET, local(type));
      }
      case 3, 4 -> {
        ValType type = anyType();
        expression(type, inner);
        add(Opcode.GLOBAL_SET, global(type));
      }
      case 5, 6, 7 -> memory(any(Catalogue.STORES), inner);
      case 8 -> bulk(inner);
      case 9 -> {
        int function = random.nextInt(shape.functions().size());
        call(function, inner, false);
        consume(shape.functions().get(function).results());
      }
      case 10 -> {
        List<ValType> parameters = someTypes(3);
        List<ValType> given = someTypes(3);
        parameters.forEach(each -> expression(each, inner));
        open(new Instruction.Block(Opcode.BLOCK, type(parameters, given)), given);
        consume(parameters);
        statements(inner);
        given.forEach(each -> expression(each, inner));
        close();
        consume(given);
      }
      case 11, 12 -> {
        expression(NumType.I32, inner);
        open(new Instruction.Block(Opcode.IF, BlockType.Empty.EMPTY), List.of());
        statements(inner);
        if (random.nextBoolean()) {
          add(Opcode.ELSE);
          statements(inner);
        }
        close();
      }
      case 13, 14 -> {
        open(new Instruction.Block(Opcode.LOOP, BlockType.Empty.EMPTY), List.of());
        fuel();
        statement(inner);
        statements(inner);
        again(inner);
        close();
      }
      case 15 -> switches(inner);
      case 16 -> branch(inner);
      case 17 -> attempt(inner);
      case 18 -> legacyAttempt(inner);
      case 19 -> references.statement(inner);
      case 20 -> raise(inner);
      case 21 -> dispatch(Math.min(inner, 1));
      case 22 -> tailCall(Math.max(inner, 2));
      default -> {
        ValType type = anyType();
        expression(type, inner);
        add(Opcode.DROP);
      }
    }
  }

  /**
   * What a dispatch loop has: blocks around each other, and a jump into their ends. Sometimes there
   * are so many that a splitter may take it for one, and sometimes something stands between them.
   */
  private void switches(int depth) {
    boolean many = random.nextInt(3) == 0;
    int arms = many ? 6 + random.nextInt(16) : 2 + random.nextInt(4);
    boolean loop = many && random.nextBoolean();
    if (loop) {
      open(new Instruction.Block(Opcode.LOOP, BlockType.Empty.EMPTY), List.of());
      fuel();
    }
    for (int i = 0; i < arms; i++) {
      open(new Instruction.Block(Opcode.BLOCK, BlockType.Empty.EMPTY), List.of());
      if (many && random.nextInt(12) == 0) {
        statement(Math.min(depth, 1));
      }
    }
    expression(NumType.I32, depth);
    i32(many ? 31 : 7);
    add(Opcode.I32_AND);
    if (many) {
      List<Integer> choices = new ArrayList<>();
      for (int i = random.nextInt(arms); i < arms; i++) {
        choices.add(random.nextInt(8) == 0 ? random.nextInt(arms) : i);
      }
      add(new Instruction.Branches(Opcode.BR_TABLE, choices, random.nextInt(arms)));
    } else {
      table(List.of());
    }
    for (int i = 0; i < arms; i++) {
      close();
      if (many) {
        statement(Math.min(depth, 2));
        if (loop && random.nextInt(4) > 0) {
          // On with the loop, which is around the blocks that are still open.
          add(Opcode.BR, arms - 1 - i);
        }
      } else {
        statements(depth);
      }
    }
    if (loop) {
      close();
    }
  }

  /**
   * A dispatch loop that goes through many of its arms: each says which one is next, by what is in
   * a variable, and leaves by a jump back, falls into its neighbour, or branches past some of them.
   */
  private void dispatch(int depth) {
    int arms = 6 + random.nextInt(20);
    int next = local(NumType.I32);
    i32(random.nextInt(arms));
    add(Opcode.LOCAL_SET, next);
    open(new Instruction.Block(Opcode.BLOCK, BlockType.Empty.EMPTY), List.of());
    open(new Instruction.Block(Opcode.LOOP, BlockType.Empty.EMPTY), List.of());
    fuel();
    isLittleLeft();
    add(Opcode.BR_IF, 1);
    for (int i = 0; i < arms; i++) {
      open(new Instruction.Block(Opcode.BLOCK, BlockType.Empty.EMPTY), List.of());
    }
    add(Opcode.LOCAL_GET, next);
    List<Integer> choices =
        IntStream.range(0, arms).mapToObj(i -> random.nextInt(8) == 0 ? i / 2 : i).toList();
    add(new Instruction.Branches(Opcode.BR_TABLE, choices, arms - 1));
    for (int i = 0; i < arms; i++) {
      close();
      statement(depth);
      add(Opcode.LOCAL_GET, next);
      i32(1 + random.nextInt(9));
      add(Opcode.I32_MUL);
      i32(random.nextInt(arms));
      add(Opcode.I32_ADD);
      i32(arms + 1);
      add(Opcode.I32_REM_U);
      add(Opcode.LOCAL_SET, next);
      int around = arms - 1 - i;
      switch (random.nextInt(6)) {
        case 0 -> {}
        case 1 -> {
          add(Opcode.LOCAL_GET, next);
          i32(1);
          add(Opcode.I32_AND);
          add(Opcode.BR_IF, random.nextInt(around + 1));
        }
        default -> add(Opcode.BR, around);
      }
    }
    close();
    close();
  }

  /** Whether there is less fuel than at some point between none and all. */
  private void isLittleLeft() {
    add(Opcode.GLOBAL_GET, 0);
    i32(random.nextInt(Run.FUEL));
    add(Opcode.I32_LT_S);
  }

  /** Goes round the innermost loop again, now and then, and not until there is no fuel. */
  private void again(int depth) {
    expression(NumType.I32, depth);
    isLittleLeft();
    add(Opcode.I32_EQZ);
    add(Opcode.I32_AND);
    add(Opcode.BR_IF, 0);
  }

  /** Leaves a block, always or on a condition. */
  private void branch(int depth) {
    int label = random.nextInt(labels.size());
    List<ValType> types = labels.get(labels.size() - 1 - label);
    boolean always = random.nextInt(6) == 0;
    if (always) {
      // Only on a condition after all, so that something is left to be run.
      expression(NumType.I32, depth);
      open(new Instruction.Block(Opcode.IF, BlockType.Empty.EMPTY), List.of());
      types.forEach(each -> expression(each, depth));
      add(Opcode.BR, label + 1);
      close();
      return;
    }
    types.forEach(each -> expression(each, depth));
    expression(NumType.I32, depth);
    add(Opcode.BR_IF, label);
    consume(types);
  }

  private void tailCall(int depth) {
    List<Integer> fitting =
        IntStream.range(0, shape.functions().size())
            .filter(i -> shape.functions().get(i).results().equals(results))
            .boxed()
            .toList();
    expression(NumType.I32, depth);
    open(new Instruction.Block(Opcode.IF, BlockType.Empty.EMPTY), List.of());
    call(any(fitting), depth, true);
    close();
  }

  // Exceptions.

  private void raise(int depth) {
    expression(NumType.I32, depth);
    open(new Instruction.Block(Opcode.IF, BlockType.Empty.EMPTY), List.of());
    if (random.nextInt(3) == 0) {
      expression(RefType.EXNREF, depth);
      add(Opcode.THROW_REF);
    } else {
      int tag = random.nextInt(shape.tags().size());
      shape.tags().get(tag).forEach(each -> expression(each, depth));
      add(Opcode.THROW, tag);
    }
    close();
  }

  /** {@code try_table} with a clause for one tag and perhaps one for all. */
  private void attempt(int depth) {
    int tag = random.nextInt(shape.tags().size());
    boolean withRef = random.nextBoolean();
    List<ValType> caught = new ArrayList<>(shape.tags().get(tag));
    if (withRef) {
      caught.add(RefType.nonNull(RefType.EXNREF.heap()));
    }
    boolean all = random.nextBoolean();
    boolean allWithRef = random.nextBoolean();
    List<ValType> allCaught =
        allWithRef ? List.of(RefType.nonNull(RefType.EXNREF.heap())) : List.of();
    open(new Instruction.Block(Opcode.BLOCK, BlockType.Empty.EMPTY), List.of());
    open(new Instruction.Block(Opcode.BLOCK, type(List.of(), allCaught)), allCaught);
    open(new Instruction.Block(Opcode.BLOCK, type(List.of(), caught)), caught);
    List<CatchClause> clauses = new ArrayList<>();
    clauses.add(new CatchClause.Tagged(tag, 0, withRef));
    if (all) {
      clauses.add(new CatchClause.All(1, allWithRef));
    }
    open(new Instruction.TryTable(Opcode.TRY_TABLE, BlockType.Empty.EMPTY, clauses), List.of());
    statement(depth);
    raise(depth);
    statements(depth);
    close();
    add(Opcode.BR, 2);
    close();
    consume(caught);
    add(Opcode.BR, 1);
    close();
    consume(allCaught);
    close();
  }

  /** {@code try} with handlers. */
  private void legacyAttempt(int depth) {
    int tag = random.nextInt(shape.tags().size());
    open(new Instruction.Block(Opcode.TRY, BlockType.Empty.EMPTY), List.of());
    boolean delegates = random.nextInt(4) == 0;
    if (delegates) {
      open(new Instruction.Block(Opcode.TRY, BlockType.Empty.EMPTY), List.of());
    }
    statement(depth);
    raise(depth);
    if (delegates) {
      labels.removeLast();
      add(Opcode.DELEGATE, random.nextInt(labels.size()));
    }
    add(Opcode.CATCH, tag);
    consume(shape.tags().get(tag));
    statements(depth);
    if (random.nextInt(3) == 0) {
      expression(NumType.I32, depth);
      open(new Instruction.Block(Opcode.IF, BlockType.Empty.EMPTY), List.of());
      add(Opcode.RETHROW, 1);
      close();
    }
    if (random.nextBoolean()) {
      add(Opcode.CATCH_ALL);
      statements(depth);
    }
    close();
  }
}
