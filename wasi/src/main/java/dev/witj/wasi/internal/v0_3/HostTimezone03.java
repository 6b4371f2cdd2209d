package dev.witj.wasi.internal.v0_3;

import dev.witj.wasi.clocks.v0_3.SystemClock.Instant;
import dev.witj.wasi.clocks.v0_3.Timezone;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** {@code wasi:clocks/timezone}. */
record HostTimezone03(ZoneId zone) implements Timezone {
  @Override
  public Optional<String> ianaId() {
    if (zone.normalized().equals(ZoneOffset.UTC)) {
      return Optional.of("Etc/UTC");
    }
    return zone.getId().contains("/") ? Optional.of(zone.getId()) : Optional.empty();
  }

  /** Nothing for what no calendar reaches. */
  @Override
  public Optional<Long> utcOffset(Instant when) {
    try {
      java.time.Instant instant =
          java.time.Instant.ofEpochSecond(when.seconds(), when.nanoseconds());
      return Optional.of(
          TimeUnit.SECONDS.toNanos(zone.getRules().getOffset(instant).getTotalSeconds()));
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toDebugString() {
    return ianaId().orElse(zone.getId());
  }
}
