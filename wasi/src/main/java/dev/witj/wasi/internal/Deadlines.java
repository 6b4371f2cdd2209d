package dev.witj.wasi.internal;

import dev.witj.wasi.internal.io.Readiness;
import dev.witj.wasi.internal.io.Waiting;
import java.util.Comparator;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The waits for instants of one session end in the order of these, and of asking where they are
 * equal. Each has a virtual thread to itself, and the machine lets threads whose time is up run in
 * whatever order it likes; so each waits, too, for the threads of those before it to be gone, which
 * is when the guest was told.
 */
final class Deadlines {
  private final NavigableSet<Wait> waits = new ConcurrentSkipListSet<>();
  private final AtomicLong asked = new AtomicLong();

  /** Those whose threads are gone stay until a later one ends. */
  private record Wait(long instant, long number, Thread thread) implements Comparable<Wait> {
    private static final Comparator<Wait> ORDER =
        Comparator.<Wait>comparingLong(wait -> wait.instant + Long.MIN_VALUE)
            .thenComparingLong(Wait::number);

    @Override
    public int compareTo(Wait other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * Waits, on a thread that ends soon after.
   *
   * @param at ready from the instant on
   */
  void await(long instant, Readiness at) throws InterruptedException {
    if (at.ready()) {
      return;
    }
    Wait mine = new Wait(instant, asked.getAndIncrement(), Thread.currentThread());
    waits.add(mine);
    try {
      Waiting.await(at);
      for (Wait earlier : waits.headSet(mine)) {
        if (!earlier.thread.equals(mine.thread)) {
          earlier.thread.join();
        }
        waits.remove(earlier);
      }
    } catch (InterruptedException e) {
      waits.remove(mine);
      throw e;
    }
  }
}
