package dev.witj.runtime.internal.call;

import static dev.witj.runtime.TrapException.trapIf;

import dev.witj.runtime.TrapCode;
import dev.witj.runtime.internal.async.Event;
import dev.witj.runtime.internal.async.Scheduler;
import dev.witj.runtime.internal.async.Waitable;

/** A call that its caller goes on beside, in the caller's table. */
final class SubtaskHandle extends Waitable {
  private final Subtask subtask;
  private boolean delivered;

  SubtaskHandle(Scheduler scheduler, Subtask subtask) {
    super(scheduler);
    this.subtask = subtask;
  }

  /** The call. */
  Subtask subtask() {
    return subtask;
  }

  /** The call has come further. */
  void progressed() {
    setPendingEvent();
  }

  /** Whether the caller knows that the call is over. */
  boolean isDelivered() {
    return delivered;
  }

  @Override
  protected Event event() {
    if (subtask.isResolved()) {
      subtask.deliverResolve();
      delivered = true;
    }
    return new Event(Event.SUBTASK, index(), subtask.state().ordinal());
  }

  /**
   * Gives the handle up.
   *
   * @throws dev.witj.runtime.TrapException if the caller does not know yet that the call is over
   */
  void drop() {
    trapIf(!delivered, TrapCode.SUBTASK_NOT_RESOLVED);
    join(null);
  }
}
