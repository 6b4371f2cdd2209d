package dev.witj.engine.internal.load;

import dev.witj.binary.core.ConstExpr;
import dev.witj.binary.core.InstructionReader;
import dev.witj.engine.Trap;
import dev.witj.engine.TrapKind;
import dev.witj.engine.V128;
import dev.witj.engine.internal.run.State;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Evaluates constant expressions of a module that becomes an instance. */
final class Constants {
  private final State state;
  private final IntFunction<@Nullable Object> globals;

  /**
   * For an instance.
   *
   * @param globals the value of each global that is already known
   */
  Constants(State state, IntFunction<@Nullable Object> globals) {
    this.state = state;
    this.globals = globals;
  }

  /** The value, as {@link dev.witj.engine.Func#call} takes them. */
  @Nullable Object evaluate(ConstExpr expression) {
    InstructionReader in = new InstructionReader(expression.code());
    Deque<Optional<Object>> stack = new ArrayDeque<>();
    while (in.next()) {
      step(in, stack);
    }
    return stack.pop().orElse(null);
  }

  private static int popInt(Deque<Optional<Object>> stack) {
    return (Integer) stack.pop().orElseThrow();
  }

  private static long popLong(Deque<Optional<Object>> stack) {
    return (Long) stack.pop().orElseThrow();
  }

  private static void push(Deque<Optional<Object>> stack, @Nullable Object value) {
    stack.push(Optional.ofNullable(value));
  }

  private void step(InstructionReader in, Deque<Optional<Object>> stack) {
    switch (in.opcode()) {
      case I32_CONST -> push(stack, in.int32());
      case I64_CONST -> push(stack, in.int64());
      case F32_CONST -> push(stack, Float.intBitsToFloat(in.int32()));
      case F64_CONST -> push(stack, Double.longBitsToDouble(in.int64()));
      case V128_CONST -> push(stack, new V128(in.int64(), in.highInt64()));
      case REF_NULL -> push(stack, null);
      case REF_FUNC -> push(stack, state.function(in.index()));
      case GLOBAL_GET -> push(stack, globals.apply(in.index()));
      case I32_ADD -> push(stack, popInt(stack) + popInt(stack));
      case I32_SUB -> push(stack, -popInt(stack) + popInt(stack));
      case I32_MUL -> push(stack, popInt(stack) * popInt(stack));
      case I64_ADD -> push(stack, popLong(stack) + popLong(stack));
      case I64_SUB -> push(stack, -popLong(stack) + popLong(stack));
      case I64_MUL -> push(stack, popLong(stack) * popLong(stack));
      case END -> {}
      default ->
          throw new Trap(
              TrapKind.UNSUPPORTED, new UnsupportedOperationException(in.opcode().text()));
    }
  }
}
