package dev.witj.cli;

import com.sun.net.httpserver.HttpExchange;
import dev.witj.wasi.http.HttpGuestHandler;
import dev.witj.wasi.http.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Health and metrics at an address of their own, where no guest answers. */
final class Management implements AutoCloseable {
  private final com.sun.net.httpserver.@Nullable HttpServer server;
  private final Optional<String> url;

  private Management(com.sun.net.httpserver.@Nullable HttpServer server, Optional<String> url) {
    this.server = server;
    this.url = url;
  }

  static Management start(Optional<String> address, Metrics metrics, HttpServer served) {
    if (address.isEmpty()) {
      return new Management(null, Optional.empty());
    }
    HostAndPort at = HostAndPort.parse("--management", address.get());
    try {
      var server =
          com.sun.net.httpserver.HttpServer.create(new InetSocketAddress(at.host(), at.port()), 16);
      server.createContext("/health", exchange -> answer(exchange, health(served.handler())));
      server.createContext(
          "/metrics",
          exchange -> answer(exchange, new Answer(200, metrics.text(served.handler()))));
      // One of its own for each, since a client that says half of what it wants is waited for.
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.start();
      HostAndPort found = new HostAndPort(at.host(), server.getAddress().getPort());
      return new Management(server, Optional.of(found.url("http")));
    } catch (IOException e) {
      throw CliCode.CANNOT_LISTEN
          .error(address.get(), String.valueOf(e.getMessage()))
          .help("an address of this machine that is free is needed, as 127.0.0.1:9000")
          .toException();
    }
  }

  /** Where it answers, if anywhere. */
  Optional<String> url() {
    return url;
  }

  private record Answer(int status, String text) {}

  /** Whether to send more requests. */
  private static Answer health(HttpGuestHandler handler) {
    return handler.isDraining() ? new Answer(503, "draining\n") : new Answer(200, "ok\n");
  }

  private static void answer(HttpExchange exchange, Answer known) throws IOException {
    try (exchange) {
      boolean isKnown =
          exchange.getRequestURI().getPath().equals(exchange.getHttpContext().getPath());
      Answer answer = isKnown ? known : new Answer(404, "not found\n");
      byte[] body = answer.text().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    if (server != null) {
      server.stop(0);
    }
  }
}
