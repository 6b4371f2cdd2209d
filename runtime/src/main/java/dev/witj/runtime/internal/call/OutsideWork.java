package dev.witj.runtime.internal.call;

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
  /** How long what computes is waited for. */
  private static final long MOST_NANOS = 100_000_000;

  private static final long SLICE_NANOS = 20_000;

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
    Runnable then = work.get();
    if (outcome.compareAndSet(null, Optional.of(then))) {
      LockSupport.unpark(starter);
    } else {
      scheduler.post(() -> finish(then));
    }
    scheduler.remove(Thread.currentThread());
  }

  /** Waits until it is over or waits itself. */
  void attend() {
    long until = System.nanoTime() + MOST_NANOS;
    Optional<Runnable> then = outcome.get();
    while (then == null) {
      if ((isWaiting() || System.nanoTime() - until > 0)
          && outcome.compareAndSet(null, Optional.empty())) {
        return;
      }
      LockSupport.parkNanos(this, SLICE_NANOS);
      then = outcome.get();
    }
    finish(then.orElseThrow());
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
