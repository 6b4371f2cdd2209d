package dev.witj.wasi.internal.io;

import dev.witj.runtime.async.HostWaits;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Parks the guest's thread until something is ready. */
public final class Waiting {
  private static final ThreadLocal<Runnable> BEFORE = new ThreadLocal<>();

  private Waiting() {}

  /** Does something whenever the guest of this thread is about to wait; null ends that. */
  public static void before(@Nullable Runnable action) {
    if (action == null) {
      BEFORE.remove();
    } else {
      BEFORE.set(action);
    }
  }

  /**
   * Waits until one of them is ready.
   *
   * @return the indices of those that are
   * @throws dev.witj.runtime.TrapException if the thread is interrupted
   */
  public static int[] untilAny(List<? extends Readiness> all) {
    try {
      return awaitAny(all);
    } catch (InterruptedException e) {
      throw Traps.interrupted();
    }
  }

  private static int[] awaitAny(List<? extends Readiness> all) throws InterruptedException {
    int[] ready = ready(all);
    if (ready.length > 0) {
      return ready;
    }
    Runnable before = BEFORE.get();
    if (before != null) {
      before.run();
    }
    HostWaits.begin();
    Thread thread = Thread.currentThread();
    all.forEach(each -> each.watch(thread));
    try {
      // Asked again after the watch began: what became ready in between unparked nobody.
      for (ready = ready(all); ready.length == 0; ready = ready(all)) {
        park(all);
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
      return ready;
    } finally {
      all.forEach(each -> each.unwatch(thread));
    }
  }

  /** Waits until it is ready; see {@link #untilAny}. */
  public static void until(Readiness readiness) {
    int[] _ = untilAny(List.of(readiness));
  }

  /** Waits until it is ready, on a thread of the host's: an interrupt is none of the guest's. */
  public static void await(Readiness readiness) throws InterruptedException {
    int[] _ = awaitAny(List.of(readiness));
  }

  private static int[] ready(List<? extends Readiness> all) {
    int[] indices = new int[all.size()];
    int count = 0;
    for (int i = 0; i < indices.length; i++) {
      if (all.get(i).ready()) {
        indices[count++] = i;
      }
    }
    return Arrays.copyOf(indices, count);
  }

  private static void park(List<? extends Readiness> all) {
    long nanos = Long.MAX_VALUE;
    for (Readiness each : all) {
      nanos = Math.min(nanos, each.nanosToWait());
    }
    if (nanos == Long.MAX_VALUE) {
      LockSupport.park(all);
    } else {
      LockSupport.parkNanos(all, nanos);
    }
  }
}
