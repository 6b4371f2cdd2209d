package dev.witj.wasi.http;

import static dev.witj.wasi.http.Calls.await;
import static dev.witj.wasi.http.Calls.bytes;
import static dev.witj.wasi.http.Calls.done;
import static dev.witj.wasi.http.Calls.err;
import static dev.witj.wasi.http.Calls.ok;
import static dev.witj.wasi.http.Calls.refused;
import static dev.witj.wasi.http.Calls.request;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.runtime.Engine;
import dev.witj.runtime.Store;
import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;
import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple2;
import dev.witj.wasi.Wasi;
import dev.witj.wasi.http.Types.ErrorCode;
import dev.witj.wasi.http.Types.HeaderError;
import dev.witj.wasi.http.exchange.RequestSender;
import dev.witj.wasi.http.internal.Answering;
import dev.witj.wasi.http.internal.HttpSession;
import dev.witj.wasi.http.jetty.JettySender;
import dev.witj.wasi.internal.HostOutput;
import dev.witj.wasi.internal.OutputPipe;
import dev.witj.wasi.internal.Session;
import dev.witj.wasi.internal.SessionAccess;
import dev.witj.wasi.io.Streams;
import dev.witj.wasi.io.Streams.StreamError;
import dev.witj.wasi.net.NetworkRights;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The rules of {@code wasi:http} 0.2 for resources and messages, one by one. */
@Timeout(60)
final class HttpRulesTest {
  private static final List<String> FORBIDDEN =
      List.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "transfer-encoding",
          "upgrade",
          "host",
          "http2-settings");

  private final HttpSession http =
      WasiHttp.session(
          Wasi.builder().network(NetworkRights.all()).build(), Store.create(Engine.create()));

  private static void assertTraps(Runnable act) {
    assertEquals(TrapCode.HOST_RULE, assertThrows(TrapException.class, act::run).code());
  }

  private static DirectExchange exchange(HttpRequest request) {
    return new DirectExchange(request);
  }

  private Types.OutgoingResponse response(String... headers) {
    List<Tuple2<String, byte[]>> fields = new ArrayList<>();
    for (int i = 0; i < headers.length; i += 2) {
      fields.add(new Tuple2<>(headers[i], bytes(headers[i + 1])));
    }
    return http.outgoingResponse().create(ok(http.fields().fromList(fields)));
  }

  private static HttpResponse answered(DirectExchange exchange) {
    return exchange.response(new Answering.Outcome(true, Optional.empty(), Optional.empty()));
  }

  // Headers.

  /** Those of a message belong to it: they cannot be changed, and go before it. */
  @Test
  void headersOfMessagesAreTheirImmutableChildren() {
    Types.IncomingRequest incoming = http.request(exchange(HttpRequest.get("/").with("a", "1")));
    immutable(incoming.headers(), incoming::close);
    Types.OutgoingRequest outgoing =
        request(http, "x", "/", List.of(new Tuple2<>("a", bytes("1"))));
    immutable(outgoing.headers(), outgoing::close);
    Types.OutgoingResponse answer = response("a", "1");
    immutable(answer.headers(), answer::close);
  }

  private static void immutable(Types.Fields headers, Runnable closeMessage) {
    var _ = err(HeaderError.Immutable.class, headers.append("b", bytes("2")));
    var _ = err(HeaderError.Immutable.class, headers.set("a", List.of()));
    var _ = err(HeaderError.Immutable.class, headers.delete("a"));
    assertArrayEquals(bytes("1"), headers.get("A").getFirst());
    Types.Fields copy = headers.clone_();
    done(copy.append("a", bytes("2")));
    assertEquals(1, headers.get("a").size());
    assertTraps(closeMessage);
    headers.close();
    closeMessage.run();
    // A copy is nobody's child.
    assertEquals(2, copy.get("a").size());
    copy.close();
  }

  @Test
  void fieldsKeepOrderSpellingAndBytes() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) (i < ' ' || i == 0x7f ? '\t' : i);
    }
    Types.Fields fields =
        ok(
            http.fields()
                .fromList(
                    List.of(
                        new Tuple2<>("X-b", all),
                        new Tuple2<>("x-A", bytes("")),
                        new Tuple2<>("X-B", bytes("3")))));
    assertEquals(List.of("X-b", "x-A", "X-B"), fields.entries().stream().map(Tuple2::v0).toList());
    assertEquals(2, fields.get("x-b").size());
    assertArrayEquals(all, fields.get("x-b").getFirst());
    assertTrue(fields.has("X-a"));
    done(fields.delete("X-B"));
    assertFalse(fields.has("x-b"));
    done(fields.delete("x-b"));
    assertEquals(List.of(), fields.get("x-b"));
    assertEquals(List.of(), fields.get("no name"));
    assertFalse(fields.has("no name"));
  }

  /** Whichever way they are said, and nothing of it is kept. */
  @Test
  void fieldsThatCannotBeAreRefused() {
    for (String name : List.of("", "a b", "a:", "a\n", "a\0", "grüß", "(a)", "a,b")) {
      refusesField(HeaderError.InvalidSyntax.class, name, bytes("x"));
      Types.Fields fields = http.fields().create();
      var _ = err(HeaderError.InvalidSyntax.class, fields.delete(name));
    }
    for (String value : List.of("\r", "a\nb", "a\r\nB: c", "\0", "\u007f", "\u001b[2J")) {
      refusesField(HeaderError.InvalidSyntax.class, "a", bytes(value));
    }
    for (String length :
        List.of("+5", "-5", "", " 5", "5 ", "0x5", "5,5", "5, 5", "5.0", "1e3", "٥", "five")) {
      refusesField(HeaderError.InvalidSyntax.class, "Content-Length", bytes(length));
    }
    for (String length : List.of("0", "5", "0005", "999999999999999999")) {
      done(http.fields().create().append("content-length", bytes(length)));
    }
    for (String name : FORBIDDEN) {
      refusesField(HeaderError.Forbidden.class, name, bytes("x"));
      refusesField(HeaderError.Forbidden.class, name.toUpperCase(Locale.ROOT), bytes("x"));
      Types.Fields fields = http.fields().create();
      var _ = err(HeaderError.Forbidden.class, fields.delete(name));
    }
  }

  private void refusesField(Class<? extends HeaderError> why, String name, byte[] value) {
    Types.Fields fields = http.fields().create();
    done(fields.append("a", bytes("kept")));
    var _ = err(why, fields.append(name, value));
    var _ = err(why, fields.set(name, List.of(bytes("1"), value)));
    assertEquals(List.of("a"), fields.entries().stream().map(Tuple2::v0).toList());
    assertArrayEquals(bytes("kept"), fields.get("a").getFirst());
    var _ = err(why, http.fields().fromList(List.of(new Tuple2<>(name, value))));
  }

  /** A message has one length, or else whoever is behind a proxy may get another one's answer. */
  @Test
  void twoLengthsAreRefused() {
    Types.Fields fields = http.fields().create();
    done(fields.append("content-length", bytes("5")));
    var _ = err(HeaderError.InvalidSyntax.class, fields.append("Content-Length", bytes("6")));
    var _ = err(HeaderError.InvalidSyntax.class, fields.append("Content-Length", bytes("5")));
    done(fields.set("Content-Length", List.of(bytes("6"))));
    var _ =
        err(
            HeaderError.InvalidSyntax.class,
            fields.set("Content-Length", List.of(bytes("5"), bytes("6"))));
    var _ =
        err(
            HeaderError.InvalidSyntax.class,
            http.fields()
                .fromList(
                    List.of(
                        new Tuple2<>("content-length", bytes("5")),
                        new Tuple2<>("Content-Length", bytes("6")))));
    assertEquals(1, fields.get("content-length").size());
  }

  /** What belongs to a connection never reaches a guest, from clients and from servers. */
  @Test
  void forbiddenFieldsAreTakenOutOfWhatComes() throws Exception {
    HttpRequest given = HttpRequest.get("/").with("X-Own", "1");
    for (String name : FORBIDDEN) {
      given = given.with(name, "x");
    }
    try (Types.Fields headers = http.request(exchange(given)).headers()) {
      assertEquals(List.of("X-Own"), headers.entries().stream().map(Tuple2::v0).toList());
    }
    String head =
        "HTTP/1.1 200 OK\r\n"
            + "X-Own: 1\r\n"
            + "Content-Length: 0\r\n"
            + "Keep-Alive: timeout=5\r\n"
            + "Proxy-Authenticate: Basic\r\n"
            + "Proxy-Connection: keep-alive\r\n"
            + "Upgrade: h2c\r\n"
            + "HTTP2-Settings: AA\r\n"
            + "Host: x\r\n"
            + "Proxy-Authorization: x\r\n"
            + "Connection: close\r\n\r\n";
    try (Peer peer = new Peer(out -> out.write(bytes(head)))) {
      Types.IncomingResponse response = ok(await(send(peer)));
      try (Types.Fields headers = response.headers()) {
        assertEquals(
            List.of("x-own", "content-length"),
            headers.entries().stream().map(each -> each.v0().toLowerCase(Locale.ROOT)).toList());
      }
    }
  }

  // Bodies.

  @Test
  void bodiesAndStreamsAreGivenOnce() {
    Types.IncomingRequest incoming = http.request(exchange(HttpRequest.post("/", "body")));
    Types.IncomingBody body = ok(incoming.consume());
    refused(incoming.consume());
    Streams.InputStream in = ok(body.stream());
    refused(body.stream());
    in.close();
    refused(body.stream());
    Types.OutgoingRequest outgoing = request(http, "x", "/", List.of());
    Types.OutgoingResponse answer = response();
    for (Supplier<Result<Types.OutgoingBody, ?>> of :
        List.<Supplier<Result<Types.OutgoingBody, ?>>>of(outgoing::body, answer::body)) {
      Types.OutgoingBody written = ok(of.get());
      refused(of.get());
      Streams.OutputStream out = ok(written.write());
      refused(written.write());
      out.close();
      refused(written.write());
      written.close();
      refused(of.get());
    }
  }

  @Test
  void bodiesEndAfterTheirStreams() {
    Types.IncomingBody body = ok(http.request(exchange(HttpRequest.post("/", "body"))).consume());
    Streams.InputStream in = ok(body.stream());
    assertTraps(() -> http.incomingBody().finish(body));
    assertTraps(body::close);
    in.close();
    http.incomingBody().finish(body).close();

    Types.OutgoingBody written = ok(response().body());
    Streams.OutputStream out = ok(written.write());
    assertTraps(() -> http.outgoingBody().finish(written, Optional.empty()));
    assertTraps(written::close);
    out.close();
    done(http.outgoingBody().finish(written, Optional.empty()));
  }

  @Test
  void responsesHaveTheLengthTheyAnnounce() {
    for (String text : List.of("", "four", "fives", "longer")) {
      DirectExchange exchange = exchange(HttpRequest.get("/"));
      Types.OutgoingResponse response = response("Content-Length", "5");
      Types.OutgoingBody body = ok(response.body());
      http.responseOutparam().set(http.outparam(exchange), Result.ok(response));
      try (Streams.OutputStream out = ok(body.write())) {
        assertEquals(
            text.length() <= 5, out.blockingWriteAndFlush(bytes(text)) instanceof Result.Ok, text);
      }
      Result<?, ErrorCode> finished = http.outgoingBody().finish(body, Optional.empty());
      assertEquals(text.length() == 5, answered(exchange).complete(), text);
      if (text.length() == 5) {
        done(finished);
      } else {
        assertEquals(
            Optional.of((long) text.length()),
            err(ErrorCode.HttpResponseBodySize.class, finished).value());
      }
    }
  }

  /** Nobody takes half a body for a whole one, in either direction. */
  @Test
  void bodiesThatAreNotFinishedAreBrokenOff() throws Exception {
    DirectExchange exchange = exchange(HttpRequest.get("/"));
    Types.OutgoingResponse response = response();
    Types.OutgoingBody body = ok(response.body());
    http.responseOutparam().set(http.outparam(exchange), Result.ok(response));
    write(body, "half");
    body.close();
    assertEquals("half", answered(exchange).text());
    assertFalse(answered(exchange).complete());

    CountDownLatch over = new CountDownLatch(1);
    try (Peer peer = new Peer(_ -> over.await())) {
      Types.OutgoingRequest request = request(http, peer.authority(), "/", List.of());
      Types.OutgoingBody sent = ok(request.body());
      Types.FutureIncomingResponse future =
          ok(http.outgoingHandler().handle(request, Optional.empty()));
      write(sent, "half");
      peer.awaitHeard("4\r\nhalf");
      sent.close();
      refused(await(future));
      assertTrue(peer.all().endsWith("4\r\nhalf"), peer.all());
      over.countDown();
    }
  }

  private static void write(Types.OutgoingBody body, String text) {
    try (Streams.OutputStream out = ok(body.write())) {
      done(out.blockingWriteAndFlush(bytes(text)));
    }
  }

  // Futures.

  @Test
  void futuresGiveNothingThenOnceThenNothingMore() throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch last = new CountDownLatch(1);
    try (Peer peer =
        new Peer(
            out -> {
              first.await();
              out.write(bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n"));
              last.await();
              out.write(bytes("0\r\nX-End: yes\r\n\r\n"));
            })) {
      Types.FutureIncomingResponse future = send(peer);
      assertEquals(Optional.empty(), future.get());
      assertEquals(Optional.empty(), future.get());
      first.countDown();
      Types.IncomingResponse response = ok(await(future));
      refused(future.get().orElseThrow());
      Types.IncomingBody body = ok(response.consume());
      try (Streams.InputStream in = ok(body.stream())) {
        assertArrayEquals(bytes("ab"), ok(in.blockingRead(10)));
        assertArrayEquals(bytes(""), ok(in.read(10)));
      }
      Types.FutureTrailers trailers = http.incomingBody().finish(body);
      assertEquals(Optional.empty(), trailers.get());
      last.countDown();
      trailers.subscribe().block();
      try (Types.Fields fields = ok(ok(trailers.get().orElseThrow())).orElseThrow()) {
        assertArrayEquals(bytes("yes"), fields.get("x-end").getFirst());
      }
      refused(trailers.get().orElseThrow());
      refused(trailers.get().orElseThrow());
    }
  }

  /** What a guest says instead of an answer is the host's to know; its client learns 500. */
  @Test
  void errorsInPlaceOfAnAnswerAreTold() {
    DirectExchange exchange = exchange(HttpRequest.get("/"));
    HttpSession.Outparam outparam = http.outparam(exchange);
    assertFalse(outparam.answered());
    http.responseOutparam().set(outparam, Result.err(new ErrorCode.ConfigurationError()));
    assertFalse(outparam.answered());
    assertFalse(exchange.responded());
    assertEquals(Optional.of("ConfigurationError"), outparam.error());
    assertEquals(
        500,
        exchange
            .response(new Answering.Outcome(false, Optional.empty(), outparam.error()))
            .status());
  }

  /** An error of a stream that has nothing to do with HTTP is none of HTTP. */
  @Test
  void errorsOfOthersAreNone() {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException("full");
          }
        };
    Session session = SessionAccess.session(Wasi.builder().build(), Store.create(Engine.create()));
    try (HostOutput out = new HostOutput(session, new OutputPipe(broken).sink(false))) {
      StreamError.LastOperationFailed failed =
          err(StreamError.LastOperationFailed.class, out.blockingWriteAndFlush(bytes("x")));
      assertEquals(Optional.empty(), http.httpErrorCode(failed.value()));
      failed.value().close();
    }
  }

  // Time.

  @Test
  void eachStepMayTakeTenMinutesUnlessSomethingElseIsSaid() {
    Duration usual = Duration.ofMinutes(10);
    assertEquals(
        new RequestSender.Timeouts(usual, usual, usual),
        RequestSender.Timeouts.ofNanos(Optional.empty(), Optional.empty(), Optional.empty()));
    assertEquals(RequestSender.Timeouts.USUAL, new RequestSender.Timeouts(usual, usual, usual));
    Types.RequestOptions options = http.requestOptions().create();
    assertEquals(Optional.empty(), options.connectTimeout());
    done(options.setConnectTimeout(Optional.of(1L)));
    done(options.setFirstByteTimeout(Optional.of(2L)));
    done(options.setBetweenBytesTimeout(Optional.of(3L)));
    assertEquals(Optional.of(1L), options.connectTimeout());
    assertEquals(Optional.of(2L), options.firstByteTimeout());
    assertEquals(Optional.of(3L), options.betweenBytesTimeout());
    done(options.setConnectTimeout(Optional.empty()));
    assertEquals(Optional.empty(), options.connectTimeout());
  }

  /** A connection that is used may be silent for as long as the guest is patient. */
  @Test
  void answersMayComeLate() throws Exception {
    Wasi wasi = Wasi.builder().network(NetworkRights.all()).build();
    Store store = Store.create(Engine.create());
    HttpSession impatient =
        new HttpSession(
            SessionAccess.session(wasi, store), JettySender.start(Duration.ofMillis(100)));
    try (Peer peer =
        new Peer(
            out -> {
              Thread.sleep(1000);
              out.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nla"));
              Thread.sleep(1000);
              out.write(bytes("te"));
            })) {
      Types.IncomingResponse response =
          ok(
              await(
                  ok(
                      impatient
                          .outgoingHandler()
                          .handle(
                              request(impatient, peer.authority(), "/", List.of()),
                              Optional.empty()))));
      try (Streams.InputStream in = ok(ok(response.consume()).stream())) {
        assertArrayEquals(bytes("la"), ok(in.blockingRead(10)));
        assertArrayEquals(bytes("te"), ok(in.blockingRead(10)));
      }
    }
  }

  private Result<Types.IncomingResponse, ErrorCode> ask(
      ServerSocket server, Types.RequestOptions options) {
    return await(
        ok(
            http.outgoingHandler()
                .handle(
                    request(http, "127.0.0.1:" + server.getLocalPort(), "/", List.of()),
                    Optional.of(options))));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void connectingTakesNoLongerThanItMay() throws Exception {
    try (Deaf deaf = new Deaf()) {
      Types.RequestOptions hurried = http.requestOptions().create();
      done(hurried.setConnectTimeout(Optional.of(300_000_000L)));
      var _ = err(ErrorCode.ConnectionTimeout.class, ask(deaf.server, hurried));
    }
  }

  /** A guest that waits since before there was a connection waits no longer than for an answer. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void answersTakeNoLongerThanTheyMayAfterConnecting() throws Exception {
    try (Deaf deaf = new Deaf()) {
      Types.RequestOptions hurried = http.requestOptions().create();
      done(hurried.setFirstByteTimeout(Optional.of(300_000_000L)));
      Thread _ = Thread.ofVirtual().start(deaf::hearInAWhile);
      var _ = err(ErrorCode.ConnectionReadTimeout.class, ask(deaf.server, hurried));
    }
  }

  /** One who listens and does not accept: its queue is full, so connecting takes for ever. */
  private static final class Deaf implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<Socket> queue = new CopyOnWriteArrayList<>();

    Deaf() throws IOException {
      try {
        while (queue.size() < 100) {
          Socket next = new Socket();
          queue.add(next);
          next.connect(server.getLocalSocketAddress(), 200);
        }
        throw new AssertionError("a queue of one that never ends");
      } catch (SocketTimeoutException e) {
        // Now it is full.
      }
    }

    void hearInAWhile() {
      try {
        Thread.sleep(500);
        while (true) {
          queue.add(server.accept());
        }
      } catch (IOException | InterruptedException e) {
        // The test is over.
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
      for (Socket each : queue) {
        each.close();
      }
    }
  }

  /** And what is said of it by the stream is found again as the error of the exchange. */
  @Test
  void answersThatStopAreGivenUp() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (Peer peer =
        new Peer(
            out -> {
              out.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"));
              over.await();
            })) {
      Types.RequestOptions hurried = http.requestOptions().create();
      done(hurried.setBetweenBytesTimeout(Optional.of(300_000_000L)));
      Types.IncomingResponse response =
          ok(
              await(
                  ok(
                      http.outgoingHandler()
                          .handle(
                              request(http, peer.authority(), "/", List.of()),
                              Optional.of(hurried)))));
      Types.IncomingBody body = ok(response.consume());
      try (Streams.InputStream in = ok(body.stream())) {
        assertArrayEquals(bytes("half"), ok(in.blockingRead(10)));
        StreamError.LastOperationFailed failed =
            err(StreamError.LastOperationFailed.class, in.blockingRead(10));
        assertEquals(
            Optional.of(new ErrorCode.ConnectionReadTimeout()), http.httpErrorCode(failed.value()));
        failed.value().close();
        var _ = err(StreamError.Closed.class, in.blockingRead(10));
      }
      over.countDown();
    }
  }

  private Types.FutureIncomingResponse send(Peer peer) {
    return ok(
        http.outgoingHandler()
            .handle(request(http, peer.authority(), "/", List.of()), Optional.empty()));
  }

  /** A server that says what a test tells it to, to one client. */
  private static final class Peer implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final CompletableFuture<String> all = new CompletableFuture<>();

    interface Script {
      void play(OutputStream out) throws IOException, InterruptedException;
    }

    Peer(Script script) throws IOException {
      Thread _ = Thread.ofVirtual().start(() -> serve(script));
    }

    private void serve(Script script) {
      try (Socket socket = server.accept()) {
        Thread _ = Thread.ofVirtual().start(() -> listen(socket));
        Served.await(() -> heard().contains("\r\n\r\n"));
        script.play(socket.getOutputStream());
      } catch (IOException | InterruptedException e) {
        // The client went first.
      }
    }

    private void listen(Socket socket) {
      try {
        InputStream in = socket.getInputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
          heard.write(next);
        }
      } catch (IOException e) {
        // It went without a word.
      }
      all.complete(heard());
    }

    String authority() {
      return "127.0.0.1:" + server.getLocalPort();
    }

    private String heard() {
      return heard.toString(StandardCharsets.ISO_8859_1);
    }

    void awaitHeard(String end) {
      Served.await(() -> heard().endsWith(end));
    }

    /** What the client said until it went. */
    String all() {
      return all.join();
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
