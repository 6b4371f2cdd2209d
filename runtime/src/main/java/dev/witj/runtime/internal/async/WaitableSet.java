package dev.witj.runtime.internal.async;

import static dev.witj.runtime.TrapException.trapIf;

import dev.witj.runtime.TrapCode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Waitables that are waited for together. Events are told in the order in which they happened.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md#waitable-state">Waitable
 *     State</a>
 */
public final class WaitableSet {
  private final Scheduler scheduler;
  private final LinkedHashSet<Waitable> pending = new LinkedHashSet<>(4);
  private final List<Waiter> waiters = new ArrayList<>(1);
  private int size;

  /** An empty set. */
  public WaitableSet(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** Whether something happened to one of them. */
  public boolean hasPendingEvent() {
    return !pending.isEmpty();
  }

  /** Tells what happened first. */
  public Event takeEvent() {
    return pending.getFirst().takeEvent();
  }

  void add(Waitable waitable, boolean happened) {
    size++;
    if (happened) {
      happened(waitable);
    }
  }

  void remove(Waitable waitable) {
    size--;
    pending.remove(waitable);
  }

  void happened(Waitable waitable) {
    pending.add(waitable);
    waiters.forEach(scheduler::wake);
  }

  void told(Waitable waitable) {
    pending.remove(waitable);
  }

  /** Somebody waits for an event. */
  public void addWaiter(Waiter waiter) {
    waiters.add(waiter);
  }

  /** Somebody does not wait any more. */
  public void removeWaiter(Waiter waiter) {
    waiters.remove(waiter);
  }

  /**
   * Checks that the set can be dropped.
   *
   * @throws dev.witj.runtime.TrapException if anything is in it or anybody waits
   */
  public void checkUnused() {
    trapIf(size > 0 || !waiters.isEmpty(), TrapCode.WAITABLE_SET_INVALID);
  }
}
