package dev.witj.wasi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.witj.runtime.Store;
import dev.witj.runtime.StoreLimits;
import dev.witj.testdata.Corpus;
import dev.witj.wasi.Wasi;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Services of WASI 0.3 answer what they must, many requests at a time in one instance. */
@Timeout(180)
final class LaterGuestsTest {
  private static final String JAVASCRIPT = "js/http-p3-qjs.wasm";
  private static final String RUST = "rust/web3.wasm";

  private static Served start(String component, Reuse reuse) {
    Wasi wasi = Wasi.builder().build();
    HttpComponent linked = HttpComponent.link(Served.component(component), wasi);
    return Served.start(
        new HttpApp(linked, StoreLimits.defaults(), reuse, _ -> wasi),
        HttpServerOptions.defaults());
  }

  @Test
  void javascript() {
    try (Served served = start(JAVASCRIPT, new Reuse(128, 16))) {
      assertEquals("Hello from a WASI 0.3 JavaScript component!", served.get("/").body().strip());
      assertEquals("grüß", served.post("/echo", "grüß").body());
      assertEquals("GRUSS", served.post("/upper", "gruss").body());
      assertEquals(404, served.get("/nope").statusCode());
      assertEquals(1, served.server.handler().instances());
    }
  }

  @TestFactory
  Stream<DynamicTest> answerWhatWasRecorded() throws IOException {
    JsonNode all =
        new ObjectMapper()
            .readTree(Corpus.guests().resolveSibling("more-guests").resolve("http.json").toFile());
    return all.properties().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.getKey(),
                    () -> {
                      try (Served served = start(each.getKey(), new Reuse(128, 16))) {
                        each.getValue().forEach(exchange -> replay(served, exchange));
                      }
                    }));
  }

  private static void replay(Served served, JsonNode exchange) {
    String method = exchange.get("method").asText();
    String what = method + " " + exchange.get("path").asText();
    java.net.http.HttpRequest.Builder request =
        java.net.http.HttpRequest.newBuilder(served.uri(exchange.get("path").asText()))
            .method(
                method,
                method.equals("GET")
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString("q".repeat(exchange.path("body_len").asInt())));
    TestsuiteTest.texts(exchange.path("headers")).forEach(request::header);
    java.net.http.HttpResponse<String> response = served.send(request.build());
    assertEquals(exchange.get("status").asInt(), response.statusCode(), what);
    if (exchange.has("note")) {
      return;
    }
    assertEquals(exchange.get("len").asInt(), response.body().length(), what);
    if (exchange.has("response")) {
      assertEquals(exchange.get("response").asText(), response.body(), what);
    }
    TestsuiteTest.texts(exchange.path("response_headers"))
        .forEach(
            (name, value) ->
                assertEquals(value, response.headers().firstValue(name).orElse(""), what));
  }

  /**
   * Each answer takes a while, so that the requests are under way at the same time. Requests that
   * come before the first instance is there get one each, on a busy machine all of them: so one
   * comes first.
   */
  @Test
  void oneInstanceAnswersManyAtATime() throws Exception {
    try (Served served = start(RUST, new Reuse(100, 16));
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      assertEquals(200, served.get("/").statusCode());
      List<Callable<String>> requests = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        requests.add(() -> served.get("/slow").body());
      }
      for (Future<String> each : clients.invokeAll(requests)) {
        assertEquals("chunk 0\nchunk 1\nchunk 2\nchunk 3\nchunk 4\n", each.get());
      }
      assertEquals(1, served.server.handler().instances());
    }
  }

  @Test
  void anInstanceIsUsedNoMoreThanItMay() {
    try (Served served = start(RUST, new Reuse(2, 16))) {
      for (int i = 0; i < 5; i++) {
        assertEquals(200, served.get("/").statusCode());
      }
      assertEquals(3, served.server.handler().instances());
    }
  }

  @Test
  void aTrapEndsOneInstanceAndNotTheServer() {
    try (Served served = start(RUST, new Reuse(128, 16))) {
      assertEquals(500, served.get("/panic").statusCode());
      assertEquals(200, served.get("/").statusCode());
      assertEquals(2, served.server.handler().instances());
    }
  }

  @Test
  void withoutAServer() {
    HttpComponent linked = HttpComponent.link(Served.component(RUST), Wasi.builder().build());
    assertTrue(linked.isConcurrent());
    try (Store store = Store.create(linked.component().engine())) {
      HttpResponse response =
          linked.call(store, new HttpRequest("POST", "/upper", Map.of(), new byte[] {'a', 'b'}));
      assertEquals(200, response.status());
      assertEquals("AB", response.text());
      assertTrue(response.complete());
    }
  }
}
