package dev.witj.runtime.internal.call;

import java.time.Duration;

/** Interrupts a thread when the time for a call is up. */
final class Watchdog {
  private final Thread watched;
  private final Thread timer;
  private boolean ended;
  private boolean fired;

  private Watchdog(Thread watched, Duration time) {
    this.watched = watched;
    this.timer = Thread.ofVirtual().name("guest timeout").unstarted(() -> watch(time));
  }

  /** Begins to watch. */
  static Watchdog over(Thread thread, Duration time) {
    Watchdog made = new Watchdog(thread, time);
    made.timer.start();
    return made;
  }

  private void watch(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      return;
    }
    synchronized (this) {
      if (!ended) {
        fired = true;
        watched.interrupt();
      }
    }
  }

  /** Whether the time was up before the call ended. */
  synchronized boolean hasFired() {
    return fired;
  }

  /** Ends the watch; called by the watched thread, on which no interruption is left. */
  void end() {
    boolean clear;
    synchronized (this) {
      ended = true;
      clear = fired;
    }
    timer.interrupt();
    if (clear) {
      boolean _ = Thread.interrupted();
    }
  }
}
