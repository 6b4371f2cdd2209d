package dev.witj.wasi.internal;

import dev.witj.wasi.clocks.WallClock;
import java.time.Instant;
import java.time.InstantSource;

/** {@code wasi:clocks/wall-clock}. */
record HostWallClock(InstantSource clock) implements WallClock {
  @Override
  public Datetime now() {
    Instant now = clock.instant();
    // Before 1970 there is no time in WASI.
    return now.getEpochSecond() < 0
        ? new Datetime(0, 0)
        : new Datetime(now.getEpochSecond(), now.getNano());
  }

  @Override
  public Datetime resolution() {
    return new Datetime(0, 1);
  }
}
