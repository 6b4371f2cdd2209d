package dev.witj.engine.internal.run;

import org.jspecify.annotations.Nullable;

/**
 * Tail calls, which a function leaves in the state for its caller to make. That may be a call of a
 * function of another instance, which leaves its own ones in that instance's state; they are all
 * made by the same caller, so that the stack does not grow whichever way they go.
 */
public final class Tails {
  private static final long[] NO_NUMBERS = {};

  private Tails() {}

  /**
   * Leaves a call of a function of the instance.
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

  /** Leaves a call of any function. */
  public static void leave(
      long[] numbers, @Nullable Object[] objects, State state, FuncRef function) {
    state.tailNumbers = numbers;
    state.tailObjects = objects;
    state.tailFunction = function;
    state.tail = 0;
  }

  private static long callHost(
      FuncRef function, long[] numbers, @Nullable Object[] objects, State state) {
    try {
      return HostCalls.call(function, numbers, objects, state);
    } catch (IndexOutOfBoundsException e) {
      throw HostCalls.failure(e);
    }
  }

  /** Makes calls until none is left; the results are then in the state, the first too. */
  @SuppressWarnings("ReferenceEquality") // Results lie where the last function ran.
  public static void run(State home) {
    State at = home;
    FuncRef last = null;
    while (at.tail >= 0) {
      int number = at.tail;
      long[] numbers = at.tailNumbers;
      @Nullable Object[] objects = at.tailObjects;
      FuncRef function = at.tailFunction;
      at.tail = -1;
      at.tailNumbers = NO_NUMBERS;
      at.tailObjects = State.NONE;
      at.tailFunction = null;
      Polls.enter(at, Polls.CALL);
      if (function == null) {
        at.numbers[0] = at.tails.apply(at.tailShape).call(numbers, objects, number, at);
        continue;
      }
      last = function;
      State other = function.state;
      if (other == null) {
        at.numbers[0] = callHost(function, numbers, objects, at);
      } else {
        at = other;
        at.numbers[0] = function.tailEntry().call(numbers, objects, function.ordinal, at);
      }
    }
    if (last != null) {
      // The last one may be of another instance. All of them give results of one form.
      int positions = Values.slots(last.signature().results());
      System.arraycopy(at.numbers, 0, home.numbers, 0, positions);
      System.arraycopy(at.objects, 0, home.objects, 0, positions);
    }
  }
}
