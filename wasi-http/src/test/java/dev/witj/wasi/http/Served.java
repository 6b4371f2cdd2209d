package dev.witj.wasi.http;

import dev.witj.binary.ByteSlice;
import dev.witj.compose.Compose;
import dev.witj.compose.ComposeOptions;
import dev.witj.diagnostics.Source;
import dev.witj.encode.ComponentEncoder;
import dev.witj.encode.WorldEmbedder;
import dev.witj.runtime.Component;
import dev.witj.runtime.Engine;
import dev.witj.runtime.EngineConfig;
import dev.witj.runtime.StoreLimits;
import dev.witj.testdata.Corpus;
import dev.witj.testdata.TestClient;
import dev.witj.wasi.Wasi;
import dev.witj.wat.WatAssembler;
import dev.witj.wit.ParsedWit;
import dev.witj.wit.WitParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** A guest behind a server on loopback, and the JDK's own client in front of it. */
final class Served implements AutoCloseable {
  private static final Engine ENGINE =
      Engine.create(
          EngineConfig.defaults().withCache(Corpus.root().resolve("wasi-http/target/code-cache")));
  private static final Map<String, Component> COMPONENTS = new ConcurrentHashMap<>();

  final HttpServer server;
  final ConcurrentLinkedQueue<HttpEvent> events = new ConcurrentLinkedQueue<>();
  final TestClient client;

  private Served(HttpApp app, HttpServerOptions options) {
    server = HttpServer.start(HttpRoutes.all(app), options, events::add);
    client = new TestClient("http://127.0.0.1:" + port());
  }

  /** Waits for what comes after an answer. */
  static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() >= end) {
        throw new AssertionError("nothing came of it");
      }
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  static Path file(String path) {
    Path first = Corpus.guests().resolve(path);
    return Files.exists(first)
        ? first
        : Corpus.guests().resolveSibling("more-guests").resolve(path);
  }

  /** A component, or several put together, the first of which is served. */
  static Component component(String... paths) {
    return COMPONENTS.computeIfAbsent(
        String.join("+", paths),
        name -> {
          if (paths.length == 1) {
            return Component.load(ENGINE, file(paths[0]));
          }
          List<ByteSlice> parts = new ArrayList<>();
          for (String path : paths) {
            parts.add(slice(path));
          }
          return Component.load(
              ENGINE,
              name,
              Compose.compose(
                      parts.getFirst(), parts.subList(1, parts.size()), ComposeOptions.defaults())
                  .bytes());
        });
  }

  /**
   * The service of {@code testdata/samples/http/probe.wat}, which misbehaves when it is asked to.
   */
  static Component probe() {
    return COMPONENTS.computeIfAbsent(
        "probe", name -> Component.load(ENGINE, name, makeProbe(name)));
  }

  /** The gate of the guests in front of the probe, by these names, in one component. */
  static Component gatedProbe() {
    return COMPONENTS.computeIfAbsent(
        "gate+probe",
        name ->
            Component.load(
                ENGINE,
                name,
                Compose.compose(
                        slice("rust/gate.wasm"),
                        List.of(ByteSlice.of(Source.binary("probe"), makeProbe("probe"))),
                        ComposeOptions.defaults())
                    .bytes()));
  }

  private static byte[] makeProbe(String name) {
    Path samples = Corpus.testdata("samples/http");
    ParsedWit wit = new WitParser().parse(samples.resolve("probe.wit"));
    try {
      byte[] module = WatAssembler.toBinary(name, Files.readAllBytes(samples.resolve("probe.wat")));
      byte[] embedded =
          WorldEmbedder.of(wit.resolve(), wit.world())
              .embed(ByteSlice.of(Source.binary(name), module));
      return ComponentEncoder.of(ByteSlice.of(Source.binary(name), embedded)).encode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ByteSlice slice(String path) {
    try {
      return ByteSlice.of(Source.binary(path), Files.readAllBytes(file(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static HttpApp app(
      Component component, StoreLimits limits, int reuse, UnaryOperator<Wasi.Builder> given) {
    return app(component, limits, reuse, given.apply(Wasi.builder()).build());
  }

  static HttpApp app(Component component, StoreLimits limits, int reuse, Wasi wasi) {
    return new HttpApp(HttpComponent.link(component, wasi), limits, reuse, _ -> wasi);
  }

  static Served start(HttpApp app, HttpServerOptions options) {
    return new Served(app, options);
  }

  static Served start(String... paths) {
    return start(
        app(component(paths), StoreLimits.defaults(), 1, wasi -> wasi),
        HttpServerOptions.defaults());
  }

  int port() {
    return server.address().getPort();
  }

  URI uri(String path) {
    return client.uri(path);
  }

  java.net.http.HttpResponse<String> get(String path) {
    return client.get(path);
  }

  java.net.http.HttpResponse<String> post(String path, String body) {
    return client.post(path, body);
  }

  java.net.http.HttpResponse<String> send(java.net.http.HttpRequest request) {
    return client.send(request);
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
