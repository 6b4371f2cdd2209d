package dev.witj.wasi.net;

import java.util.Locale;
import java.util.Optional;

/** What a rule of the network speaks of. */
public enum Protocol {
  /** Connections of {@code wasi:sockets/tcp}. */
  TCP,
  /** Datagrams of {@code wasi:sockets/udp}. */
  UDP,
  /** Requests of {@code wasi:http} in the clear. */
  HTTP,
  /** Requests of {@code wasi:http} over TLS. */
  HTTPS;

  private final String scheme = name().toLowerCase(Locale.ROOT);

  /** As it is written before {@code ://}. */
  public String scheme() {
    return scheme;
  }

  /** The port that is meant where none is written, if the protocol has one. */
  Optional<PortRange> usualPort() {
    return switch (this) {
      case HTTP -> Optional.of(PortRange.of(80));
      case HTTPS -> Optional.of(PortRange.of(443));
      case TCP, UDP -> Optional.empty();
    };
  }
}
