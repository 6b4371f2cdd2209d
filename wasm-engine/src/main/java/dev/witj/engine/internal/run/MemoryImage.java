package dev.witj.engine.internal.run;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;

/**
 * What a memory is like when its instance begins: zeros, and in some places the bytes of data
 * segments. Immutable, and no two are equal: an image stands for one memory of one module.
 */
public final class MemoryImage {
  private static final byte[] ZEROS = new byte[4096];

  private final int length;
  private final List<Run> runs;

  /**
   * Bytes that are not all zero.
   *
   * @param at where they stand in the memory
   * @param array has them, and perhaps others
   * @param start where they begin in the array
   */
  public record Run(int at, byte[] array, int start, int length) {
    int end() {
      return at + length;
    }
  }

  /**
   * An image.
   *
   * @param length of the memory
   * @param runs in the order of their places, none over another
   */
  public MemoryImage(int length, List<Run> runs) {
    this.length = length;
    this.runs = List.copyOf(runs);
  }

  /** Whether an array is as long as the memory at first. */
  boolean fits(byte[] bytes) {
    return bytes.length == length;
  }

  /** The bytes of a new memory. */
  byte[] draw() {
    byte[] bytes = new byte[length];
    for (Run run : runs) {
      System.arraycopy(run.array, run.start, bytes, run.at, run.length);
    }
    return bytes;
  }

  /** Writes what is not zero into a new memory that is mapped. */
  public void drawIn(MemorySegment zeros) {
    for (Run run : runs) {
      MemorySegment.copy(run.array, run.start, zeros, ValueLayout.JAVA_BYTE, run.at, run.length);
    }
  }

  /**
   * Makes of the bytes that an instance left what {@link #draw} gives. Most instances leave most of
   * their memory as it was, and to read it takes a fraction of what it takes to write it.
   */
  void restore(byte[] bytes) {
    int from = 0;
    for (Run run : runs) {
      clear(bytes, from, run.at);
      int last = run.start + run.length;
      int same = Arrays.mismatch(bytes, run.at, run.end(), run.array, run.start, last);
      if (same >= 0) {
        System.arraycopy(run.array, run.start + same, bytes, run.at + same, run.length - same);
      }
      from = run.end();
    }
    clear(bytes, from, length);
  }

  private static void clear(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at += ZEROS.length) {
      int end = Math.min(to, at + ZEROS.length);
      if (Arrays.mismatch(bytes, at, end, ZEROS, 0, end - at) >= 0) {
        Arrays.fill(bytes, at, end, (byte) 0);
      }
    }
  }
}
