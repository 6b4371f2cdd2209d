package dev.witj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.witj.testdata.Corpus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What each option of {@code wit-j serve} does, by requests. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ServeTest {
  @TempDir private static Path temporary = Path.of("");

  private String probe = "";

  @BeforeAll
  void build() {
    probe = Serving.probe(temporary).toString();
  }

  @Test
  void givesNothingUnlessItIsAsked() {
    try (Serving served = Serving.with(Map.of("SECRET", "s"), probe)) {
      assertEquals("", served.get("/env").body());
      assertEquals("", served.get("/file").body());
      assertEquals("error 4", served.get("/fetch/127.0.0.1:1").body());
      assertFalse(served.said().contains("--allow-outbound"), served.said());
    }
  }

  @Test
  void givesVariablesFoldersAndHosts() throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("given"));
    Files.writeString(folder.resolve("note.txt"), "a note\n");
    try (Serving other = Serving.start(probe)) {
      String host = other.uri("").getAuthority();
      try (Serving served =
          Serving.with(
              Map.of("PASSED", "on"),
              "--env",
              "A=1",
              "--env",
              "PASSED",
              "--dir",
              folder + "::/notes:ro",
              "--allow-outbound",
              "http://" + host,
              "--verbose",
              probe)) {
        assertEquals(
            "A=1\nPASSED=on\n",
            String.join("\n", served.get("/env").body().lines().sorted().toList()) + "\n");
        assertEquals("/notes=a note\n", served.get("/file").body());
        assertEquals("200", served.get("/fetch/" + host).body());
        assertEquals("error 4", served.get("/fetch/127.0.0.1:1").body());
        assertTrue(
            served
                .await(text -> text.contains("would allow it"))
                .contains("`--allow-outbound http://127.0.0.1:1` would allow it"),
            served.said());
      }
    }
  }

  @Test
  void printsWhatGuestsPrintWithTheNumberOfTheRequest() {
    try (Serving served = Serving.start(probe)) {
      assertEquals("/print", served.get("/print").body());
      assertEquals("/print?x", served.get("/print?x").body());
      String said = served.await(text -> text.contains("/print\n") && text.contains("?x\n"));
      assertTrue(said.contains("stdout [1] :: printed /print\n"), said);
      assertTrue(said.contains("stdout [2] :: printed /print?x\n"), said);
    }
  }

  @Test
  void endsGuestsThatUseUpTheirFuelAndAnswersOthers() {
    for (String reuse : new String[] {"1", "10"}) {
      try (Serving served = Serving.start("--fuel", "1000000", "--reuse", reuse, probe)) {
        assertEquals("/before", served.get("/before").body());
        assertEquals(500, served.get("/spin").statusCode());
        String said = served.await(text -> text.contains("/spin: the guest"));
        assertTrue(said.contains("all fuel consumed"), said);
        assertEquals("/after", served.get("/after").body());
      }
    }
  }

  @Test
  void logsInWords() {
    try (Serving served = Serving.start("--access-log", "text", probe)) {
      served.post("/count?a=b", "12345");
      served.get("/trap");
      for (String line :
          new String[] {
            "127\\.0\\.0\\.1 \"POST /count\\?a=b\" 200 \\d+ 1 \\d+\\.\\d+ms",
            "127\\.0\\.0\\.1 \"GET /trap\" 500 \\d+ 22 \\d+\\.\\d+ms",
            "error: request 2, GET /trap: the guest trapped: wasm `unreachable` instruction.*"
          }) {
        String _ = served.await(text -> text.lines().anyMatch(each -> each.matches(line)));
      }
    }
  }

  @Test
  void logsInJson() throws IOException {
    try (Serving served = Serving.start("--access-log", "json", probe)) {
      served.get("/hello");
      served.get("/silent");
      String said = served.await(text -> text.split("\\}\\R", -1).length > 2);
      Map<String, JsonNode> lines = new TreeMap<>();
      for (String line : said.lines().filter(each -> each.startsWith("{")).toList()) {
        JsonNode each = new ObjectMapper().readTree(line);
        lines.put(each.get("path").asText(), each);
      }
      JsonNode hello = Objects.requireNonNull(lines.get("/hello"));
      JsonNode silent = Objects.requireNonNull(lines.get("/silent"));
      assertEquals(1, hello.get("request").asInt());
      assertEquals("127.0.0.1", hello.get("client").asText());
      assertEquals("GET", hello.get("method").asText());
      assertEquals(200, hello.get("status").asInt());
      assertEquals(6, hello.get("response_bytes").asInt());
      assertTrue(hello.get("micros").asLong() > 0);
      assertFalse(hello.has("problem"));
      assertEquals(500, silent.get("status").asInt());
      assertEquals("did not answer", silent.get("problem").asText());
      assertFalse(said.contains("error: "), said);
    }
  }

  @Test
  void saysWhatGoesWrongWithoutALog() {
    try (Serving served = Serving.start(probe)) {
      assertThrows(UncheckedIOException.class, () -> served.get("/broken"));
      served.await(text -> text.contains("error: request 1, GET /broken: the guest broke off"));
    }
    try (Serving served = Serving.start(probe)) {
      assertEquals(500, served.get("/silent").statusCode());
      served.await(
          text -> text.contains("error: request 1, GET /silent: the guest did not answer\n"));
      assertEquals(200, served.get("/hello").statusCode());
    }
  }

  @Test
  void answersHealthAndMetricsElsewhere() throws IOException {
    try (Serving served = Serving.start("--management", "127.0.0.1:0", probe);
        Socket silent = served.connectToManagement()) {
      // Whoever says half of what it wants keeps nobody else waiting.
      silent.getOutputStream().write("GET /hea".getBytes(StandardCharsets.US_ASCII));
      served.get("/hello");
      served.get("/trap");
      // The server is done with a request after its client is.
      String _ = served.awaitMetrics(text -> text.contains("_seconds_count 2"));
      CompletableFuture<HttpResponse<String>> _ = served.later("/sleep");
      served.awaitInFlight(1);
      assertEquals("ok\n", served.managed("/health").body());
      assertEquals(404, served.managed("/healthy").statusCode());
      Map<String, Double> metrics = parse(served.managed("/metrics").body());
      assertEquals(1.0, metrics.get("witj_http_requests_total{status=\"2xx\"}"));
      assertEquals(1.0, metrics.get("witj_http_requests_total{status=\"5xx\"}"));
      assertEquals(0.0, metrics.get("witj_http_requests_total{status=\"4xx\"}"));
      assertEquals(2.0, metrics.get("witj_http_request_seconds_count"));
      assertEquals(2.0, metrics.get("witj_http_request_seconds_bucket{le=\"+Inf\"}"));
      assertTrue(metrics.getOrDefault("witj_http_request_seconds_sum", 0.0) > 0);
      assertEquals(1.0, metrics.get("witj_guest_failures_total"));
      assertTrue(metrics.getOrDefault("witj_guest_instances_total", 0.0) >= 2);
      assertTrue(metrics.getOrDefault("witj_heap_used_bytes", 0.0) > 0);
      assertTrue(metrics.getOrDefault("witj_http_response_bytes_total", 0.0) >= 6);
      // The service itself knows nothing of it.
      assertEquals("/metrics", served.get("/metrics").body());
    }
  }

  /** The text format of Prometheus: each sample after the type of its family. */
  private static Map<String, Double> parse(String text) {
    Map<String, Double> samples = new TreeMap<>();
    String family = "";
    String type = "";
    double bucket = 0;
    for (String line : text.lines().toList()) {
      if (line.startsWith("# TYPE ")) {
        String[] words = line.split(" ", -1);
        family = words[2];
        type = words[3];
        assertTrue(List.of("counter", "gauge", "histogram").contains(type), line);
        bucket = 0;
        continue;
      }
      assertTrue(line.matches("[a-z_]+(\\{[a-z]+=\"[^\"]*\"\\})? [0-9.E+-]+"), line);
      assertTrue(line.startsWith(family), line);
      String name = line.substring(0, line.lastIndexOf(' '));
      double value = Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
      if (name.contains("_bucket")) {
        assertTrue(value >= bucket, line);
        bucket = value;
      }
      assertEquals(null, samples.put(name, value), line);
    }
    return samples;
  }

  @Test
  void stopsGuestsThatTakeTooLongWhileItAnswersOthers() {
    try (Serving served =
        Serving.start("--timeout", "2s", "--max-memory", "64m", "--max-handles", "100", probe)) {
      CompletableFuture<HttpResponse<String>> spinning = served.later("/spin");
      CompletableFuture<HttpResponse<String>> sleeping = served.later("/sleep");
      for (int i = 0; i < 5; i++) {
        assertEquals("1", served.get("/count").body());
      }
      assertEquals(500, spinning.join().statusCode());
      assertEquals(500, sleeping.join().statusCode());
      served.await(text -> text.contains("/spin: the guest trapped: "));
      served.await(text -> text.contains("/sleep: the guest trapped: "));
    }
  }

  @Test
  void holdsGuestsToTheirMemory() {
    try (Serving served = Serving.start("--max-memory", "64k", probe)) {
      assertEquals(500, served.get("/count").statusCode());
      served.await(
          text -> text.contains("error: request 1, GET /count: the guest did not start: "));
      assertEquals("Internal Server Error\n", served.get("/count").body());
    }
  }

  @Test
  void usesInstancesAgain() {
    try (Serving once = Serving.start(probe);
        Serving thrice = Serving.start("--reuse", "3", probe)) {
      for (int i = 1; i <= 7; i++) {
        assertEquals("1", once.get("/count").body());
        assertEquals(String.valueOf((i - 1) % 3 + 1), thrice.get("/count").body());
      }
      // Nobody meets an instance again that trapped.
      assertEquals(500, thrice.get("/trap").statusCode());
      assertEquals("1", thrice.get("/count").body());
    }
  }

  @Test
  void refusesLongBodies() {
    try (Serving served = Serving.start("--max-body", "1k", probe)) {
      assertEquals("1", served.post("/count", "x".repeat(1024)).body());
      assertEquals(413, served.post("/count", "x".repeat(1025)).statusCode());
    }
  }

  /** One that would be answered at once waits for another that is stopped in the end. */
  @Test
  void answersNoMoreAtATimeThanItMay() {
    try (Serving served =
        Serving.start(
            "--max-concurrent",
            "1",
            "--timeout",
            "2s",
            "--access-log",
            "text",
            "--management",
            "127.0.0.1:0",
            probe)) {
      CompletableFuture<HttpResponse<String>> first = served.later("/sleep");
      served.awaitInFlight(1);
      assertEquals(200, served.get("/hello").statusCode());
      assertEquals(500, first.join().statusCode());
      String _ =
          served.await(
              text -> text.contains("\"GET /sleep\" 500") && text.contains("\"GET /hello\" 200"));
    }
  }

  @Test
  void saysThatAnAddressIsTaken() {
    try (Serving served = Serving.start(probe)) {
      String taken = served.uri("").getAuthority();
      int next = served.uri("").getPort() + 1;
      assertEquals(
          new Session(
              1,
              "",
              """
              error: another process listens at %s
                = help: choose another port, as %s, or 0 for any that is free
              """
                  .formatted(taken, next)),
          Session.run("serve", "--no-cache", "--addr", taken, probe));
      assertEquals(
          new Session(
              1,
              "",
              """
              error: cannot listen at %s for --management: Address already in use
                = help: an address of this machine that is free is needed, as 127.0.0.1:9000
              """
                  .formatted(taken)),
          Session.run(
              "serve", "--no-cache", "--addr", "127.0.0.1:0", "--management", taken, probe));
      assertEquals("/still", served.get("/still").body());
    }
  }

  @Test
  void routesToSeveralComponents() {
    Path rust = Corpus.guests().resolve("rust/rust-http.wasm");
    try (Serving served =
        Serving.start(
            "--route", "/...=" + rust,
            "--route", "/b/...=" + probe,
            "--route", "/b/headers=" + rust)) {
      assertEquals("Hello from a Rust component!\n", served.get("/").body());
      assertEquals("1", served.get("/b/count").body());
      assertEquals("/b", served.get("/b").body());
      // The longest wins, and a name that only begins alike is another.
      assertEquals(404, served.get("/b/headers").statusCode());
      assertEquals(404, served.get("/bb").statusCode());
    }
    // What answers does not depend on which was said first.
    for (boolean longestFirst : new boolean[] {true, false}) {
      String all = "/...=" + rust;
      String below = "/b/...=" + probe;
      String deeper = "/b/c/...=" + rust;
      try (Serving served =
          Serving.start(
              "--route", longestFirst ? deeper : all,
              "--route", below,
              "--route", longestFirst ? all : deeper)) {
        assertEquals(404, served.get("/b/c/count").statusCode());
        assertEquals(404, served.get("/b/c").statusCode());
        assertEquals("/cc", served.get("/b/cc").body());
        assertEquals("1", served.get("/b/count").body());
        assertEquals(404, served.get("/count").statusCode());
      }
    }
    try (Serving served = Serving.start("--route", "/b/...=" + probe)) {
      assertEquals("/x", served.get("/b/x").body());
      assertEquals(404, served.get("/x").statusCode());
    }
  }
}
