package dev.witj.engine.internal.run;

import dev.witj.engine.Trap;
import dev.witj.engine.TrapKind;

/** Traps for compiled code, and out of what the JVM raises in it. */
public final class Traps {
  private Traps() {}

  /** A trap to throw. */
  public static Trap trap(TrapKind kind) {
    return new Trap(kind);
  }

  /** For {@code unreachable}. */
  public static Trap unreachable() {
    return new Trap(TrapKind.UNREACHABLE);
  }

  /** What to throw instead of what compiled code has thrown. */
  public static RuntimeException translate(Throwable thrown) {
    return switch (thrown) {
      case IndexOutOfBoundsException e -> new Trap(TrapKind.MEMORY_OUT_OF_BOUNDS, e);
      case StackOverflowError e -> new Trap(TrapKind.CALL_STACK_EXHAUSTED, e);
      case OutOfMemoryError e -> new Trap(TrapKind.ALLOCATION_TOO_LARGE, e);
      case NegativeArraySizeException e -> new Trap(TrapKind.ALLOCATION_TOO_LARGE, e);
      case RuntimeException e -> e;
      case Error e -> throw e;
      case Throwable e -> new IllegalStateException(e);
    };
  }
}
