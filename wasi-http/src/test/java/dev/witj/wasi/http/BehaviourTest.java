package dev.witj.wasi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.runtime.StoreLimits;
import dev.witj.wasi.Wasi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.AsyncRequestContent;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.HttpClientTransportOverHTTP2;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Guests that do not do what they should, clients that go away, and what the host makes of it. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BehaviourTest {
  private static final byte[] ENDLESS =
      "GET /endless HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @SuppressWarnings("NullAway.Init")
  private Served served;

  @BeforeAll
  void start() {
    served = start(StoreLimits.defaults(), HttpServerOptions.defaults());
  }

  @BeforeEach
  void forget() {
    served.events.clear();
    printed.reset();
  }

  @AfterAll
  void stop() {
    served.close();
  }

  private Served start(StoreLimits limits, HttpServerOptions options) {
    return Served.start(
        Served.app(Served.probe(), limits, 1, (Wasi.Builder wasi) -> wasi.stdout(printed)),
        options);
  }

  private static HttpEvent event(Served of, String path) {
    Served.await(() -> of.events.stream().anyMatch(event -> event.path().equals(path)));
    return of.events.stream().filter(event -> event.path().equals(path)).findFirst().orElseThrow();
  }

  private void livesOn() {
    assertEquals("/still/here", served.get("/still/here").body());
    Served.await(() -> served.server.handler().busy() == 0);
  }

  private static Served fuelled(long units, int reuse) {
    StoreLimits limits = StoreLimits.defaults().withFuel(units);
    return Served.start(
        Served.app(Served.probe(), limits, reuse, wasi -> wasi), HttpServerOptions.defaults());
  }

  /** What one request takes suffices for many, as an instance gets as much with each. */
  @Test
  void instancesThatAreUsedAgainGetFuelForEachRequest() {
    long enough = 1;
    for (boolean answered = false; !answered; ) {
      enough *= 2;
      try (Served once = fuelled(enough, 1)) {
        answered = once.get("/").statusCode() == 200;
      }
    }
    assertTrue(enough > 2);
    int times = 200;
    try (Served again = fuelled(enough, times)) {
      for (int i = 0; i < times; i++) {
        assertEquals(200, again.get("/" + i).statusCode());
      }
      assertEquals(1, again.server.handler().instances());
    }
  }

  @Test
  void guestsThatTrapOrDoNotAnswerAreAnsweredFor() {
    for (String path : new String[] {"/trap", "/silent"}) {
      var answer = served.get(path);
      assertEquals(500, answer.statusCode());
      assertEquals("Internal Server Error\n", answer.body());
    }
    assertEquals(
        Optional.of("trapped: wasm `unreachable` instruction executed"),
        event(served, "/trap").problem());
    assertEquals(Optional.of("did not answer"), event(served, "/silent").problem());
    livesOn();
  }

  /** Nobody can take half an answer for a whole one. */
  @Test
  void answersThatAreBrokenOffEndTheConnection() {
    for (String path : new String[] {"/half", "/broken"}) {
      assertThrows(UncheckedIOException.class, () -> served.get(path), path);
    }
    assertTrue(event(served, "/half").problem().orElse("").startsWith("trapped"));
    assertEquals(Optional.of("broke off its answer"), event(served, "/broken").problem());
    livesOn();
  }

  /** One that computes and one that waits; others are answered meanwhile. */
  @Test
  void guestsThatNeverAnswerAreStopped() {
    try (Served strict =
        start(
            StoreLimits.defaults().withTimeout(Duration.ofSeconds(2)),
            HttpServerOptions.defaults())) {
      var spinning = strict.client.later("/spin");
      var sleeping = strict.client.later("/sleep");
      assertEquals("1", strict.get("/count").body());
      assertEquals(500, spinning.join().statusCode());
      assertEquals(500, sleeping.join().statusCode());
      assertTrue(event(strict, "/spin").problem().orElse("").startsWith("trapped"));
      assertTrue(event(strict, "/sleep").problem().orElse("").startsWith("trapped"));
      assertEquals("1", strict.get("/count").body());
    }
  }

  /** It waits, or computes, or writes: whatever it does, nobody wants it any more. */
  @Test
  void guestsWhoseClientsGoAwayAreCalledOff() throws IOException {
    for (String path : new String[] {"/sleep", "/spin", "/endless"}) {
      try (Socket socket = new Socket("127.0.0.1", served.port())) {
        socket
            .getOutputStream()
            .write(
                ("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        Served.await(() -> served.server.handler().busy() == 1);
        socket.setSoLinger(true, 0);
      }
      Served.await(() -> served.server.handler().busy() == 0);
    }
    // The one that wrote could learn of it.
    Served.await(() -> printed.toString(StandardCharsets.UTF_8).equals("over\n"));
    livesOn();
  }

  /** A client of HTTP/2 takes back one request, and goes on with others. */
  @Test
  void streamsThatAreResetAreCalledOff() {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      assertEquals("/one", send(client, "/one").join().body());
      var sleeping = send(client, "/sleep");
      Served.await(() -> served.server.handler().busy() == 1);
      assertTrue(sleeping.cancel(true));
      Served.await(() -> served.server.handler().busy() == 0);
      assertEquals("/two", send(client, "/two").join().body());
    }
  }

  private CompletableFuture<java.net.http.HttpResponse<String>> send(
      HttpClient client, String path) {
    return client.sendAsync(
        java.net.http.HttpRequest.newBuilder(served.uri(path)).build(), BodyHandlers.ofString());
  }

  /** A guest that writes for ever is held by a client that does not read, and goes on after. */
  @Test
  void slowClientsHoldTheGuest() throws Exception {
    try (Socket socket = new Socket()) {
      socket.setReceiveBufferSize(16 * 1024);
      socket.connect(served.server.address());
      socket.getOutputStream().write(ENDLESS);
      Served.await(() -> served.server.handler().busy() == 1);
      long held = settle(socket);
      // Buffers of sockets, and 64 KiB: a guest that is not held writes a thousand times as much.
      assertTrue(held < 32 << 20, () -> held + " bytes wait");
      byte[] some = new byte[1 << 16];
      InputStream in = socket.getInputStream();
      for (long taken = 0; taken < 2 * held; taken += in.read(some)) {
        assertEquals(1, served.server.handler().busy());
      }
    }
    Served.await(() -> served.server.handler().busy() == 0);
    livesOn();
  }

  /** How much can be read when nothing was read until nothing more came. */
  private static long settle(Socket socket) throws Exception {
    int before = -1;
    while (before != socket.getInputStream().available() || before == 0) {
      before = socket.getInputStream().available();
      Thread.sleep(200);
    }
    return before;
  }

  @Test
  void trailersGoBothWays() throws Exception {
    HttpClientTransportOverHTTP first = new HttpClientTransportOverHTTP(1);
    echoesTrailers(new org.eclipse.jetty.client.HttpClient(first));
    HTTP2Client second = new HTTP2Client();
    echoesTrailers(
        new org.eclipse.jetty.client.HttpClient(new HttpClientTransportOverHTTP2(second)));
  }

  private void echoesTrailers(org.eclipse.jetty.client.HttpClient client) throws Exception {
    client.start();
    try {
      for (HttpFields trailers :
          new HttpFields[] {
            HttpFields.EMPTY,
            HttpFields.build().add("x-end", "yes").add("x-sum", "12").asImmutable()
          }) {
        AsyncRequestContent content = new AsyncRequestContent();
        Request request = client.newRequest(served.uri("/trailers")).method("POST").body(content);
        if (trailers.size() > 0) {
          request.trailersSupplier(() -> trailers);
        }
        CompletableFuture<ContentResponse> answer =
            new org.eclipse.jetty.client.CompletableResponseListener(request).send();
        content.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), org.eclipse.jetty.util.Callback.NOOP);
        content.close();
        ContentResponse response = answer.get(60, TimeUnit.SECONDS);
        assertEquals(200, response.getStatus());
        assertEquals("ok\n", response.getContentAsString());
        HttpFields behind = response.getTrailers();
        assertEquals(trailers.size(), behind == null ? 0 : behind.size());
        trailers.forEach(
            field -> assertEquals(field.getValue(), String.valueOf(behind.get(field.getName()))));
      }
    } finally {
      client.stop();
    }
  }

  @Test
  void manyHeadersCome() {
    assertEquals(200, served.get("/wide").headers().allValues("x-wide").size());
  }

  /** A connection may be silent for less than a guest takes. */
  @Test
  void guestsMayTakeTheirTime() {
    try (Served hasty =
        start(
            StoreLimits.defaults(), HttpServerOptions.defaults().withIdle(Duration.ofSeconds(1)))) {
      assertEquals("/slow", hasty.get("/slow").body());
    }
  }

  /** Those that wait too long for their turn learn when to come again. */
  @Test
  void thoseThatWaitTooLongAreSentAway() {
    try (Served narrow =
        start(
            StoreLimits.defaults(),
            HttpServerOptions.defaults().withMaxConcurrent(1).withIdle(Duration.ofMillis(300)))) {
      var sleeping = narrow.client.later("/sleep");
      Served.await(() -> narrow.server.handler().busy() == 1);
      var waited = narrow.get("/count");
      assertEquals(503, waited.statusCode());
      assertEquals("1", waited.headers().firstValue("retry-after").orElse(""));
      assertTrue(sleeping.cancel(true));
      Served.await(() -> narrow.server.handler().busy() == 0);
      assertEquals("1", narrow.get("/count").body());
    }
  }

  /** Requests under way end; who comes later finds nobody. */
  @Test
  void drains() {
    try (Served draining = start(StoreLimits.defaults(), HttpServerOptions.defaults())) {
      var slow = draining.client.later("/slow");
      Served.await(() -> draining.server.handler().busy() == 1);
      assertTrue(draining.server.drain(Duration.ofSeconds(Long.MAX_VALUE)));
      assertEquals("/slow", slow.join().body());
      assertThrows(UncheckedIOException.class, () -> draining.get("/count"));
    }
  }

  /** Who is connected is answered once more, and told that it is the last time. */
  @Test
  void drainsConnectionsThatAreOpen() throws Exception {
    try (Served draining = start(StoreLimits.defaults(), HttpServerOptions.defaults());
        HttpClient second = HttpClient.newHttpClient();
        Socket first = new Socket("127.0.0.1", draining.port());
        Socket lost = new Socket("127.0.0.1", draining.port())) {
      String request = "GET /x HTTP/1.1\r\nHost: x\r\n\r\n";
      HttpRequest same = HttpRequest.newBuilder(draining.uri("/x")).build();
      for (Socket each : new Socket[] {first, lost}) {
        each.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(each.getInputStream().read() >= 0);
      }
      assertEquals(HttpClient.Version.HTTP_2, second.send(same, BodyHandlers.ofString()).version());
      var sleeping = draining.client.later("/sleep");
      Served.await(() -> draining.server.handler().busy() == 1);
      var drained =
          CompletableFuture.supplyAsync(() -> draining.server.drain(Duration.ofSeconds(30)));
      Served.await(draining.server.handler()::isDraining);
      // The system lets one more in while it tells the thread that accepts to stop.
      Served.await(() -> refusesConnections(draining.port()));
      first.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      assertEquals(200, second.send(same, BodyHandlers.ofString()).statusCode());
      String heard = rest(first);
      assertEquals(3, heard.split("TTP/1.1 200", -1).length, heard);
      assertTrue(heard.contains("onnection: close"), heard);
      draining.server.handler().swap(HttpRoutes.of(Map.of()));
      lost.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      heard = rest(lost);
      assertTrue(heard.contains("TTP/1.1 404") && heard.contains("onnection: close"), heard);
      assertThrows(IOException.class, () -> second.send(same, BodyHandlers.ofString()));
      assertTrue(sleeping.cancel(true));
      assertTrue(drained.join());
    }
  }

  private static boolean refusesConnections(int port) {
    try (Socket _ = new Socket("127.0.0.1", port)) {
      return false;
    } catch (ConnectException e) {
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String rest(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }
}
