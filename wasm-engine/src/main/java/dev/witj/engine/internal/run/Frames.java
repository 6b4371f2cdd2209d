package dev.witj.engine.internal.run;

import dev.witj.engine.ObjectHeap;
import org.jspecify.annotations.Nullable;

/**
 * Large frames of functions, which count as objects of the guest: a few functions that call
 * themselves could fill the Java heap with them.
 */
public final class Frames {
  /** What the JVM puts before the elements of an array. */
  private static final int HEADER_BYTES = 16;

  private Frames() {}

  /** Room for numbers. */
  public static long[] longs(int count, State state) {
    long bytes = bytes(count, Long.BYTES);
    state.heap.demand(bytes);
    long[] made = new long[count];
    taken(made, bytes, state);
    return made;
  }

  /** Room for references. */
  public static @Nullable Object[] objects(int count, State state) {
    long bytes = bytes(count, ObjectHeap.REFERENCE_BYTES);
    state.heap.demand(bytes);
    @Nullable Object[] made = new @Nullable Object[count];
    taken(made, bytes, state);
    return made;
  }

  private static long bytes(int count, int each) {
    return HEADER_BYTES + (long) count * each;
  }

  private static void taken(Object made, long bytes, State state) {
    if (state.heap.take(bytes)) {
      state.heap.sample(made, bytes);
    }
  }
}
