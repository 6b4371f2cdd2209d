package dev.witj.runtime;

import dev.witj.binary.debug.SourceLine;
import dev.witj.diagnostics.DiagnosticException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** A guest was stopped because it broke a rule. Its instance cannot be used any more. */
public final class TrapException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final TrapCode code;
  private final transient List<Frame> backtrace;

  /**
   * A guest's function that was running.
   *
   * @param component what the component that has the module is called
   * @param module what the module is called, or its number among the component's
   * @param index the function's index in the module
   * @param name what the module's name section calls it, as a compiler may have encoded it, or else
   *     what it is exported as
   * @param offset where the instruction lies in the module's bytes that was executed, if the engine
   *     can tell
   * @param line where that comes from, as the module's DWARF or source map says
   */
  public record Frame(
      String component,
      String module,
      int index,
      Optional<String> name,
      OptionalInt offset,
      Optional<SourceLine> line) {
    @Override
    public String toString() {
      return component + "!" + module + "!" + name.orElse("function " + index);
    }
  }

  /** A trap that says no more than its code. */
  public TrapException(TrapCode code) {
    this(code, code.text());
  }

  /** A trap with a message of its own. */
  public TrapException(TrapCode code, String message) {
    this(code, message, null);
  }

  /** A trap that something else caused. */
  public TrapException(TrapCode code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.backtrace = List.of();
  }

  /**
   * What the host did for a guest failed. The message names what did, and says no more: what Java
   * says of it is for whoever wrote the host, who finds it in the cause, and not for users and
   * guests. A value that does not fit its type is told in the words of its diagnostic.
   *
   * @param what as in "the host function `f`"
   * @param cause passed on if the host means a trap by it
   */
  public static TrapException hostFailure(String what, Throwable cause) {
    Throwable found =
        cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
    return switch (found) {
      case TrapException meant -> meant;
      case InterruptedException _ ->
          new TrapException(TrapCode.INTERRUPTED, TrapCode.INTERRUPTED.text(), found);
      case DiagnosticException misfit ->
          new TrapException(
              TrapCode.HOST_FAILURE,
              what + " failed: " + misfit.diagnostics().getFirst().message(),
              misfit);
      default -> new TrapException(TrapCode.HOST_FAILURE, what + " failed", found);
    };
  }

  private TrapException(TrapException trap, List<Frame> backtrace) {
    super(trap.getMessage(), trap.getCause());
    this.code = trap.code;
    this.backtrace = List.copyOf(backtrace);
    setStackTrace(trap.getStackTrace());
  }

  /** The same trap, saying which functions of guests were running. */
  public TrapException withBacktrace(List<Frame> frames) {
    return new TrapException(this, frames);
  }

  /**
   * The functions of guests that were running, the one that trapped first; only the innermost of
   * very many, and none where the engine cannot tell: HotSpot leaves out where exceptions come from
   * that code throws very often, unless Java runs with {@code -XX:-OmitStackTraceInFastThrow}.
   */
  public List<Frame> backtrace() {
    return backtrace;
  }

  /** The rule that was broken. */
  public TrapCode code() {
    return code;
  }

  /**
   * Traps if {@code condition} holds.
   *
   * @throws TrapException with this code
   */
  public static void trapIf(boolean condition, TrapCode code) {
    if (condition) {
      throw new TrapException(code);
    }
  }
}
