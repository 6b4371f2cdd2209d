package dev.witj.engine.internal.run;

/**
 * Lets a guest be interrupted. Loops ask once in so many rounds that they count themselves; an
 * instance sums up how many instructions the functions that were called may have executed, and asks
 * once in so many of these.
 */
public final class Polls {
  /** About so many instructions may be executed between two questions. */
  public static final int WORK = 1_000_000;

  /** As many as a call stands for of which no more is known. */
  public static final int CALL = 500;

  private Polls() {}

  /** At the beginning of a function that may execute so many instructions without asking. */
  public static void enter(State state, int work) {
    if ((state.left -= work) < 0) {
      ask(state);
    }
  }

  /** Throws something if the guest is to end. */
  public static void ask(State state) {
    state.interruption.poll();
    state.left = WORK;
  }
}
