package dev.witj.wasi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.runtime.StoreLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What clients do, well and badly. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClientsTest {
  private static final String HELLO = "Hello from a Rust component!\n";

  /** How much an engine keeps of memories of instances that are gone, for others. */
  private static final long SPARE = 64 << 20;

  @SuppressWarnings("NullAway.Init")
  private Served served;

  @BeforeAll
  void start() {
    served = Served.start("rust/rust-http.wasm");
  }

  @AfterAll
  void stop() {
    served.close();
  }

  /** Sends text as it is, and reads until the server closes. */
  private String talk(String... pieces) throws IOException, InterruptedException {
    try (Socket socket = new Socket("127.0.0.1", served.port())) {
      socket.setSoTimeout(30_000);
      OutputStream out = socket.getOutputStream();
      for (String piece : pieces) {
        out.write(piece.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        Thread.sleep(20);
      }
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private static int count(String text, String part) {
    return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
  }

  @Test
  void keepsConnectionsAndAnswersPipelines() throws Exception {
    String one = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
    String last = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    assertEquals(3, count(talk(one, one, last), HELLO));
    assertEquals(3, count(talk(one + one + last), HELLO));
  }

  @Test
  void readsAndWritesChunks() throws Exception {
    String answer =
        talk(
            "POST /echo HTTP/1.1\r\n"
                + "Host: x\r\n"
                + "Connection: close\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n",
            "5\r\nhello\r\n",
            "6\r\n world\r\n",
            "0\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
    assertTrue(answer.contains("hello") && answer.contains(" world"), answer);
  }

  /**
   * The bytes of answers without a length are those of RFC 9112, section 7.1, and no more: chunks
   * of some length, an empty one, trailers, an empty line; then the next answer.
   */
  @Test
  void chunksAreWholeAndNothingStandsBehindThem() throws Exception {
    try (Served trailing = Served.start("rust/web3.wasm");
        Socket socket = new Socket("127.0.0.1", trailing.port())) {
      socket.setSoTimeout(60_000);
      for (int i = 0; i < 3; i++) {
        assertEquals(
            List.of("x-chunks: 5"),
            readChunked(
                socket, "GET /slow HTTP/1.1", "chunk 0\nchunk 1\nchunk 2\nchunk 3\nchunk 4\n"));
      }
    }
    try (Served probe =
            Served.start(
                Served.app(Served.probe(), StoreLimits.defaults(), 1, wasi -> wasi),
                HttpServerOptions.defaults());
        Socket socket = new Socket("127.0.0.1", probe.port())) {
      socket.setSoTimeout(60_000);
      // This one waits before it writes, so that its head goes out alone.
      assertEquals(List.of(), readChunked(socket, "GET /slow HTTP/1.1", "/slow"));
      assertEquals(List.of(), readChunked(socket, "GET /slow HTTP/1.1", "/slow"));
    }
  }

  /** Asks, and demands a body that comes in chunks; gives the trailers. */
  private static List<String> readChunked(Socket socket, String request, String body)
      throws IOException {
    socket
        .getOutputStream()
        .write((request + "\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    InputStream in = socket.getInputStream();
    List<String> head = readLines(in);
    assertEquals("HTTP/1.1 200 OK", head.getFirst());
    assertTrue(head.contains("Transfer-Encoding: chunked"), head::toString);
    assertTrue(
        head.stream().noneMatch(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length")),
        head::toString);
    StringBuilder read = new StringBuilder();
    for (String size = readLine(in); !size.equals("0"); size = readLine(in)) {
      int length = Integer.parseInt(size, 16);
      assertTrue(length > 0, size);
      read.append(new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
      assertEquals("", readLine(in));
    }
    assertEquals(body, read.toString());
    List<String> trailers = readLines(in);
    assertEquals(0, in.available());
    return trailers;
  }

  /** The lines before an empty one. */
  private static List<String> readLines(InputStream in) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
      lines.add(line);
    }
    return lines;
  }

  private static String readLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\r'; next = in.read()) {
      assertTrue(next >= ' ', line::toString);
      line.append((char) next);
    }
    assertEquals('\n', in.read());
    return line.toString();
  }

  /** A client that everybody has. */
  @Test
  void speaksToCurl() throws Exception {
    assertEquals(HELLO, curl("--http1.1", "/"));
    assertEquals(HELLO, curl("--http2-prior-knowledge", "/"));
    // Begins with HTTP/1.1, and asks whether it may change.
    assertEquals(HELLO, curl("--http2", "/"));
    String body = "x".repeat(100_000);
    assertEquals(body, curl("--http1.1", "/echo", "--data-binary", body));
    assertEquals(body, curl("--http2-prior-knowledge", "/echo", "--data-binary", body));
    // Of a length that it does not know, and only if it may.
    assertEquals(
        body,
        curl(
            "--http1.1",
            "/echo",
            "--data-binary",
            body,
            "-H",
            "Transfer-Encoding: chunked",
            "-H",
            "Expect: 100-continue"));
    assertEquals("404", curl("--http1.1", "/nope", "-o", "/dev/null", "-w", "%{http_code}"));
    assertEquals("200", curl("--http1.1", "/", "--head", "-o", "/dev/null", "-w", "%{http_code}"));
  }

  private String curl(String version, String path, String... more)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("curl", "-sS", "--max-time", "60", version, "" + served.uri(path)));
    command.addAll(List.of(more));
    Process curl;
    try {
      curl = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      return Assumptions.abort("curl is not on this machine: " + e.getMessage());
    }
    String said = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, curl.waitFor(), command::toString);
    return said;
  }

  @Test
  void letsClientsAskBeforeTheyContinue() throws Exception {
    String asked =
        "POST /echo HTTP/1.1\r\n"
            + "Host: x\r\n"
            + "Connection: close\r\n"
            + "Expect: 100-continue\r\n"
            + "Content-Length: 2\r\n\r\n";
    String answer;
    try (Socket socket = new Socket("127.0.0.1", served.port())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(asked.getBytes(StandardCharsets.ISO_8859_1));
      String first = "HTTP/1.1 100 Continue\r\n\r\n";
      byte[] before = socket.getInputStream().readNBytes(first.length());
      assertEquals(first, new String(before, StandardCharsets.ISO_8859_1));
      socket.getOutputStream().write("ok".getBytes(StandardCharsets.ISO_8859_1));
      answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
    assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
    assertTrue(answer.endsWith("ok") || answer.contains("2\r\nok"), answer);
  }

  @Test
  void answersHeadWithoutABody() throws Exception {
    String answer = talk("HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 "), answer);
    assertTrue(answer.endsWith("\r\n\r\n"), answer);
  }

  @Test
  void refusesHugeHeadersAndBadRequests() throws Exception {
    String huge = "GET / HTTP/1.1\r\nHost: x\r\nX-Big: " + "x".repeat(100_000) + "\r\n\r\n";
    assertTrue(talk(huge).startsWith("HTTP/1.1 431"));
    assertTrue(talk("GARBAGE\r\n\r\n").startsWith("HTTP/1.1 400"));
    assertTrue(talk("GET / HTTP/1.1\r\n\r\n").startsWith("HTTP/1.1 400"));
    assertTrue(
        talk("POST /echo HTTP/1.1\r\n"
                + "Host: x\r\n"
                + "Connection: close\r\n"
                + "Content-Length: +5\r\n\r\n"
                + "hello")
            .startsWith("HTTP/1.1 400"));
  }

  @Test
  void survivesBodiesThatAreBrokenOff() throws Exception {
    for (int i = 0; i < 10; i++) {
      try (Socket socket = new Socket("127.0.0.1", served.port())) {
        socket
            .getOutputStream()
            .write(
                "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nonly this"
                    .getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        Thread.sleep(10);
      }
    }
    assertEquals(HELLO, served.get("/").body());
    assertIdle(served);
  }

  /** Clients have their responses before the server is done with a request. */
  private static void assertIdle(Served server) throws InterruptedException {
    for (int i = 0; i < 500 && server.server.handler().busy() > 0; i++) {
      Thread.sleep(20);
    }
    assertEquals(0, server.server.handler().busy());
  }

  @Test
  void closesOnClientsThatDawdle() throws Exception {
    try (Served impatient =
        Served.start(
            Served.app(
                Served.component("rust/rust-http.wasm"), StoreLimits.defaults(), 1, wasi -> wasi),
            HttpServerOptions.defaults().withIdle(Duration.ofSeconds(2)))) {
      try (Socket socket = new Socket("127.0.0.1", impatient.port())) {
        socket.setSoTimeout(20_000);
        socket
            .getOutputStream()
            .write("GET / HTTP/1.1\r\nHost".getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        byte[] said = socket.getInputStream().readAllBytes();
        assertTrue(
            said.length == 0 || new String(said, StandardCharsets.ISO_8859_1).contains(" 408 "));
      }
      assertEquals(HELLO, impatient.get("/").body());
    }
  }

  @Test
  void bodiesLongerThanAllowedAreRefused() {
    try (Served small =
        Served.start(
            Served.app(
                Served.component("rust/rust-http.wasm"), StoreLimits.defaults(), 1, wasi -> wasi),
            HttpServerOptions.defaults().withMaxBody(1000))) {
      assertEquals("x".repeat(1000), small.post("/echo", "x".repeat(1000)).body());
      assertEquals(413, small.post("/echo", "x".repeat(1001)).statusCode());
    }
  }

  /**
   * 64 MiB each way through a guest that may hold 8 MiB. The client must read while it writes: the
   * JDK's own reads no answer before it has sent all of its request, and would wait for ever.
   */
  @Test
  void streamsMoreThanItHolds() throws Exception {
    long size = Long.getLong("witj.echo.mib", 64L) << 20;
    try (Served streaming =
            Served.start(
                Served.app(
                    Served.component("rust/web3.wasm"),
                    StoreLimits.defaults().withMemoryBytes(8 << 20),
                    1,
                    wasi -> wasi),
                HttpServerOptions.defaults());
        Socket socket = new Socket("127.0.0.1", streaming.port());
        ExecutorService writer = Executors.newSingleThreadExecutor()) {
      socket.setSoTimeout(60_000);
      Future<?> written =
          writer.submit(
              () -> {
                OutputStream out = socket.getOutputStream();
                out.write(
                    ("POST /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: "
                            + size
                            + "\r\n\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
                byte[] zeros = new byte[1 << 16];
                for (long left = size; left > 0; left -= zeros.length) {
                  out.write(zeros);
                }
                return null;
              });
      InputStream in = socket.getInputStream();
      long zeros = 0;
      byte[] buffer = new byte[1 << 16];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        for (int i = 0; i < count; i++) {
          zeros += buffer[i] == 0 ? 1 : 0;
        }
      }
      // What else came, head and chunks, has no zeros in it.
      assertEquals(size, zeros);
      var _ = written.get();
    }
  }

  @Test
  void carriesAHundredStreamsOverOneConnection() {
    try (HttpClient http2 = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      assertEquals(
          HttpClient.Version.HTTP_2,
          http2
              .sendAsync(
                  java.net.http.HttpRequest.newBuilder(served.uri("/")).build(),
                  BodyHandlers.ofString())
              .join()
              .version());
      List<CompletableFuture<java.net.http.HttpResponse<String>>> all = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        all.add(
            http2.sendAsync(
                java.net.http.HttpRequest.newBuilder(served.uri("/echo"))
                    .POST(BodyPublishers.ofString("stream " + i))
                    .build(),
                BodyHandlers.ofString()));
      }
      for (int i = 0; i < 100; i++) {
        assertEquals("stream " + i, all.get(i).join().body());
      }
    }
  }

  /** Many requests at many connections, while the component is swapped ten times. */
  @Test
  void losesNothingUnderLoadAndSwaps() throws Exception {
    int requests = Integer.getInteger("witj.load", 3000);
    AtomicBoolean over = new AtomicBoolean();
    long before = held();
    Set<Thread> threadsBefore = serving();
    try (Served loaded = Served.start("rust/rust-http.wasm");
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> swapping =
          threads.submit(
              () -> {
                for (int i = 0; i < 10 && !over.get(); i++) {
                  Thread.sleep(50);
                  loaded
                      .server
                      .handler()
                      .swap(
                          HttpRoutes.all(
                              Served.app(
                                  Served.component("rust/rust-http.wasm"),
                                  StoreLimits.defaults(),
                                  i % 2 == 0 ? 1 : 5,
                                  wasi -> wasi)));
                }
                return null;
              });
      List<Future<Integer>> workers = new ArrayList<>();
      for (int worker = 0; worker < 64; worker++) {
        int id = worker;
        workers.add(
            threads.submit(
                () -> {
                  int right = 0;
                  for (int i = 0; i < requests / 64; i++) {
                    String body = id + ":" + i;
                    right += loaded.post("/echo", body).body().equals(body) ? 1 : 0;
                    // Else what is told of requests is all that the heap holds in the end.
                    loaded.events.clear();
                  }
                  return right;
                }));
      }
      int right = 0;
      for (Future<Integer> each : workers) {
        right += each.get();
      }
      over.set(true);
      swapping.get();
      assertEquals(requests / 64 * 64, right);
      assertIdle(loaded);
    }
    assertTrue(!serving().isEmpty());
    Served.await(() -> threadsBefore.containsAll(serving()));
    long after = held();
    assertTrue(after - before < SPARE + (16 << 20), () -> before + " bytes became " + after);
  }

  /** The threads of servers; the JDK starts and ends its own whenever it likes. */
  private static Set<Thread> serving() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(each -> each.getName().matches("wit-j http.*|.*-Scheduler-.*"))
        .collect(Collectors.toSet());
  }

  /** The bytes of the heap that are in use. */
  private static long held() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @Test
  void refusesAnAddressThatIsTaken() {
    var refused =
        org.junit.jupiter.api.Assertions.assertThrows(
            dev.witj.diagnostics.DiagnosticException.class,
            () ->
                Served.start(
                        Served.app(
                            Served.component("rust/rust-http.wasm"),
                            StoreLimits.defaults(),
                            1,
                            wasi -> wasi),
                        HttpServerOptions.defaults().at("127.0.0.1", served.port()))
                    .close());
    assertEquals(HttpCode.ADDRESS_TAKEN, refused.diagnostics().getFirst().code());
  }
}
