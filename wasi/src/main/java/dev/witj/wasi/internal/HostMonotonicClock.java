package dev.witj.wasi.internal;

import dev.witj.wasi.clocks.MonotonicClock;
import dev.witj.wasi.internal.io.Readiness;
import dev.witj.wasi.io.Poll;
import java.util.function.LongSupplier;

/**
 * {@code wasi:clocks/monotonic-clock} of both versions. Instants and durations are unsigned
 * nanoseconds.
 */
public record HostMonotonicClock(Session session, LongSupplier clock)
    implements MonotonicClock, dev.witj.wasi.clocks.v0_3.MonotonicClock {
  @Override
  public long now() {
    return clock.getAsLong();
  }

  @Override
  public long resolution() {
    return 1;
  }

  @Override
  public Poll.Pollable subscribeInstant(long when) {
    return HostPollable.of(session, new At(clock, when));
  }

  @Override
  public Poll.Pollable subscribeDuration(long when) {
    return subscribeInstant(after(when));
  }

  private long after(long duration) {
    long instant = now() + duration;
    boolean never = Long.compareUnsigned(instant, duration) < 0;
    return never ? -1L : instant;
  }

  @Override
  public long getResolution() {
    return resolution();
  }

  @Override
  public void waitUntil(long when) throws InterruptedException {
    session.more(Deadlines.class, Deadlines::new).await(when, new At(clock, when));
  }

  @Override
  public void waitFor(long howLong) throws InterruptedException {
    waitUntil(after(howLong));
  }

  /** Ready from an instant on; the last of all is never reached. */
  private record At(LongSupplier clock, long instant) implements Readiness {
    @Override
    public boolean ready() {
      return Long.compareUnsigned(clock.getAsLong(), instant) >= 0;
    }

    @Override
    public long nanosToWait() {
      long now = clock.getAsLong();
      if (Long.compareUnsigned(now, instant) >= 0) {
        // Reached since `ready` was asked.
        return 0;
      }
      long left = instant - now;
      return left < 0 ? Long.MAX_VALUE : left;
    }
  }
}
