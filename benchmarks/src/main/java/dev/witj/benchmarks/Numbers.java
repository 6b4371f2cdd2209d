package dev.witj.benchmarks;

import java.util.Locale;

/** How numbers are written. */
final class Numbers {
  private Numbers() {}

  /** A time, with its unit. */
  static String time(double nanoseconds) {
    return scaled(nanoseconds, 1000, "ns", "µs", "ms", "s");
  }

  /** An amount of memory, with its unit. */
  static String bytes(double bytes) {
    return bytes < 1 ? "0 B" : scaled(bytes, 1024, "B", "KiB", "MiB", "GiB");
  }

  private static String scaled(double value, int step, String... units) {
    if (Double.isNaN(value)) {
      return "–";
    }
    double scaled = value;
    int unit = 0;
    while (scaled >= step && unit < units.length - 1) {
      scaled /= step;
      unit++;
    }
    return digits(scaled) + " " + units[unit];
  }

  /** Three digits that count. */
  static String digits(double value) {
    return String.format(
        Locale.ROOT, value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%,.0f", value);
  }

  /** With a comma between thousands. */
  static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
