package dev.witj.wasi.http;

import dev.witj.wasi.internal.io.Descriptors;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a server serves.
 *
 * @param host the address to listen at
 * @param port the port, 0 for any
 * @param maxConnections how many connections clients have at a time; others wait
 * @param maxConcurrent how many requests are answered at a time; others wait
 * @param maxBody how many bytes the body of a request may have
 * @param maxHeaders how many bytes the head of a request may have; longer ones are answered 431
 * @param idle how long a connection may be silent, and a request wait to be answered
 * @param tls the certificate and key, if it speaks TLS
 */
public record HttpServerOptions(
    String host,
    int port,
    int maxConnections,
    int maxConcurrent,
    long maxBody,
    int maxHeaders,
    Duration idle,
    Optional<Tls> tls) {
  /**
   * Certificates and the key to them.
   *
   * @param certificates a PEM file, the server's first; or a key store
   * @param key a PEM file with a PKCS #8 key; none for a key store
   * @param password of the key store
   */
  public record Tls(Path certificates, Optional<Path> key, String password) {}

  /**
   * Loopback, any port, 10,000 connections or a quarter of what the process may have open, 1000
   * requests at a time, no limit of a body, 64 KiB of headers.
   */
  public static HttpServerOptions defaults() {
    return new HttpServerOptions(
        "127.0.0.1",
        0,
        Descriptors.share(4, 10_000),
        1000,
        Long.MAX_VALUE,
        64 * 1024,
        Duration.ofSeconds(60),
        Optional.empty());
  }

  /** This at another address. */
  public HttpServerOptions at(String otherHost, int otherPort) {
    return new HttpServerOptions(
        otherHost, otherPort, maxConnections, maxConcurrent, maxBody, maxHeaders, idle, tls);
  }

  /** This with another bound on connections. */
  public HttpServerOptions withMaxConnections(int count) {
    return new HttpServerOptions(host, port, count, maxConcurrent, maxBody, maxHeaders, idle, tls);
  }

  /** This with another bound on requests at a time. */
  public HttpServerOptions withMaxConcurrent(int count) {
    return new HttpServerOptions(host, port, maxConnections, count, maxBody, maxHeaders, idle, tls);
  }

  /** This with another bound on bodies. */
  public HttpServerOptions withMaxBody(long bytes) {
    return new HttpServerOptions(
        host, port, maxConnections, maxConcurrent, bytes, maxHeaders, idle, tls);
  }

  /** This with another patience. */
  public HttpServerOptions withIdle(Duration time) {
    return new HttpServerOptions(
        host, port, maxConnections, maxConcurrent, maxBody, maxHeaders, time, tls);
  }

  /** This with TLS. */
  public HttpServerOptions withTls(Tls given) {
    return new HttpServerOptions(
        host, port, maxConnections, maxConcurrent, maxBody, maxHeaders, idle, Optional.of(given));
  }
}
