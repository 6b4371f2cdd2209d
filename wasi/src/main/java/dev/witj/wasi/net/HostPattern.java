package dev.witj.wasi.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;

/** Which hosts a rule speaks of. */
sealed interface HostPattern {
  /** All hosts with public addresses. */
  record Any() implements HostPattern {
    @Override
    public String toString() {
      return "*";
    }
  }

  /** One name, in lower case. */
  record Name(String name) implements HostPattern {
    @Override
    public String toString() {
      return name;
    }
  }

  /** All names below a domain, but not the domain itself. */
  record Below(String domain) implements HostPattern {
    @Override
    public String toString() {
      return "*." + domain;
    }
  }

  /** Addresses that begin with the same bits. */
  record Range(InetAddress address, int bits) implements HostPattern {
    @Override
    public String toString() {
      String text = Addresses.text(address);
      boolean single = bits == address.getAddress().length * 8;
      return (address instanceof Inet6Address ? "[" + text + "]" : text)
          + (single ? "" : "/" + bits);
    }
  }

  /** This very machine. */
  String LOCALHOST = "localhost";

  /**
   * Reads {@code *}, {@code example.com}, {@code *.example.com}, {@code 10.0.0.0/8} or {@code
   * [::1]}.
   */
  static Optional<HostPattern> parse(String text) {
    String host = text.toLowerCase(Locale.ROOT);
    if (host.equals("*")) {
      return Optional.of(new Any());
    }
    if (host.startsWith("*.")) {
      return Addresses.isName(host.substring(2))
          ? Optional.of(new Below(host.substring(2)))
          : Optional.empty();
    }
    int slash = host.indexOf('/');
    Optional<InetAddress> address = Addresses.literal(slash < 0 ? host : host.substring(0, slash));
    if (address.isPresent()) {
      int all = address.get().getAddress().length * 8;
      if (slash < 0) {
        return Optional.of(new Range(address.get(), all));
      }
      String bits = host.substring(slash + 1);
      return bits.matches("\\d{1,3}") && Integer.parseInt(bits) <= all
          ? Optional.of(new Range(address.get(), Integer.parseInt(bits)))
          : Optional.empty();
    }
    return Addresses.isName(host) ? Optional.of(new Name(host)) : Optional.empty();
  }

  /** Whether a host that is asked for by its name is meant. */
  default boolean matchesName(String host) {
    return switch (this) {
      case Any _ -> true;
      case Name(String name) -> name.equals(host);
      case Below(String domain) -> host.endsWith("." + domain);
      case Range _ -> false;
    };
  }

  /** Whether an address is meant by itself, so that it may be a private one. */
  default boolean names(InetAddress address) {
    return switch (this) {
      case Range(InetAddress start, int bits) -> Addresses.startsWith(address, start, bits);
      case Name(String name) -> name.equals(LOCALHOST) && address.isLoopbackAddress();
      case Any _, Below _ -> false;
    };
  }
}
