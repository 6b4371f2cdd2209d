package dev.witj.runtime.internal.call;

import dev.witj.runtime.async.HostWaits;
import dev.witj.runtime.internal.async.Scheduler;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something of the host's on a virtual thread, without the turn. What is to be done with its
 * outcome is done by whoever has the turn then; if it waits for nothing, that is whoever started
 * it.
 */
final class OutsideWork {
  /**
   * How long what computes is waited for. It keeps others waiting as it would if it computed on the
   * guest's own thread, which is what its caller could expect; but not for longer than nobody would
   * notice.
   */
  private static final long MOST_NANOS = 100_000_000;

  /** How long it is left alone, at least, before it is asked whether it waits. */
  private static final long LEAST_NANOS = 20_000;

  /** It is asked again after so much more of its time: seldom, and late by no more than that. */
  private static final int SHARE = 8;

  private final Scheduler scheduler;
  private final Supplier<Runnable> work;
  private final Thread starter = Thread.currentThread();
  private final Thread thread;

  /** Null while it is attended and not over; empty once it is left to itself. */
  private final AtomicReference<@Nullable Optional<Runnable>> outcome;

  /**
   * Starts it, with the turn.
   *
   * @param attended whether {@link #attend} is called next
   */
  OutsideWork(Scheduler scheduler, String name, Supplier<Runnable> work, boolean attended) {
    this.scheduler = scheduler;
    this.work = work;
    this.outcome = new AtomicReference<>(attended ? null : Optional.empty());
    this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    scheduler.outside(1);
    scheduler.add(thread);
  }

  void start() {
    thread.start();
  }

  private void run() {
    Runnable then = HostWaits.during(this::leave, work);
    if (outcome.compareAndSet(null, Optional.of(then))) {
      LockSupport.unpark(starter);
    } else {
      scheduler.post(() -> finish(then));
    }
    scheduler.remove(Thread.currentThread());
  }

  /** It says that it waits. */
  private void leave() {
    if (outcome.compareAndSet(null, Optional.empty())) {
      LockSupport.unpark(starter);
    }
  }

  /** Waits until it is over or waits itself. */
  void attend() {
    long start = System.nanoTime();
    Optional<Runnable> then = outcome.get();
    while (then == null) {
      long taken = System.nanoTime() - start;
      if ((isWaiting() || taken > MOST_NANOS) && outcome.compareAndSet(null, Optional.empty())) {
        return;
      }
      LockSupport.parkNanos(this, Math.max(LEAST_NANOS, taken / SHARE));
      then = outcome.get();
    }
    then.ifPresent(this::finish);
  }

  private boolean isWaiting() {
    return switch (thread.getState()) {
      case BLOCKED, WAITING, TIMED_WAITING -> true;
      case NEW, RUNNABLE, TERMINATED -> false;
    };
  }

  private void finish(Runnable then) {
    scheduler.outside(-1);
    then.run();
  }

  Thread thread() {
    return thread;
  }
}
