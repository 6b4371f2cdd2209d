package dev.witj.engine;

import java.util.concurrent.locks.LockSupport;

/**
 * What guests ask every so often whether they may go on: after so many rounds of a loop or so many
 * calls, and before long operations on memory. One is shared by all instances that end together.
 *
 * <p>A guest on a virtual thread leaves its turn to others then, now and then: Java takes it from
 * nobody, so that as many guests as there are processors would else let no other thread run.
 */
public abstract class Interruption {
  /** Of guests that only an interrupt of their thread ends, by a trap. */
  public static final Interruption BY_THREAD =
      new Interruption() {
        @Override
        protected void answer() {}

        @Override
        protected void threadInterrupted() {
          throw new Trap(TrapKind.INTERRUPTED);
        }
      };

  /** Guests may ask every few hundred nanoseconds; to know the time takes a tenth of that. */
  private static final int POLLS_TO_LOOK = 32;

  /** How long a guest computes before others have a turn. */
  private static final long SLICE_NANOS = 5_000_000;

  private volatile boolean raised;

  /** How often it was asked; who counts beside another thread may miscount. */
  private int polls;

  private long turnSince;

  /** Nothing is to be looked at. */
  protected Interruption() {}

  /** Lets the guest that runs, or the next one that does, call {@link #answer}; for any thread. */
  public final void raise() {
    raised = true;
  }

  /**
   * Asked by guests.
   *
   * @throws RuntimeException if the guest is to end
   */
  public final void poll() {
    if (raised) {
      raised = false;
      answer();
    }
    if (Thread.currentThread().isInterrupted()) {
      threadInterrupted();
    }
    if (++polls % POLLS_TO_LOOK == 0 && Thread.currentThread().isVirtual()) {
      leaveTurn();
    }
  }

  /**
   * Java's scheduler looks at no other queue than the one that it took a thread from last, until
   * that is empty. Who yields comes back to one queue, and who pauses to another, so that each is
   * empty at times.
   */
  @SuppressWarnings("ThreadPriorityCheck") // nothing relies on it but the pace of others
  private void leaveTurn() {
    if (polls == POLLS_TO_LOOK) {
      // Most guests of a server are done before their first slice is.
      turnSince = System.nanoTime();
    } else if (System.nanoTime() - turnSince > SLICE_NANOS) {
      Thread.yield();
      LockSupport.parkNanos(this, 1);
      turnSince = System.nanoTime();
    }
  }

  /** Somebody raised it: whatever this throws ends the guest. */
  protected abstract void answer();

  /** The thread that the guest runs on is interrupted: whatever this throws ends the guest. */
  protected abstract void threadInterrupted();
}
