package dev.witj.wasi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.Source;
import dev.witj.encode.ComponentEncoder;
import dev.witj.encode.DecodedWit;
import dev.witj.encode.Preview1Adapter;
import dev.witj.encode.WitDecoder;
import dev.witj.encode.WorldEmbedder;
import dev.witj.runtime.Component;
import dev.witj.runtime.Store;
import dev.witj.runtime.StoreLimits;
import dev.witj.testdata.Corpus;
import dev.witj.wasi.Wasi;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Components made by real toolchains answer what they must, to a client that is not ours. */
@Timeout(180)
final class GuestsTest {
  @TempDir private Path temporary = Path.of("");

  @Test
  void rust() {
    answersAsRust("rust/rust-http.wasm");
  }

  /** Programs for preview 1 by way of the adapter that is built in, of the kind without files. */
  @Test
  void programsOfPreview1() throws IOException {
    String rust = adapted("rust/rust-http.core.wasm");
    assertFalse(
        Served.component(rust).imports().byName().keySet().stream()
            .anyMatch(name -> name.startsWith("wasi:filesystem")));
    answersAsRust(rust);
    try (Served served =
        Served.start(
            Served.app(
                Served.component(adapted("todo/todo-api-rust.core.wasm"), "todo/c-todo.wasm"),
                StoreLimits.defaults(),
                Integer.MAX_VALUE,
                wasi -> wasi),
            HttpServerOptions.defaults())) {
      replay(served);
    }
  }

  private String adapted(String core) throws IOException {
    // The component beside it says what the module does not say of its world.
    DecodedWit.OfComponent wit =
        (DecodedWit.OfComponent) WitDecoder.decode(read(core.replace(".core.wasm", ".wasm")));
    ByteSlice module =
        ByteSlice.of(
            Source.binary(core), WorldEmbedder.of(wit.resolve(), wit.world()).embed(read(core)));
    Path made = temporary.resolve(Path.of(core).getFileName());
    Files.write(
        made,
        ComponentEncoder.of(module)
            .withPreview1(Preview1Adapter.Kind.PROXY, Optional.empty())
            .encode());
    return made.toString();
  }

  private static ByteSlice read(String path) throws IOException {
    return ByteSlice.of(Source.binary(path), Files.readAllBytes(Served.file(path)));
  }

  private static void answersAsRust(String component) {
    try (Served served = Served.start(component)) {
      assertEquals("Hello from a Rust component!\n", served.get("/").body());
      assertEquals("grüß", served.post("/echo", "grüß").body());
      assertEquals(404, served.get("/nope").statusCode());
      String headers =
          served
              .send(
                  java.net.http.HttpRequest.newBuilder(served.uri("/headers"))
                      .header("X-B", "2")
                      .header("X-A", "1")
                      .build())
              .body();
      assertTrue(headers.toLowerCase(java.util.Locale.ROOT).contains("x-a: 1\nx-b: 2"), headers);
      assertEquals(500, served.get("/panic").statusCode());
      // The server lives on.
      assertEquals(200, served.get("/").statusCode());
      Served.await(
          () ->
              served.events.stream()
                  .anyMatch(event -> event.problem().orElse("").contains("unreachable")));
    }
  }

  /** The to-do service over stores in several languages, all requests in one instance. */
  @TestFactory
  Stream<DynamicTest> todoServiceOverEachStore() {
    return Stream.of("todo/c-todo", "todo/todo-qjs-stub", "todo/todo-sm", "python/todo-py")
        .map(
            store ->
                DynamicTest.dynamicTest(
                    store,
                    () -> {
                      HttpApp app =
                          Served.app(
                              Served.component("todo/todo-api-rust.wasm", store + ".wasm"),
                              StoreLimits.defaults(),
                              Integer.MAX_VALUE,
                              wasi -> wasi);
                      try (Served served = Served.start(app, HttpServerOptions.defaults())) {
                        replay(served);
                      }
                    }));
  }

  private static void replay(Served served) throws IOException {
    JsonNode cases =
        new ObjectMapper().readTree(Corpus.guests().resolve("expected/http-plain.json").toFile());
    for (JsonNode each : cases) {
      String what = each.get("method").asText() + " " + each.get("path").asText();
      var response =
          served.send(
              java.net.http.HttpRequest.newBuilder(served.uri(each.get("path").asText()))
                  .method(
                      each.get("method").asText(),
                      each.has("body")
                          ? BodyPublishers.ofString(text(each.get("body")))
                          : BodyPublishers.noBody())
                  .build());
      assertEquals(
          each.get("status").asInt(), response.statusCode(), () -> what + problems(served));
      if (each.has("answerSha256")) {
        assertEquals(each.get("answerSha256").asText(), sha256(response.body()), what);
      }
      if (each.has("answer")) {
        assertEquals(each.get("answer").asText(), response.body(), what);
      }
      if (each.hasNonNull("contentType")) {
        assertEquals(
            each.get("contentType").asText(),
            response.headers().firstValue("content-type").orElse(""),
            what);
      }
      if (each.has("length") && !each.get("method").asText().equals("HEAD")) {
        assertEquals(
            each.get("length").asInt(),
            response.body().getBytes(StandardCharsets.UTF_8).length,
            what);
      }
    }
  }

