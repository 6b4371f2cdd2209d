package dev.witj.runtime.internal.core.own;

import dev.witj.engine.GuestException;
import dev.witj.engine.Trap;
import dev.witj.engine.TrapKind;
import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;

/** Makes the runtime's traps of the engine's. */
final class OwnTraps {
  private OwnTraps() {}

  /** What to throw instead. */
  static RuntimeException translate(RuntimeException thrown) {
    return switch (thrown) {
      case Trap trap when trap.kind() == TrapKind.MEMORY_OUT_OF_BOUNDS ->
          new TrapException(code(trap.kind()), String.valueOf(trap.getMessage()), raised(trap));
      case Trap trap
          when trap.kind() == TrapKind.OBJECTS_EXHAUSTED
              || trap.kind() == TrapKind.SIGNATURES_EXHAUSTED ->
          new TrapException(code(trap.kind()), String.valueOf(trap.getMessage()), raised(trap));
      case Trap trap ->
          new TrapException(code(trap.kind()), code(trap.kind()).text(), raised(trap));
      case GuestException exception ->
          new TrapException(
              TrapCode.UNCAUGHT_EXCEPTION, TrapCode.UNCAUGHT_EXCEPTION.text(), exception);
      case RuntimeException other -> other;
    };
  }

  /** What was raised among the guest's functions, whose frames it has. */
  private static Throwable raised(Trap trap) {
    Throwable cause = trap.getCause();
    return cause == null ? trap : cause;
  }

  private static TrapCode code(TrapKind kind) {
    return switch (kind) {
      case UNREACHABLE -> TrapCode.UNREACHABLE;
      case MEMORY_OUT_OF_BOUNDS -> TrapCode.MEMORY_OUT_OF_BOUNDS;
      case TABLE_OUT_OF_BOUNDS -> TrapCode.TABLE_OUT_OF_BOUNDS;
      case UNINITIALIZED_ELEMENT -> TrapCode.UNINITIALIZED_ELEMENT;
      case INDIRECT_CALL_TYPE_MISMATCH -> TrapCode.INDIRECT_CALL_TYPE_MISMATCH;
      case INTEGER_OVERFLOW -> TrapCode.INTEGER_OVERFLOW;
      case INTEGER_DIVIDE_BY_ZERO -> TrapCode.INTEGER_DIVIDE_BY_ZERO;
      case INVALID_CONVERSION_TO_INTEGER -> TrapCode.INVALID_CONVERSION_TO_INTEGER;
      case NULL_REFERENCE -> TrapCode.NULL_REFERENCE;
      case CAST_FAILURE -> TrapCode.CAST_FAILURE;
      case ARRAY_OUT_OF_BOUNDS -> TrapCode.ARRAY_OUT_OF_BOUNDS;
      case UNALIGNED_ATOMIC -> TrapCode.UNALIGNED_ATOMIC;
      case EXPECTED_SHARED_MEMORY -> TrapCode.EXPECTED_SHARED_MEMORY;
      case CALL_STACK_EXHAUSTED -> TrapCode.CALL_STACK_EXHAUSTED;
      case ALLOCATION_TOO_LARGE -> TrapCode.ALLOCATION_TOO_LARGE;
      case OBJECTS_EXHAUSTED, SIGNATURES_EXHAUSTED -> TrapCode.LIMIT_EXCEEDED;
      case INTERRUPTED -> TrapCode.INTERRUPTED;
      case OUT_OF_FUEL -> TrapCode.OUT_OF_FUEL;
      case UNSUPPORTED -> TrapCode.UNSUPPORTED;
    };
  }
}
