package dev.witj.runtime.internal.core.endive;

import dev.witj.diagnostics.DiagnosticException;
import dev.witj.runtime.GuestExitException;
import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;
import dev.witj.runtime.internal.core.LinkException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.endive.runtime.WasmException;
import run.endive.runtime.WasmInterruptedException;

/**
 * Turns whatever the engine throws into a trap: it answers most traps, and things that it does not
 * support, by exceptions of one class that differ in their message only.
 */
final class EndiveTraps {
  /** What a message begins with or contains, most telling first. */
  private static final Map<String, TrapCode> BY_MESSAGE =
      Map.ofEntries(
          Map.entry("unreachable instruction", TrapCode.UNREACHABLE),
          Map.entry("out of bounds memory access", TrapCode.MEMORY_OUT_OF_BOUNDS),
          Map.entry("out of bounds table access", TrapCode.TABLE_OUT_OF_BOUNDS),
          Map.entry("undefined element", TrapCode.TABLE_OUT_OF_BOUNDS),
          Map.entry("uninitialized element", TrapCode.UNINITIALIZED_ELEMENT),
          Map.entry("indirect call type mismatch", TrapCode.INDIRECT_CALL_TYPE_MISMATCH),
          Map.entry("integer overflow", TrapCode.INTEGER_OVERFLOW),
          Map.entry("integer divide by zero", TrapCode.INTEGER_DIVIDE_BY_ZERO),
          Map.entry("invalid conversion to integer", TrapCode.INVALID_CONVERSION_TO_INTEGER),
          Map.entry("null function reference", TrapCode.NULL_REFERENCE),
          Map.entry("null reference", TrapCode.NULL_REFERENCE),
          Map.entry("null structure reference", TrapCode.NULL_REFERENCE),
          Map.entry("null array reference", TrapCode.NULL_REFERENCE),
          Map.entry("null i31 reference", TrapCode.NULL_REFERENCE),
          Map.entry("null exception reference", TrapCode.NULL_REFERENCE),
          Map.entry("cast failure", TrapCode.CAST_FAILURE),
          Map.entry("out of bounds array access", TrapCode.ARRAY_OUT_OF_BOUNDS),
          Map.entry("unaligned atomic", TrapCode.UNALIGNED_ATOMIC),
          Map.entry("call stack exhausted", TrapCode.CALL_STACK_EXHAUSTED));

  private EndiveTraps() {}

  /** What to throw instead; a trap or a diagnostic of our own passes as it is. */
  static RuntimeException translate(Throwable thrown) {
    return switch (thrown) {
      case TrapException trap -> trap;
      case DiagnosticException diagnostic -> diagnostic;
      case GuestExitException exit -> exit;
      case LinkException link -> link;
      case WasmInterruptedException interrupted -> trap(TrapCode.INTERRUPTED, interrupted);
      case WasmException uncaught -> trap(TrapCode.UNCAUGHT_EXCEPTION, uncaught);
      case StackOverflowError overflow -> trap(TrapCode.CALL_STACK_EXHAUSTED, overflow);
      case OutOfMemoryError memory ->
          new TrapException(
              TrapCode.ALLOCATION_TOO_LARGE, "the Java heap has no room for the guest", memory);
      case NegativeArraySizeException size -> trap(TrapCode.ALLOCATION_TOO_LARGE, size);
      case Throwable other -> byMessage(other);
    };
  }

  private static TrapException trap(TrapCode code, Throwable cause) {
    return new TrapException(code, code.text(), cause);
  }

  private static RuntimeException byMessage(Throwable thrown) {
    @Nullable Throwable at = thrown;
    for (int depth = 0; at != null && depth < 8; depth++, at = at.getCause()) {
      // A start function's trap comes wrapped.
      if (depth > 0
          && (at instanceof TrapException
              || at instanceof WasmInterruptedException
              || at instanceof WasmException
              || at instanceof StackOverflowError)) {
        return translate(at);
      }
      String message = at.getMessage();
      if (message != null) {
        String text = message.toLowerCase(Locale.ROOT);
        for (Map.Entry<String, TrapCode> entry : BY_MESSAGE.entrySet()) {
          if (text.contains(entry.getKey())) {
            return trap(entry.getValue(), thrown);
          }
        }
      }
      if (at instanceof ArithmeticException) {
        return trap(TrapCode.INTEGER_DIVIDE_BY_ZERO, thrown);
      }
    }
    return new TrapException(
        TrapCode.CORE_ENGINE_FAILURE,
        TrapCode.CORE_ENGINE_FAILURE.text() + ": " + thrown.getMessage(),
        thrown);
  }
}
