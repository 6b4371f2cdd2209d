package dev.witj.wasi.internal.v0_3;

import dev.witj.wasi.clocks.v0_3.SystemClock;
import java.time.InstantSource;

/** {@code wasi:clocks/system-clock}. */
record HostSystemClock(InstantSource clock) implements SystemClock {
  @Override
  public Instant now() {
    java.time.Instant now = clock.instant();
    return new Instant(now.getEpochSecond(), now.getNano());
  }

  @Override
  public long getResolution() {
    return 1;
  }
}
