package dev.witj.wasi.internal;

import dev.witj.wasi.clocks.MonotonicClock;
import dev.witj.wasi.internal.io.Readiness;
import dev.witj.wasi.io.Poll;
import java.util.function.LongSupplier;

/** {@code wasi:clocks/monotonic-clock}. Instants and durations are unsigned nanoseconds. */
record HostMonotonicClock(Session session, LongSupplier clock) implements MonotonicClock {
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
    long instant = now() + when;
    boolean never = Long.compareUnsigned(instant, when) < 0;
    return subscribeInstant(never ? -1L : instant);
  }

  /** Ready from an instant on; the last of all is never reached. */
  private record At(LongSupplier clock, long instant) implements Readiness {
    @Override
    public boolean ready() {
      return Long.compareUnsigned(clock.getAsLong(), instant) >= 0;
    }

    @Override
    public long nanosToWait() {
      long left = instant - clock.getAsLong();
      return left < 0 ? Long.MAX_VALUE : left;
    }
  }
}
