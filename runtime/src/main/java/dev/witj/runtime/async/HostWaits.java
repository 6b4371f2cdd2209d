package dev.witj.runtime.async;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a function of the host that may block tells its caller of. Whether it waits is seen from
 * outside, too, but not where the waiting is over before anybody looks.
 */
public final class HostWaits {
  private static final ThreadLocal<@Nullable Runnable> CALLER = new ThreadLocal<>();

  private HostWaits() {}

  /**
   * The function that runs on this thread is about to wait: its caller goes on meanwhile, however
   * soon that ends. Does nothing where no guest called.
   */
  public static void begin() {
    Runnable caller = CALLER.get();
    if (caller != null) {
      caller.run();
    }
  }

  /**
   * Runs a function, on a thread that ends after it.
   *
   * @param caller told when it is about to wait
   */
  public static <T> T during(Runnable caller, Supplier<T> function) {
    CALLER.set(caller);
    return function.get();
  }
}
