package dev.witj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.witj.testdata.Corpus;
import dev.witj.testdata.TestClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code wit-j serve} in this process, at any port that is free, until it is closed. */
final class Serving implements AutoCloseable {
  private static final Pattern SERVING =
      Pattern.compile("Serving (https?://\\S+)/ (?:with health and metrics at (\\S+)/ )?\\(Ctrl-C");
  private static final long PATIENCE = 60_000;

  private final TestClient client;
  private final @Nullable String management;
  private final ByteArrayOutputStream err;
  private final CompletableFuture<Integer> code;
  private final Thread thread;

  private Serving(Map<String, String> environment, List<String> arguments) {
    err = new ByteArrayOutputStream();
    Streams streams =
        new Streams(
            new ByteArrayInputStream(new byte[0]),
            new ByteArrayOutputStream(),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false,
            environment);
    String[] all =
        Stream.concat(Stream.of("serve", "--addr", "127.0.0.1:0", "--no-cache"), arguments.stream())
            .toArray(String[]::new);
    code = new CompletableFuture<>();
    thread = Thread.ofPlatform().start(() -> code.complete(Main.run(streams, all)));
    Matcher found = SERVING.matcher(await(text -> SERVING.matcher(text).find()));
    assertEquals(true, found.find());
    client = new TestClient(found.group(1));
    management = found.group(2);
  }

  static Serving start(String... arguments) {
    return new Serving(Map.of(), List.of(arguments));
  }

  static Serving with(Map<String, String> environment, String... arguments) {
    return new Serving(environment, List.of(arguments));
  }

  /** The service of {@code testdata/samples/http/probe.wat}, as a component. */
  static Path probe(Path folder) {
    return component(folder, Corpus.testdata("samples/http/probe.wat"));
  }

  /** The component of a module in text and of the world that stands beside it. */
  static Path component(Path folder, Path text) {
    String name = text.getFileName().toString().replace(".wat", "");
    return component(folder.resolve(name + ".wasm"), text, text.resolveSibling(name + ".wit"));
  }

  /**
   * Makes a component of a module in text.
   *
   * @param options which world of several
   */
  static Path component(Path component, Path text, Path wit, String... options) {
    String module = component + ".core";
    List<String> embed = new ArrayList<>(List.of("component", "embed", "--all-features"));
    embed.addAll(List.of(options));
    embed.addAll(List.of(wit.toString(), text.toString(), "-o", module));
    succeed(embed.toArray(String[]::new));
    succeed("component", "new", module, "-o", component.toString());
    return component;
  }

  /** Writes a file that is given to the command. */
  static String write(Path file, String text) {
    try {
      return Files.writeString(file, text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void succeed(String... arguments) {
    Session session = Session.run(arguments);
    assertEquals(0, session.code(), session.err());
  }

  /** What was said on standard error by now. */
  String said() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** Waits until what was said is as it must be. */
  String await(Predicate<String> enough) {
    long end = System.nanoTime() + PATIENCE * 1_000_000;
    while (!enough.test(said())) {
      if (code.isDone() || System.nanoTime() > end) {
        throw new AssertionError("it was said: " + said());
      }
      pause(10);
    }
    return said();
  }

  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A connection to what {@code --management} answers. */
  Socket connectToManagement() throws IOException {
    return new Socket("127.0.0.1", URI.create(String.valueOf(management)).getPort());
  }

  /** What {@code --management} answers. */
  HttpResponse<String> managed(String path) {
    return send(HttpRequest.newBuilder(URI.create(management + path)));
  }

  /** Asks for the numbers, where there is {@code --management}, until they are as they must be. */
  String awaitMetrics(Predicate<String> enough) {
    String metrics = managed("/metrics").body();
    while (!enough.test(metrics)) {
      pause(10);
      metrics = managed("/metrics").body();
    }
    return metrics;
  }

  /** Waits until so many requests are being answered, where there is {@code --management}. */
  void awaitInFlight(int requests) {
    String _ =
        awaitMetrics(text -> text.contains("\nwitj_http_requests_in_flight " + requests + "\n"));
  }

  URI uri(String path) {
    return client.uri(path);
  }

  HttpResponse<String> get(String path) {
    return client.get(path);
  }

  HttpResponse<String> post(String path, String body) {
    return client.post(path, body);
  }

  CompletableFuture<HttpResponse<String>> later(String path) {
    return client.later(path);
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    return client.send(request.build());
  }

  /** Ends it as an interrupt does, without waiting for requests. */
  @Override
  public void close() {
    client.close();
    thread.interrupt();
    assertEquals(0, code.join(), this::said);
  }
}
