package dev.witj.wasi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.witj.binary.ByteSlice;
import dev.witj.compose.Compose;
import dev.witj.compose.ComposeOptions;
import dev.witj.diagnostics.Source;
import dev.witj.encode.ComponentEncoder;
import dev.witj.encode.WorldEmbedder;
import dev.witj.runtime.Component;
import dev.witj.runtime.Engine;
import dev.witj.runtime.EngineConfig;
import dev.witj.runtime.Store;
import dev.witj.runtime.StoreLimits;
import dev.witj.runtime.TrapCode;
import dev.witj.testdata.Corpus;
import dev.witj.testdata.Expectations;
import dev.witj.wasi.Wasi;
import dev.witj.wasi.http.internal.v0_3.HttpSession03;
import dev.witj.wasi.http.v0_3.Types;
import dev.witj.wasi.net.NetworkRights;
import dev.witj.wat.WatAssembler;
import dev.witj.wit.ParsedWit;
import dev.witj.wit.WitParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Services of WASI 0.3 that a toolchain for Rust made, alone and behind others. */
@Timeout(180)
final class Services03Test {
  private static final Engine ENGINE =
      Engine.create(
          EngineConfig.defaults().withCache(Corpus.root().resolve("wasi-http/target/code-cache")));
  private static final Path PROGRAMS =
      Corpus.suite("jco-components").resolve("transpile/components/p3");

  private static ByteSlice program(String name) throws IOException {
    return ByteSlice.of(Source.binary(name), Files.readAllBytes(PROGRAMS.resolve(name + ".wasm")));
  }

  /** A component made of a module of the samples, for a world of theirs. */
  private static ByteSlice sample(String name) throws IOException {
    Path samples = Corpus.testdata("samples/http03");
    ParsedWit wit = new WitParser().parse(samples.resolve(name + ".wit"));
    byte[] module = WatAssembler.toBinary(name, Files.readAllBytes(samples.resolve(name + ".wat")));
    byte[] embedded =
        WorldEmbedder.of(wit.resolve(), wit.world())
            .embed(ByteSlice.of(Source.binary(name), module));
    return ByteSlice.of(
        Source.binary(name),
        ComponentEncoder.of(ByteSlice.of(Source.binary(name), embedded)).encode());
  }

  private static Served serve(ByteSlice first, ByteSlice... behind) {
    return serve(StoreLimits.defaults(), first, behind);
  }

  private static Served serve(StoreLimits limits, ByteSlice first, ByteSlice... behind) {
    ByteSlice whole =
        behind.length == 0
            ? first
            : ByteSlice.of(
                Source.binary("composed"),
                Compose.compose(first, List.of(behind), ComposeOptions.defaults()).bytes());
    return Served.start(
        Served.app(Component.load(ENGINE, whole), limits, 8, wasi -> wasi),
        HttpServerOptions.defaults());
  }

  /** There is nothing to be learnt from programs that are listed if they did what is forbidden. */
  private static void assumeLawful(String name, Served served) {
    Optional<String> reason = Expectations.load("jco-programs").reason(name);
    String forbidden = TrapCode.WAITABLE_SYNC_USE.text();
    boolean broken = served.events.stream().anyMatch(each -> each.toString().contains(forbidden));
    assumeFalse(broken && reason.isPresent(), () -> reason.orElse(""));
  }

  /** What one answers if its bindings do what they may; see the list of those that do not. */
  @ParameterizedTest
  @CsvSource({
    "cli/p3-cli-serve-hello-world, 'Hello, WASI!'",
    "http/p3-api-proxy, 'hello, world!'",
  })
  void answers(String name, String body) throws IOException {
    String answered;
    Served served = serve(program(name));
    try (served) {
      answered = served.get("/").body();
    } catch (UncheckedIOException e) {
      answered = "nothing that is whole";
    }
    assumeLawful(name, served);
    assertEquals(body, answered);
  }

