package dev.witj.engine.internal.run;

import org.jspecify.annotations.Nullable;

/** Tail calls, which a function leaves in the state for its caller to make. */
public final class Tails {
  private static final long[] NO_NUMBERS = {};

  private Tails() {}

  /**
   * Leaves a call.
   *
   * @param shape which functions the number counts
   * @param number which of them is called
   */
  public static void leave(
      long[] numbers, @Nullable Object[] objects, State state, int shape, int number) {
    state.tailNumbers = numbers;
    state.tailObjects = objects;
    state.tailShape = shape;
    state.tail = number;
  }

  /** Makes calls until none is left; the results are then in the state, the first too. */
  public static void run(State state) {
    while (state.tail >= 0) {
      int number = state.tail;
      long[] numbers = state.tailNumbers;
      @Nullable Object[] objects = state.tailObjects;
      state.tail = -1;
      state.tailNumbers = NO_NUMBERS;
      state.tailObjects = State.NONE;
      Polls.enter(state);
      state.tails.apply(state.tailShape).call(numbers, objects, number, state);
    }
  }
}
