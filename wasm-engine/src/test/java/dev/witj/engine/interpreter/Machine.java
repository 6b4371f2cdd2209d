package dev.witj.engine.interpreter;

import static dev.witj.engine.interpreter.Memories.address;

import dev.witj.binary.core.BlockType;
import dev.witj.binary.core.CatchClause;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.Instruction;
import dev.witj.binary.core.MemArg;
import dev.witj.binary.core.Opcode;
import dev.witj.engine.Fuel;
import dev.witj.engine.Func;
import dev.witj.engine.Global;
import dev.witj.engine.GuestException;
import dev.witj.engine.Memory;
import dev.witj.engine.Table;
import dev.witj.engine.Tag;
import dev.witj.engine.Trap;
import dev.witj.engine.TrapKind;
import dev.witj.engine.V128;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs the body of one call: operands and labels are on stacks, as in the specification, but labels
 * are not among the operands.
 */
final class Machine {
  /** A block that is being executed. */
  private static final class Label {
    /** Where the instruction that opened it is; -1 for the function itself. */
    private final int opener;

    /** How many operands were below those that it takes. */
    private final int height;

    /** How many operands a branch to it takes. */
    private final int arity;

    /** Whether exceptions in here go to the handlers of a {@code try}. */
    private boolean guarded;

    /** The exception that a handler of a {@code try} is about. */
    private @Nullable GuestException caught;

    Label(int opener, int height, int arity, boolean guarded) {
      this.opener = opener;
      this.height = height;
      this.arity = arity;
      this.guarded = guarded;
    }
  }

  private final InterpretedInstance instance;
  private final Code code;
  private final @Nullable Object[] locals;
  private final List<@Nullable Object> stack = new ArrayList<>();
  private final List<Label> labels = new ArrayList<>();
  private final GcInstructions gc;
  private final @Nullable Fuel fuel;
  private int position;

  /** Whether what comes next can be executed without what was before. */
  private boolean begins = true;

  private Functions.@Nullable TailCall tailCall;

  Machine(
      InterpretedInstance instance,
      Code code,
      @Nullable Object[] locals,
      int results,
      @Nullable Fuel fuel) {
    this.fuel = fuel;
    this.instance = instance;
    this.code = code;
    this.locals = locals;
    this.gc = new GcInstructions(instance, this);
    labels.add(new Label(-1, 0, results, false));
  }

  /** Runs to the end: gives the results, or a {@link Functions.TailCall}. */
  Object run() {
    while (!labels.isEmpty()) {
      try {
        Instruction instruction = code.instructions().get(position++);
        if (fuel != null) {
          burn(fuel, instruction.opcode());
        }
        step(instruction);
      } catch (GuestException e) {
        if (!handle(e)) {
          throw e;
        }
        begins = true;
      }
    }
    return tailCall != null ? tailCall : stack.toArray();
  }

  // Fuel: see there.

  private void burn(Fuel from, Opcode opcode) {
    if (begins) {
      from.take(code.run(position - 1));
    }
    switch (opcode) {
      case MEMORY_FILL, MEMORY_COPY, MEMORY_INIT -> from.take(address(stack.getLast()) >>> 6);
      case TABLE_FILL,
          TABLE_COPY,
          TABLE_INIT,
          ARRAY_FILL,
          ARRAY_COPY,
          ARRAY_INIT_DATA,
          ARRAY_INIT_ELEM,
          ARRAY_NEW,
          ARRAY_NEW_DEFAULT,
          ARRAY_NEW_DATA,
          ARRAY_NEW_ELEM ->
          from.take(address(stack.getLast()) >>> 3);
      default -> {}
    }
    begins = Code.endsRun(opcode);
  }

  // Operands.

  void push(@Nullable Object value) {
    stack.add(value);
  }

  @Nullable Object pop() {
    return stack.removeLast();
  }

  /** Takes operands; the last of them was on top. */
  @Nullable Object[] pop(int count) {
    List<@Nullable Object> top = stack.subList(stack.size() - count, stack.size());
    @Nullable Object[] values = top.toArray();
    top.clear();
    return values;
  }

  private void pushAll(@Nullable Object[] values) {
    for (Object value : values) {
      push(value);
    }
  }

  int popInt() {
    return Scalars.i(pop());
  }

  private long popAddress() {
    return address(pop());
  }

  private void cut(int height) {
    stack.subList(height, stack.size()).clear();
  }

  // Instructions.

