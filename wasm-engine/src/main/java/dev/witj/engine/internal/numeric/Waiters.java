package dev.witj.engine.internal.numeric;

import dev.witj.engine.Trap;
import dev.witj.engine.TrapKind;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/**
 * The threads that wait at the addresses of a shared memory, those that came first first. Whoever
 * calls a method holds the monitor of the memory, which is also what the threads wait on.
 */
public final class Waiters {
  static final int WOKEN = 0;
  static final int NOT_EQUAL = 1;
  static final int TIMED_OUT = 2;

  private static final class Waiter {
    private boolean woken;
  }

  private final Map<Long, Queue<Waiter>> queues = new HashMap<>();

  /** Nobody. */
  public Waiters() {}

  /** Wakes as many as there are of this many, an unsigned number, and says how many these are. */
  int wake(long address, int count, Object monitor) {
    Queue<Waiter> queue = queues.get(address);
    if (queue == null) {
      return 0;
    }
    int woken = 0;
    while (woken != count && !queue.isEmpty()) {
      queue.remove().woken = true;
      woken++;
    }
    if (queue.isEmpty()) {
      queues.remove(address);
    }
    monitor.notifyAll();
    return woken;
  }

  /**
   * Waits until somebody wakes this thread.
   *
   * @param timeout in nanoseconds; for ever if it is negative
   * @return {@link #WOKEN} or {@link #TIMED_OUT}
   * @throws Trap if the thread is interrupted
   */
  int await(long address, long timeout, Object monitor) {
    Waiter waiter = new Waiter();
    queues.computeIfAbsent(address, _ -> new ArrayDeque<>()).add(waiter);
    long start = System.nanoTime();
    try {
      while (!waiter.woken) {
        if (timeout < 0) {
          monitor.wait();
          continue;
        }
        long left = timeout - (System.nanoTime() - start);
        if (left <= 0) {
          return TIMED_OUT;
        }
        // Rounded up, since 0 would be for ever.
        monitor.wait(left / 1_000_000 + 1);
      }
      return WOKEN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Trap(TrapKind.INTERRUPTED, e);
    } finally {
      if (!waiter.woken) {
        queues.computeIfPresent(
            address,
            (_, queue) -> {
              queue.remove(waiter);
              return queue.isEmpty() ? null : queue;
            });
      }
    }
  }
}
