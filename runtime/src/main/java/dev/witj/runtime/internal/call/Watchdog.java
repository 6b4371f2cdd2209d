package dev.witj.runtime.internal.call;

import static dev.witj.runtime.TrapException.trapIf;

import dev.witj.runtime.TrapCode;
import dev.witj.runtime.internal.async.Scheduler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Interrupts whoever runs in a store when the time for a call is up. One thread of the system does
 * that for all calls: a virtual one would get no turn while guests on virtual threads compute.
 */
final class Watchdog {
  private final Scheduler scheduler;
  private final long deadline;
  private Future<?> timer = CompletableFuture.completedFuture(null);
  private boolean ended;
  private boolean fired;

  private Watchdog(Scheduler scheduler, long deadline) {
    this.scheduler = scheduler;
    this.deadline = deadline;
  }

  /** Begins to watch. */
  static Watchdog over(Scheduler scheduler, Duration time) {
    long nanos = saturated(time);
    Watchdog made = new Watchdog(scheduler, System.nanoTime() + nanos);
    made.timer = Timer.EXECUTOR.schedule(made::fire, nanos, TimeUnit.NANOSECONDS);
    return made;
  }

  private static long saturated(Duration time) {
    // Half of what a long holds: differences of times must not overflow.
    Duration most = Duration.ofNanos(Long.MAX_VALUE / 2);
    return time.compareTo(most) < 0 ? time.toNanos() : most.toNanos();
  }

  private synchronized void fire() {
    if (!ended) {
      fired = true;
      scheduler.interrupt(this::expire);
    }
  }

  private synchronized void expire() {
    trapIf(!ended, TrapCode.INTERRUPTED);
  }

  /** Whether the time was up before the call ended, even if nobody had a turn to say so. */
  synchronized boolean isOver() {
    return fired || System.nanoTime() - deadline >= 0;
  }

  /** Ends the watch. */
  void end() {
    synchronized (this) {
      ended = true;
    }
    boolean _ = timer.cancel(false);
  }

  /** Made when the first call has a time. */
  private static final class Timer {
    static final ScheduledThreadPoolExecutor EXECUTOR = executor();

    private static ScheduledThreadPoolExecutor executor() {
      ScheduledThreadPoolExecutor made =
          new ScheduledThreadPoolExecutor(
              1, Thread.ofPlatform().daemon().name("guest timeouts").factory());
      made.setRemoveOnCancelPolicy(true);
      return made;
    }
  }
}
