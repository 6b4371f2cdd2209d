package dev.witj.engine.internal.run;

import dev.witj.engine.Trap;
import dev.witj.engine.TrapKind;

/**
 * Lets a guest be interrupted. Asking the thread costs too much to do it in every round of a loop.
 * So a function counts down rounds in a variable of its own, and the instance counts down calls of
 * functions that have loops or calls: between two questions lie at most {@link #ROUNDS} times
 * {@link #CALLS} rounds, which take milliseconds.
 */
public final class Polls {
  /** How many rounds of loops a call may go without asking. */
  public static final int ROUNDS = 1000;

  private static final int CALLS = 1000;

  private Polls() {}

  /** At the beginning of a function. */
  public static void enter(State state) {
    if (--state.ticks < 0) {
      ask(state);
    }
  }

  /** When a function has used up its rounds; gives it new ones. */
  public static int again(State state) {
    ask(state);
    return ROUNDS;
  }

  private static void ask(State state) {
    if (Thread.currentThread().isInterrupted()) {
      throw new Trap(TrapKind.INTERRUPTED);
    }
    state.ticks = CALLS;
  }
}