  private void step(Instruction instruction) {
    Opcode opcode = instruction.opcode();
    switch (instruction) {
      case Instruction.Block(_, BlockType type) -> block(opcode, type);
      case Instruction.TryTable(_, BlockType type, _) -> block(opcode, type);
      case Instruction.Branches(_, List<Integer> choices, int otherwise) -> {
        long choice = popAddress();
        branch(choice < choices.size() ? choices.get((int) choice) : otherwise);
      }
      case Instruction.Index(_, int index) -> index(opcode, index);
      case Instruction.Indices(_, int first, int second) -> indices(opcode, first, second);
      case Instruction.I32Const(int value) -> push(value);
      case Instruction.I64Const(long value) -> push(value);
      case Instruction.F32Const(int bits) -> push(Float.intBitsToFloat(bits));
      case Instruction.F64Const(long bits) -> push(Double.longBitsToDouble(bits));
      case Instruction.Select _ -> select();
      case Instruction.Heap(_, var type) -> gc.heap(opcode, type);
      case Instruction.CastBranch(_, int label, _, var to) -> {
        boolean holds = instance.is(stack.getLast(), to.nullable(), to.heap());
        if (holds == (opcode == Opcode.BR_ON_CAST)) {
          branch(label);
        }
      }
      case Instruction.Memory(_, MemArg access) -> access(opcode, access);
      case Instruction.MemoryLane(_, MemArg access, int lane) -> {
        V128 vector = Vectors.v(pop());
        Memory memory = instance.memories.get(access.memory());
        if (opcode.text().contains("load")) {
          push(Memories.loadLane(opcode, memory, pop(), access, lane, vector));
        } else {
          Memories.storeLane(opcode, memory, pop(), access, lane, vector);
        }
      }
      case Instruction.Lane _, Instruction.Shuffle _, Instruction.V128Const _ ->
          push(Vectors.apply(instruction, pop(Scalars.arity(opcode))));
      case Instruction.Plain _ -> plain(instruction);
    }
  }

  private void plain(Instruction instruction) {
    Opcode opcode = instruction.opcode();
    switch (opcode) {
      case UNREACHABLE -> throw new Trap(TrapKind.UNREACHABLE);
      case NOP, ATOMIC_FENCE -> {}
      case ELSE, CATCH_ALL -> leave();
      case END -> {
        Label label = labels.removeLast();
        if (label.opener < 0) {
          finish(label);
        }
      }
      case RETURN -> branch(labels.size() - 1);
      case THROW_REF -> {
        Object reference = pop();
        if (reference == null) {
          throw new Trap(TrapKind.NULL_REFERENCE);
        }
        throw (GuestException) reference;
      }
      case DROP -> pop();
      case SELECT -> select();
      default -> {
        if (gc.plain(opcode)) {
          return;
        }
        @Nullable Object[] operands = pop(Scalars.arity(opcode));
        Object result = Reference.apply(instruction, operands);
        if (result instanceof List<?> pair) {
          pair.forEach(this::push);
        } else {
          push(result);
        }
      }
    }
  }

  private void select() {
    boolean first = popInt() != 0;
    Object b = pop();
    Object a = pop();
    push(first ? a : b);
  }

  private void access(Opcode opcode, MemArg access) {
    Memory memory = instance.memories.get(access.memory());
    boolean load = opcode.signature().orElseThrow().startsWith("a:");
    if (opcode.isAtomic()) {
      int count = Scalars.arity(opcode) - 1;
      @Nullable Object[] operands = pop(count);
      long[] bits = new long[count];
      for (int i = 0; i < count; i++) {
        bits[i] = Memories.bits(operands[i]);
      }
      if (opcode == Opcode.MEMORY_ATOMIC_WAIT32 || opcode == Opcode.MEMORY_ATOMIC_WAIT64) {
        push(Memories.await(opcode, memory, pop(), access, bits));
        return;
      }
      Object result = Memories.atomic(opcode, memory, pop(), access, bits);
      if (result != null) {
        push(result);
      }
    } else if (load) {
      push(Memories.load(opcode, memory, pop(), access));
    } else {
      Object value = pop();
      Memories.store(opcode, memory, pop(), access, value);
    }
  }

