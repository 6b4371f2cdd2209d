package dev.witj.runtime;

import org.jspecify.annotations.Nullable;

/** A guest was stopped because it broke a rule. Its instance cannot be used any more. */
public final class TrapException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final TrapCode code;

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
