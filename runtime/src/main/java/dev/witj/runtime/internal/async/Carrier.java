package dev.witj.runtime.internal.async;

import org.jspecify.annotations.Nullable;

/** A thread of Java's in a store. */
final class Carrier {
  /** Who let it run and goes on as soon as it blocks or ends. */
  @Nullable Waiter parent;

  /** Whether it was interrupted while it waited for a callee, which its own waiting is to learn. */
  boolean interrupted;

  /** Whether its parent is an event loop, which does not care what else runs before it goes on. */
  boolean chained;

  /** Whether it is a thread of a guest's that has nothing on its stack. */
  boolean idle;

  /** Whether it is about to let something go on that waited without frames. */
  boolean resuming;

  /** Whether it runs what needs no stack of its own, while it waits for something else. */
  boolean lent;
}