  private void index(Opcode opcode, int index) {
    switch (opcode) {
      case BR -> branch(index);
      case BR_IF -> {
        if (popInt() != 0) {
          branch(index);
        }
      }
      case BR_ON_NULL -> {
        if (stack.getLast() == null) {
          pop();
          branch(index);
        }
      }
      case BR_ON_NON_NULL -> {
        if (stack.getLast() == null) {
          pop();
        } else {
          branch(index);
        }
      }
      case LOCAL_GET -> push(locals[index]);
      case LOCAL_SET -> locals[index] = pop();
      case LOCAL_TEE -> locals[index] = stack.getLast();
      case GLOBAL_GET -> push(instance.globals.get(index).get());
      case GLOBAL_SET -> {
        Global global = instance.globals.get(index);
        global.set(pop());
      }
      case REF_FUNC -> push(instance.functions.get(index));
      case CALL -> call(instance.functions.get(index));
      case RETURN_CALL -> tailCall(instance.functions.get(index));
      case CALL_REF -> call(function(pop()));
      case RETURN_CALL_REF -> tailCall(function(pop()));
      case THROW -> throwTag(instance.tags.get(index));
      case CATCH -> leave();
      case RETHROW -> {
        Label label = labels.get(labels.size() - 1 - index);
        throw Objects.requireNonNull(label.caught);
      }
      // Reached from inside its try, it is an end.
      case DELEGATE -> labels.removeLast();
      case TABLE_GET, TABLE_SET, TABLE_SIZE, TABLE_GROW, TABLE_FILL ->
          table(opcode, instance.tables.get(index));
      case MEMORY_SIZE, MEMORY_GROW, MEMORY_FILL -> memory(opcode, instance.memories.get(index));
      case DATA_DROP -> instance.data.set(index, new byte[0]);
      case ELEM_DROP -> instance.elements.set(index, new Object[0]);
      default -> gc.type(opcode, index);
    }
  }

  private void indices(Opcode opcode, int first, int second) {
    switch (opcode) {
      case CALL_INDIRECT -> call(indirect(first, second));
      case RETURN_CALL_INDIRECT -> tailCall(indirect(first, second));
      case MEMORY_COPY -> {
        long count = popAddress();
        long from = popAddress();
        Memories.copy(
            instance.memories.get(first), popAddress(), instance.memories.get(second), from, count);
      }
      case MEMORY_INIT -> {
        long count = popAddress();
        long from = popAddress();
        Memories.init(
            instance.memories.get(second), popAddress(), instance.data.get(first), from, count);
      }
      case TABLE_COPY -> {
        long count = popAddress();
        long from = popAddress();
        Tables.copy(
            instance.tables.get(first), popAddress(), instance.tables.get(second), from, count);
      }
      case TABLE_INIT -> {
        long count = popAddress();
        long from = popAddress();
        Tables.init(
            instance.tables.get(second), popAddress(), instance.elements.get(first), from, count);
      }
      default -> gc.types(opcode, first, second);
    }
  }

  private void memory(Opcode opcode, Memory memory) {
    boolean wide = memory.type().index64();
    switch (opcode) {
      case MEMORY_SIZE -> push(size(memory.pages(), wide));
      case MEMORY_GROW -> push(size(memory.grow(popAddress()), wide));
      default -> {
        long count = popAddress();
        int value = popInt();
        Memories.fill(memory, popAddress(), value, count);
      }
    }
  }

  private static Object size(long value, boolean wide) {
    return wide ? (Object) value : (Object) (int) value;
  }

  private void table(Opcode opcode, Table table) {
    switch (opcode) {
      case TABLE_GET -> push(Tables.get(table, popAddress()));
      case TABLE_SET -> {
        Object value = pop();
        Tables.set(table, popAddress(), value);
      }
      case TABLE_SIZE -> push(size(table.size(), table.type().index64()));
      case TABLE_GROW -> {
        long more = popAddress();
        push(size(table.grow(more, pop()), table.type().index64()));
      }
      default -> {
        long count = popAddress();
        Object value = pop();
        Tables.fill(table, popAddress(), value, count);
      }
    }
  }

  // Blocks and branches.

  private void block(Opcode opcode, BlockType type) {
    int opener = position - 1;
    int parameters = 0;
    int results = 0;
    switch (type) {
      case BlockType.Empty _ -> {}
      case BlockType.Value _ -> results = 1;
      case BlockType.Index(int index) -> {
        FuncType signature = (FuncType) instance.type(index).composite();
        parameters = signature.params().size();
        results = signature.results().size();
      }
    }
    if (opcode == Opcode.IF && popInt() == 0) {
      position = code.next()[opener] + 1;
      if (code.instructions().get(position - 1).opcode() == Opcode.END) {
        return;
      }
    }
    labels.add(
        new Label(
            opener,
            stack.size() - parameters,
            opcode == Opcode.LOOP ? parameters : results,
            opcode == Opcode.TRY || opcode == Opcode.TRY_TABLE));
  }

