package dev.witj.engine;

/**
 * What guests ask every so often whether they may go on: after so many rounds of a loop or so many
 * calls, and before long operations on memory. One is shared by all instances that end together.
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

  private volatile boolean raised;

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
  }

  /** Somebody raised it: whatever this throws ends the guest. */
  protected abstract void answer();

  /** The thread that the guest runs on is interrupted: whatever this throws ends the guest. */
  protected abstract void threadInterrupted();
}
