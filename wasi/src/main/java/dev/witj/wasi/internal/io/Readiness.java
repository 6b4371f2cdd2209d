package dev.witj.wasi.internal.io;

/** Something that becomes ready, by itself or as time goes by. */
public interface Readiness {
  /** What never lets anyone wait. */
  Readiness ALWAYS = () -> true;

  /** Whether it is ready. To ask may set to work what makes it ready. */
  boolean ready();

  /** After how many nanoseconds to ask again, even if nothing happened. */
  default long nanosToWait() {
    return Long.MAX_VALUE;
  }

  /** From now on a thread is unparked when this may have become ready. */
  default void watch(Thread thread) {}

  /** Ends {@link #watch}. */
  default void unwatch(Thread thread) {}
}
