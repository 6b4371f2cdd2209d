package dev.witj.engine.internal.run;

import dev.witj.engine.Trap;
import dev.witj.engine.TrapKind;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Traps for compiled code, and out of what the JVM raises in it. */
public final class Traps {
  private static final int PAGE = 65536;
  private static final int WIDEST = 8;
  private static final Pattern BOUNDS =
      Pattern.compile("Index (\\d{1,10}) out of bounds for length (\\d{1,10})");

  private Traps() {}

  /** A trap to throw. */
  public static Trap trap(TrapKind kind) {
    return new Trap(kind);
  }

  /** For {@code unreachable}. */
  public static Trap unreachable() {
    return new Trap(TrapKind.UNREACHABLE);
  }

  /**
   * An access of several bytes is checked against what is left of the memory before its last ones,
   * and a memory is as long as its pages, which tells how many bytes it was.
   */
  private static Trap outOfBounds(IndexOutOfBoundsException thrown) {
    Matcher said = BOUNDS.matcher(String.valueOf(thrown.getMessage()));
    if (!said.matches()) {
      return new Trap(TrapKind.MEMORY_OUT_OF_BOUNDS, thrown);
    }
    long at = Long.parseLong(said.group(1));
    long length = Long.parseLong(said.group(2));
    long size = (length + WIDEST) / PAGE * PAGE;
    long bytes = size - length + 1;
    if (bytes < 1 || bytes > WIDEST) {
      return new Trap(TrapKind.MEMORY_OUT_OF_BOUNDS, thrown);
    }
    return new Trap(
        TrapKind.MEMORY_OUT_OF_BOUNDS,
        "%s at 0x%x of a memory of %s bytes"
            .formatted(bytes == 1 ? "1 byte" : bytes + " bytes", at, size),
        thrown);
  }

  /** What to throw instead of what compiled code has thrown. */
  public static RuntimeException translate(Throwable thrown) {
    return switch (thrown) {
      case IndexOutOfBoundsException e -> outOfBounds(e);
      case StackOverflowError e -> new Trap(TrapKind.CALL_STACK_EXHAUSTED, e);
      case OutOfMemoryError e -> new Trap(TrapKind.ALLOCATION_TOO_LARGE, e);
      case NegativeArraySizeException e -> new Trap(TrapKind.ALLOCATION_TOO_LARGE, e);
      case RuntimeException e -> e;
      case Error e -> throw e;
      case Throwable e -> new IllegalStateException(e);
    };
  }
}
