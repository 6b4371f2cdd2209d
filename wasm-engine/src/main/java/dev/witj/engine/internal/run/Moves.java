package dev.witj.engine.internal.run;

import org.jspecify.annotations.Nullable;

/**
 * Operands that lie in frames, for compiled code that moves many of them at once: by position, as
 * arguments and results do, numbers in one array and references in another.
 */
public final class Moves {
  private Moves() {}

  /** Takes values along to another place of the frame. */
  public static void move(
      long[] numbers, @Nullable Object[] objects, int from, int to, int positions) {
    System.arraycopy(numbers, from, numbers, to, positions);
    System.arraycopy(objects, from, objects, to, positions);
  }

  /** Puts arguments to the beginning of a frame. */
  public static void enter(
      long[] argumentNumbers,
      @Nullable Object[] argumentObjects,
      long[] numbers,
      @Nullable Object[] objects,
      int positions) {
    System.arraycopy(argumentNumbers, 0, numbers, 0, positions);
    System.arraycopy(argumentObjects, 0, objects, 0, Math.min(positions, argumentObjects.length));
  }

  /** Arguments that are numbers. */
  public static long[] numbers(long[] frame, int from, int positions) {
    long[] numbers = new long[positions];
    System.arraycopy(frame, from, numbers, 0, positions);
    return numbers;
  }

  /** Arguments that are references. */
  public static @Nullable Object[] objects(@Nullable Object[] frame, int from, int positions) {
    @Nullable Object[] objects = new @Nullable Object[positions];
    System.arraycopy(frame, from, objects, 0, positions);
    return objects;
  }

  /** Leaves results but the first in the state. */
  public static void give(
      long[] numbers, @Nullable Object[] objects, State state, int from, int positions) {
    System.arraycopy(numbers, from + 1, state.numbers, 1, positions - 1);
    System.arraycopy(objects, from + 1, state.objects, 1, positions - 1);
  }

  /** Takes results but the first out of the state. */
  public static void take(
      State state, long[] numbers, @Nullable Object[] objects, int to, int positions) {
    System.arraycopy(state.numbers, 1, numbers, to + 1, positions - 1);
    System.arraycopy(state.objects, 1, objects, to + 1, positions - 1);
  }
}
