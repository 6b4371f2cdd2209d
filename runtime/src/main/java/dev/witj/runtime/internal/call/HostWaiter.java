package dev.witj.runtime.internal.call;

import dev.witj.runtime.internal.async.Waiter;
import java.util.function.BooleanSupplier;

/** A thread of Java's that waits for guests. */
final class HostWaiter extends Waiter {
  private final BooleanSupplier until;
  private final Runnable onInterrupt;
  private final String what;
  private boolean interrupted;

  /**
   * Somebody who waits.
   *
   * @param until what for
   * @param onInterrupt what to do when its thread is interrupted, with the turn
   */
  HostWaiter(BooleanSupplier until, Runnable onInterrupt, String what) {
    this.until = until;
    this.onInterrupt = onInterrupt;
    this.what = what;
  }

  /** Whether its thread was interrupted while it waited. */
  boolean wasInterrupted() {
    return interrupted;
  }

  @Override
  protected boolean isReady() {
    return until.getAsBoolean();
  }

  @Override
  protected void resume() {
    throw new IllegalStateException("it has a thread");
  }

  @Override
  protected boolean mayRunDuring(Object instance) {
    return false;
  }

  @Override
  protected void interrupted() {
    interrupted = true;
    onInterrupt.run();
  }

  @Override
  protected boolean isHost() {
    return true;
  }

  @Override
  public String describe() {
    return "the host waits for " + what;
  }
}
