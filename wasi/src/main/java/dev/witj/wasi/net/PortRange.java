package dev.witj.wasi.net;

import java.util.Optional;

/**
 * Ports that stand together.
 *
 * @param first the first of them
 * @param last the last of them
 */
public record PortRange(int first, int last) {
  /** Every port. */
  public static final PortRange ALL = new PortRange(0, 65535);

  /** Refuses what is no range of ports. */
  public PortRange {
    if (first < 0 || last < first || last > 65535) {
      throw new IllegalArgumentException("no ports: " + first + "-" + last);
    }
  }

  /** A single port. */
  public static PortRange of(int port) {
    return new PortRange(port, port);
  }

  /** Reads {@code 80}, {@code 8000-8999} or {@code *}. */
  static Optional<PortRange> parse(String text) {
    if (text.equals("*")) {
      return Optional.of(ALL);
    }
    int dash = text.indexOf('-');
    Optional<Integer> first = port(dash < 0 ? text : text.substring(0, dash));
    Optional<Integer> last = dash < 0 ? first : port(text.substring(dash + 1));
    return first.isPresent() && last.isPresent() && first.get() <= last.get()
        ? Optional.of(new PortRange(first.get(), last.get()))
        : Optional.empty();
  }

  private static Optional<Integer> port(String text) {
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65535) {
      return Optional.empty();
    }
    return Optional.of(Integer.parseInt(text));
  }

  boolean contains(int port) {
    return first <= port && port <= last;
  }

  @Override
  public String toString() {
    return equals(ALL) ? "*" : first == last ? String.valueOf(first) : first + "-" + last;
  }
}
