package dev.witj.engine.internal.run;

/**
 * Lets a guest be interrupted. Loops ask once in so many rounds that they count themselves; calls
 * of functions that have loops or calls, or are long, are counted by the instance.
 */
public final class Polls {
  private static final int CALLS = 1000;

  private Polls() {}

  /** At the beginning of a function. */
  public static void enter(State state) {
    if (--state.ticks < 0) {
      ask(state);
    }
  }

  /** Throws something if the guest is to end. */
  public static void ask(State state) {
    state.interruption.poll();
    state.ticks = CALLS;
  }
}