  /** The end of a part of a block that another part follows: goes to the end of the block. */
  private void leave() {
    Label label = labels.removeLast();
    position = code.end()[label.opener] + 1;
  }

  void branch(int depth) {
    Label label = labels.get(labels.size() - 1 - depth);
    @Nullable Object[] values = pop(label.arity);
    cut(label.height);
    pushAll(values);
    boolean loop =
        label.opener >= 0 && code.instructions().get(label.opener).opcode() == Opcode.LOOP;
    labels.subList(labels.size() - depth - (loop ? 0 : 1), labels.size()).clear();
    if (loop) {
      position = label.opener + 1;
    } else if (label.opener >= 0) {
      position = code.end()[label.opener] + 1;
    }
  }

  private void finish(Label label) {
    @Nullable Object[] results = pop(label.arity);
    stack.clear();
    pushAll(results);
  }

  // Calls.

  private void call(Func function) {
    pushAll(function.call(pop(function.signature().params().size())));
  }

  private void tailCall(Func function) {
    tailCall = new Functions.TailCall(function, pop(function.signature().params().size()));
    labels.clear();
  }

  private static Func function(@Nullable Object reference) {
    if (reference == null) {
      throw new Trap(TrapKind.NULL_REFERENCE);
    }
    return (Func) reference;
  }

  private Func indirect(int type, int tableIndex) {
    Object reference = Tables.get(instance.tables.get(tableIndex), popAddress());
    if (reference == null) {
      throw new Trap(TrapKind.UNINITIALIZED_ELEMENT);
    }
    Func function = (Func) reference;
    if (!function.runtimeType().isBelow(instance.type(type))) {
      throw new Trap(TrapKind.INDIRECT_CALL_TYPE_MISMATCH);
    }
    return function;
  }

  // Exceptions.

  private void throwTag(Tag tag) {
    FuncType type = (FuncType) instance.interpreter.runtimeType(tag.type().typeIndex()).composite();
    throw new GuestException(tag, pop(type.params().size()));
  }

  /** Goes to the handler of an exception; false if there is none here. */
  private boolean handle(GuestException exception) {
    while (!labels.isEmpty()) {
      Label label = labels.removeLast();
      if (!label.guarded) {
        continue;
      }
      if (code.instructions().get(label.opener) instanceof Instruction.TryTable block) {
        for (CatchClause clause : block.catches()) {
          if (matches(clause, exception)) {
            caught(clause, exception, label);
            return true;
          }
        }
      } else if (legacy(label, exception)) {
        return true;
      }
    }
    return false;
  }

  private boolean matches(CatchClause clause, GuestException exception) {
    return switch (clause) {
      case CatchClause.Tagged tagged -> instance.tags.get(tagged.tag()) == exception.tag();
      case CatchClause.All _ -> true;
    };
  }

  private void caught(CatchClause clause, GuestException exception, Label label) {
    cut(label.height);
    boolean withReference =
        switch (clause) {
          case CatchClause.Tagged tagged -> {
            pushAll(exception.payload().toArray());
            yield tagged.withRef();
          }
          case CatchClause.All all -> all.withRef();
        };
    if (withReference) {
      push(exception);
    }
    branch(clause.label());
  }

  /** The handlers of a {@code try}, which no longer is among the labels. */
  private boolean legacy(Label label, GuestException exception) {
    int part = code.next()[label.opener];
    for (; part != code.end()[label.opener]; part = code.next()[part]) {
      Instruction handler = code.instructions().get(part);
      boolean all = handler.opcode() == Opcode.CATCH_ALL;
      if (all || instance.tags.get(((Instruction.Index) handler).index()) == exception.tag()) {
        cut(label.height);
        if (!all) {
          pushAll(exception.payload().toArray());
        }
        label.guarded = false;
        label.caught = exception;
        labels.add(label);
        position = part + 1;
        return true;
      }
    }
    if (code.instructions().get(part) instanceof Instruction.Index(Opcode opcode, int depth)
        && opcode == Opcode.DELEGATE) {
      // To what is around it at that depth; the others do not see the exception.
      labels.subList(labels.size() - depth, labels.size()).clear();
    }
    return false;
  }
}
