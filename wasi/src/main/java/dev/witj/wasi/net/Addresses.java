package dev.witj.wasi.net;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/** Addresses and names of hosts. */
public final class Addresses {
  /**
   * What is no public address: this machine, private networks, link-local, shared and test ranges,
   * multicast, and the ranges of IPv6 that carry an IPv4 address within them.
   */
  private static final List<HostPattern> NOT_PUBLIC =
      List.of(
          range("0.0.0.0/8"),
          range("10.0.0.0/8"),
          range("100.64.0.0/10"),
          range("127.0.0.0/8"),
          range("169.254.0.0/16"),
          range("172.16.0.0/12"),
          range("192.0.0.0/24"),
          range("192.0.2.0/24"),
          range("192.168.0.0/16"),
          range("198.18.0.0/15"),
          range("198.51.100.0/24"),
          range("203.0.113.0/24"),
          range("224.0.0.0/3"),
          range("::/96"),
          range("64:ff9b::/96"),
          range("64:ff9b:1::/48"),
          range("100::/64"),
          range("2001::/23"),
          range("2001:db8::/32"),
          range("2002::/16"),
          range("fc00::/7"),
          range("fe80::/10"),
          range("fec0::/10"),
          range("ff00::/8"));

  private Addresses() {}

  private static HostPattern range(String text) {
    return HostPattern.parse(text).orElseThrow();
  }

  /** Whether it is an address of the public Internet. */
  public static boolean isPublic(InetAddress address) {
    return NOT_PUBLIC.stream().noneMatch(range -> range.names(address));
  }

  /** The address that a text spells out, with or without the brackets of IPv6. */
  public static Optional<InetAddress> literal(String text) {
    boolean bracketed = text.startsWith("[") && text.endsWith("]") && text.length() > 2;
    String inner = bracketed ? text.substring(1, text.length() - 1) : text;
    try {
      if (inner.indexOf(':') >= 0) {
        return Optional.of(Inet6Address.ofLiteral(inner));
      }
      return bracketed || !inner.matches("\\d{1,3}(\\.\\d{1,3}){3}")
          ? Optional.empty()
          : Optional.of(Inet4Address.ofLiteral(inner));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether it may be the name of a host. */
  public static boolean isName(String text) {
    if (text.isEmpty() || text.length() > 253) {
      return false;
    }
    for (String label : text.split("\\.", -1)) {
      if (!label.matches("[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?")) {
        return false;
      }
    }
    // Whatever ends in a number is an address, or meant to be one.
    return !text.matches("(.*\\.)?(\\d+|0[xX][0-9A-Fa-f]*)");
  }

  static boolean startsWith(InetAddress address, InetAddress start, int bits) {
    byte[] a = address.getAddress();
    byte[] b = start.getAddress();
    if (a.length != b.length) {
      return false;
    }
    int whole = bits / 8;
    for (int i = 0; i < whole; i++) {
      if (a[i] != b[i]) {
        return false;
      }
    }
    int mask = 0xff00 >> (bits % 8) & 0xff;
    return mask == 0 || (a[whole] & mask) == (b[whole] & mask);
  }

  /** An address as it is written, without the name of a host or network interface. */
  public static String text(InetAddress address) {
    try {
      return InetAddress.getByAddress(address.getAddress()).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An address and a port as they are written. */
  public static String text(InetAddress address, int port) {
    String host = text(address);
    return (address instanceof Inet6Address ? "[" + host + "]" : host) + ":" + port;
  }
}
