package dev.witj.engine.internal.compile;

import java.util.Arrays;

/**
 * What the line numbers of a method stand for: where in the body of its function an instruction
 * lies. That is the line number itself, unless the body is too long for numbers of 16 bits; then
 * the instructions that have one are numbered, and the table is worked out again from the function
 * when somebody asks, as compiling it twice gives the same numbers.
 */
final class Places {
  private static final int MAX_LINE = 0xffff;

  private final boolean isLong;
  private int[] offsets = {};
  private int count;

  /**
   * No places yet.
   *
   * @param body how many bytes the body of the function has
   */
  Places(int body) {
    this.isLong = isLong(body);
  }

  /** Whether the line numbers of a body of this length are no offsets. */
  static boolean isLong(int body) {
    return body > MAX_LINE;
  }

  /** The line number of an instruction, noted in the order of the method's code. */
  int line(int offset) {
    if (!isLong) {
      return offset;
    }
    if (count == 0 || offsets[count - 1] != offset) {
      if (count == offsets.length) {
        offsets = Arrays.copyOf(offsets, Math.max(16, 2 * count));
      }
      offsets[count++] = offset;
    }
    return count;
  }

  /** The offset that a line number stands for; -1 if it stands for none. */
  int offset(int line) {
    if (!isLong) {
      return line;
    }
    return line >= 1 && line <= count ? offsets[line - 1] : -1;
  }
}