  @Test
  void echoesWhatItIsSent() throws IOException {
    String body = "there and back ".repeat(10_000);
    try (Served served = serve(program("http/p3-http-echo"))) {
      HttpResponse<String> response =
          served.send(
              HttpRequest.newBuilder(served.uri("/"))
                  .header("x-host-to-host", "true")
                  .POST(BodyPublishers.ofString(body))
                  .build());
      assertEquals(200, response.statusCode());
      assertEquals(body, response.body());
    }
  }

  @Test
  void endsAServiceThatSleepsForTooLong() throws IOException {
    StoreLimits limits = StoreLimits.defaults().withTimeout(Duration.ofSeconds(1));
    try (Served served = serve(limits, program("cli/p3-cli-serve-sleep"))) {
      HttpResponse<String> response = served.get("/");
      assertEquals(500, response.statusCode());
      assertEquals("Internal Server Error", response.body().strip());
      Served.await(
          () -> served.events.stream().anyMatch(each -> each.toString().contains("longer than")));
    }
  }

  private static ByteSlice service() throws IOException {
    String name = "rust/web3.wasm";
    return ByteSlice.of(Source.binary(name), Files.readAllBytes(Served.file(name)));
  }

  /** Requests for the same thing at once. */
  private static List<HttpResponse<String>> many(Served served) {
    List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(
          served.client.later(
              HttpRequest.newBuilder(served.uri("/")).header("x-a", "" + i).build()));
    }
    return all.stream().map(CompletableFuture::join).toList();
  }

  private static List<String> bodies(List<HttpResponse<String>> responses) {
    return responses.stream().map(HttpResponse::body).toList();
  }

  @Test
  void passesRequestsThroughWhatStandsInFront() throws IOException {
    List<HttpResponse<String>> alone;
    try (Served served = serve(service())) {
      alone = many(served);
    }
    try (Served served = serve(sample("middleware"), service())) {
      List<HttpResponse<String>> behind = many(served);
      assertTrue(alone.stream().allMatch(each -> each.statusCode() == 200), () -> "" + alone);
      assertTrue(behind.stream().allMatch(each -> each.statusCode() == 203), () -> "" + behind);
      assertEquals(bodies(alone), bodies(behind));
    }
  }

  /** The service at the end of the chain is one of WASI's under another name. */
  @Test
  void passesRequestsThroughAChain() throws IOException {
    String chained = "http/p3-http-middleware-with-chain";
    try (Served served = serve(program(chained), sample("chain"), service())) {
      HttpResponse<String> response = served.get("/");
      // What a server says of a failure may come after the answer.
      Served.await(() -> response.statusCode() != 500 || !served.events.isEmpty());
      assumeLawful(chained, served);
      assertEquals(200, response.statusCode(), () -> "" + served.events);
      assertEquals("Hello from Rust on WASI 0.3!\n", response.body());
    }
  }

  /** Whatever the server takes for a query; but what no guest may say, none sends on. */
  @Test
  void pathsComeAsTheyWereSent() throws Exception {
    HttpSession03 http =
        WasiHttp.session03(
            Wasi.builder().network(NetworkRights.all()).build(), Store.create(Engine.create()));
    for (String path : List.of("/a?q=\"b\"", "/a?b\\c", "/a?ä")) {
      Types.Request request =
          http.request(new DirectExchange(dev.witj.wasi.http.HttpRequest.get(path)));
      assertEquals(Optional.of(path), request.getPathWithQuery());
      Calls.refused(request.setPathWithQuery(Optional.of(path)));
      assertEquals(Optional.of(path), request.getPathWithQuery());
      var _ = Calls.err(Types.ErrorCode.HttpRequestUriInvalid.class, http.client().send(request));
    }
    try (Served served = serve(service());
        Socket socket = new Socket("127.0.0.1", served.port())) {
      socket.setSoTimeout(60_000);
      socket
          .getOutputStream()
          .write("GET /slow?q=\"b\" HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
      assertEquals("HTTP/1.1 200", new String(status, StandardCharsets.UTF_8));
    }
  }
}
