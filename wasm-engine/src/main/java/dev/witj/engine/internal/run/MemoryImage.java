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
  /** Pages by which it is noted where something was written have 2 to this power bytes. */
  public static final int PAGE_LOG = 12;

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

  /**
   * The same for bytes of which it is known where the instance wrote.
   *
   * @param written for each page whether a store began there; the most that is stored at once is a
   *     vector, and may reach into the next one
   */
  public void restore(byte[] bytes, byte[] written) {
    int run = 0;
    for (int page = 0; page < written.length; page++) {
      if (written[page] == 0) {
        continue;
      }
      int from = page << PAGE_LOG;
      while (page + 1 < written.length && written[page + 1] != 0) {
        page++;
      }
      int to = (int) Math.min(length, ((page + 1L) << PAGE_LOG) + 2 * Long.BYTES);
      Arrays.fill(bytes, from, to, (byte) 0);
      while (run < runs.size() && runs.get(run).end() <= from) {
        run++;
      }
      for (int i = run; i < runs.size() && runs.get(i).at < to; i++) {
        Run each = runs.get(i);
        int start = Math.max(from, each.at);
        int end = Math.min(to, each.end());
        System.arraycopy(each.array, each.start + start - each.at, bytes, start, end - start);
      }
    }
    assert isDrawn(bytes) : "something was written that was not noted";
  }

  private boolean isDrawn(byte[] bytes) {
    return Arrays.equals(bytes, draw());
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
