package dev.witj.runtime.internal.async;

import static dev.witj.runtime.TrapException.trapIf;

import dev.witj.runtime.TrapCode;
import org.jspecify.annotations.Nullable;

/**
 * A handle that events are about: a subtask, or an end of a stream or a future.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md#waitable-state">Waitable
 *     State</a>
 */
public abstract class Waitable {
  private final Scheduler scheduler;
  private int index;
  private boolean pending;
  private @Nullable WaitableSet set;
  private @Nullable Waiter synchronous;

  /** Without events, in no set. */
  protected Waitable(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** Its handle. */
  public final int index() {
    return index;
  }

  /** Says what its handle is. */
  public final void setIndex(int handle) {
    index = handle;
  }

  /** Whether something happened that nobody was told of yet. */
  public final boolean hasPendingEvent() {
    return pending;
  }

  /** Something happened; the event itself is made when it is told. */
  protected final void setPendingEvent() {
    if (pending) {
      return;
    }
    pending = true;
    if (set != null) {
      set.happened(this);
    }
    if (synchronous != null) {
      scheduler.wake(synchronous);
    }
  }

  /** Tells what happened. */
  public final Event takeEvent() {
    pending = false;
    if (set != null) {
      set.told(this);
    }
    return event();
  }

  /** What happened; what goes with learning of it is done now. */
  protected abstract Event event();

  /** Whether it is in a set. */
  public final boolean isInSet() {
    return set != null;
  }

  /**
   * Leaves the set it is in and joins another, if any.
   *
   * @throws dev.witj.runtime.TrapException if a thread waits for it alone
   */
  public final void join(@Nullable WaitableSet other) {
    trapIf(synchronous != null, TrapCode.WAITABLE_SYNC_USE);
    if (set != null) {
      set.remove(this);
    }
    set = other;
    if (other != null) {
      other.add(this, pending);
    }
  }

  /**
   * Checks that a thread may wait for it alone.
   *
   * @throws dev.witj.runtime.TrapException if it is in a set
   */
  public final void checkAlone() {
    trapIf(set != null, TrapCode.WAITABLE_SYNC_USE);
  }

  /** Says which thread waits for it alone, null when that ends. */
  public final void setSynchronous(@Nullable Waiter waiter) {
    synchronous = waiter;
  }
}