  /** What the host was told by now; it is told after the client. */
  private static List<String> problems(Served served) {
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return served.events.stream().flatMap(event -> event.problem().stream()).toList();
  }

  /** A text, or its parts, some of which stand for many. */
  private static String text(JsonNode body) {
    if (body.isTextual()) {
      return body.asText();
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode part : body.get("parts")) {
      text.append(
          part.isTextual()
              ? part.asText()
              : part.at("/repeat/0").asText().repeat(part.at("/repeat/1").asInt()));
    }
    return text.toString();
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void javaScriptInFreshInstances() {
    try (Served served = Served.start("js/http-fetch-sm.wasm")) {
      assertEquals("Hello from a JavaScript component!\n", served.get("/").body());
      assertEquals("x".repeat(100_000), served.post("/echo", "x".repeat(100_000)).body());
      assertEquals(
          "{\"method\":\"GET\",\"path\":\"/json\",\"query\":{\"x\":\"1\"}}",
          served.get("/json?x=1").body().strip());
      assertEquals("chunk 0\nchunk 1\nchunk 2\nchunk 3\nchunk 4\n", served.get("/stream").body());
      assertEquals(404, served.get("/nope").statusCode());
    }
  }

  /** A middleware in front of an application, both in one component. */
  @Test
  void middleware() {
    try (Served gated = Served.start("rust/gate.wasm", "rust/rust-http.wasm")) {
      assertEquals("ok\n", gated.get("/gate/health").body());
      assertEquals("Hello from a Rust component!\n", gated.get("/").body());
      assertEquals("through", gated.post("/echo", "through").body());
      var refused = gated.get("/api/any");
      assertEquals(401, refused.statusCode());
      assertEquals("token wanted\n", refused.body());
      assertEquals("closed", refused.headers().firstValue("x-gate").orElse(""));
      assertEquals(404, gated.send(allowed(gated, "/api/any").build()).statusCode());
      assertTrue(gated.events.stream().allMatch(event -> event.problem().isEmpty()));
    }
  }

  private static java.net.http.HttpRequest.Builder allowed(Served served, String path) {
    return java.net.http.HttpRequest.newBuilder(served.uri(path))
        .header("Authorization", "Bearer let-me-in");
  }

  /**
   * A gate in front of an application, in front of an authentication, in front of a database: five
   * components by several toolchains, put together by the composer and served as one.
   */
  @Test
  void authenticationInFrontOfADatabase() {
    Component composed =
        Served.component(
            "rust/gate.wasm",
            "todo/todo-api-rust.wasm",
            "todo/todo-guarded.wasm",
            "todo/auth.wasm",
            "todo/c-todo.wasm");
    try (Served served =
        Served.start(
            Served.app(composed, StoreLimits.defaults(), Integer.MAX_VALUE, wasi -> wasi),
            HttpServerOptions.defaults())) {
      assertEquals(401, served.get("/api/todos").statusCode());
      assertEquals("[]\n", served.send(allowed(served, "/api/todos").build()).body());
      var added = create(served, "!alice:buy tea");
      assertEquals(201, added.statusCode());
      assertEquals(
          "{\"id\":1,\"title\":\"buy tea (by alice)\",\"completed\":false}\n", added.body());
      var unknown = create(served, "!eve:sell tea");
      assertEquals(422, unknown.statusCode());
      assertTrue(unknown.body().contains("unknown user eve"), unknown.body());
      assertEquals(401, served.post("/api/todos", "{\"title\":\"no token\"}").statusCode());
      assertEquals(
          "[{\"id\":1,\"title\":\"buy tea (by alice)\",\"completed\":false}]\n",
          served.send(allowed(served, "/api/todos").build()).body());
      assertTrue(served.events.stream().allMatch(event -> event.problem().isEmpty()));
    }
  }

  private static java.net.http.HttpResponse<String> create(Served served, String title) {
    return served.send(
        allowed(served, "/api/todos")
            .POST(BodyPublishers.ofString("{\"title\":\"" + title + "\"}"))
            .build());
  }

  /** A component is called with a request object, without any server. */
  @Test
  void calledDirectly() {
    HttpComponent app =
        HttpComponent.link(Served.component("rust/rust-http.wasm"), Wasi.builder().build());
    try (Store store = Store.create(app.component().engine())) {
      HttpResponse response = app.call(store, HttpRequest.post("/echo", "direct"));
      assertEquals(200, response.status());
      assertEquals("direct", response.text());
      assertTrue(response.complete());
    }
  }
}
