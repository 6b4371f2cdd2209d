package dev.witj.runtime.internal.async;

import org.jspecify.annotations.Nullable;

/** Whoever waits in a store: a thread of a guest, or a thread of Java's that called one. */
public abstract class Waiter {
  /** The thread its frames are on, null where there are none. */
  @Nullable Thread java;

  /** What its thread is to the scheduler. */
  @Nullable Carrier carrier;

  /** Whether it is in the queue of those that may be ready. */
  boolean queued;

  /** Whether its turn has come. */
  boolean picked;

  /** Nothing awaited yet. */
  protected Waiter() {}

  /** Whether what it waits for is there. */
  protected abstract boolean isReady();

  /** Goes on, for one that has no frames on any stack; returns when it waits again or ended. */
  protected abstract void resume();

  /**
   * Whether it may run while a call of a synchronous function of an instance is in progress, by
   * what the stack of that instance allows.
   */
  protected abstract boolean mayRunDuring(Object instance);

  /** It was thought to be ready and is not: something else must say when it is. */
  protected void postponed() {}

  /** Its thread was interrupted while it waited; called with the turn. */
  protected void interrupted() {}

  /** Whether it is a thread of Java's that called a guest. */
  protected boolean isHost() {
    return false;
  }

  /** Who waits for what, for people. */
  public abstract String describe();
}
