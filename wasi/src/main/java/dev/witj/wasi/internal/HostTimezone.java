package dev.witj.wasi.internal;

import dev.witj.wasi.clocks.Timezone;
import dev.witj.wasi.clocks.WallClock.Datetime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneRules;
import java.util.Locale;

/** {@code wasi:clocks/timezone}. What no calendar reaches is in UTC, as the interface has it. */
record HostTimezone(ZoneId zone) implements Timezone {
  private static final TimezoneDisplay UTC = new TimezoneDisplay(0, "UTC", false);
  private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH);

  @Override
  public TimezoneDisplay display(Datetime when) {
    try {
      Instant instant = instant(when);
      ZoneRules rules = zone.getRules();
      String name =
          zone.normalized().equals(ZoneOffset.UTC)
              ? UTC.name()
              : SHORT.format(instant.atZone(zone));
      return new TimezoneDisplay(
          rules.getOffset(instant).getTotalSeconds(), name, rules.isDaylightSavings(instant));
    } catch (DateTimeException | ArithmeticException e) {
      return UTC;
    }
  }

  @Override
  public int utcOffset(Datetime when) {
    return display(when).utcOffset();
  }

  private static Instant instant(Datetime when) {
    if (when.seconds() < 0) {
      throw new DateTimeException("more than 2^63 seconds");
    }
    return Instant.ofEpochSecond(when.seconds(), when.nanoseconds());
  }
}
