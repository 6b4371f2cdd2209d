package dev.witj.wasi.http;

import static dev.witj.wasi.http.Calls.await;
import static dev.witj.wasi.http.Calls.bytes;
import static dev.witj.wasi.http.Calls.done;
import static dev.witj.wasi.http.Calls.err;
import static dev.witj.wasi.http.Calls.ok;
import static dev.witj.wasi.http.Calls.refused;
import static dev.witj.wasi.http.Calls.request;
import static dev.witj.wasi.http.Calls.send;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpExchange;
import dev.witj.runtime.Engine;
import dev.witj.runtime.Store;
import dev.witj.runtime.TrapException;
import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple2;
import dev.witj.wasi.Wasi;
import dev.witj.wasi.http.Types.ErrorCode;
import dev.witj.wasi.http.Types.HeaderError;
import dev.witj.wasi.http.internal.HttpSession;
import dev.witj.wasi.io.Streams;
import dev.witj.wasi.net.NetworkRights;
import dev.witj.wasi.net.Refusal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The rules of {@code wasi:http} 0.2 for requests that go out, towards the JDK's own server. */
@Timeout(60)
final class OutgoingTest {
  private final List<Refusal> refusals = new ArrayList<>();

  @SuppressWarnings("NullAway.Init")
  private com.sun.net.httpserver.HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = com.sun.net.httpserver.HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/echo",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          exchange
              .getResponseHeaders()
              .set("X-Method", exchange.getRequestMethod() + " " + exchange.getRequestURI());
          String spelt = String.valueOf(exchange.getRequestHeaders().getFirst("X-Sent"));
          exchange.getResponseHeaders().set("X-Sent", spelt);
          answer(exchange, 200, body);
        });
    server.createContext(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "http://169.254.169.254/secret");
          answer(exchange, 302, new byte[0]);
        });
    server.createContext(
        "/never",
        exchange -> {
          try {
            Thread.sleep(20_000);
          } catch (InterruptedException e) {
            exchange.close();
          }
        });
    server.start();
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String authority() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  private HttpSession session(NetworkRights rights) {
    Wasi wasi = Wasi.builder().network(rights).onRefusal(refusals::add).build();
    return WasiHttp.session(wasi, Store.create(Engine.create()));
  }

  private Result<Types.IncomingResponse, ErrorCode> get(HttpSession http, String authority) {
    return await(send(http, authority, "/echo", Optional.empty()));
  }

  private static byte[] body(HttpSession http, Types.IncomingResponse response) {
    Types.IncomingBody body = ok(response.consume());
    refused(response.consume());
    var all = new java.io.ByteArrayOutputStream();
    try (Streams.InputStream in = ok(body.stream())) {
      for (var read = in.blockingRead(100_000);
          read instanceof Result.Ok(byte[] some);
          read = in.blockingRead(100_000)) {
        all.writeBytes(some);
      }
    }
    try (var trailers = http.incomingBody().finish(body)) {
      assertEquals(Optional.empty(), ok(ok(trailers.get().orElseThrow())));
    }
    return all.toByteArray();
  }

  @Test
  void sendsABodyAndReadsTheAnswer() {
    HttpSession http = session(NetworkRights.all());
    Types.OutgoingRequest request =
        request(http, authority(), "/echo?a=1%20b", List.of(new Tuple2<>("X-Sent", bytes("yes"))));
    done(request.setMethod(new Types.Method.Other("PROPFIND")));
    Types.OutgoingBody body = ok(request.body());
    refused(request.body());
    Types.FutureIncomingResponse future =
        ok(http.outgoingHandler().handle(request, Optional.empty()));
    byte[] sent = "0123456789".repeat(30_000).getBytes(StandardCharsets.UTF_8);
    try (Streams.OutputStream out = ok(body.write())) {
      for (int i = 0; i < sent.length; i += 4000) {
        done(
            out.blockingWriteAndFlush(
                Arrays.copyOfRange(sent, i, Math.min(sent.length, i + 4000))));
      }
    }
    done(http.outgoingBody().finish(body, Optional.empty()));
    Types.IncomingResponse response = ok(await(future));
    assertEquals(200, response.status());
    try (Types.Fields headers = response.headers()) {
      assertEquals("yes", new String(headers.get("x-sent").getFirst(), StandardCharsets.UTF_8));
      assertEquals(
          "PROPFIND /echo?a=1%20b",
          new String(headers.get("X-METHOD").getFirst(), StandardCharsets.UTF_8));
      var _ = err(HeaderError.Immutable.class, headers.delete("x-sent"));
    }
    assertArrayEquals(sent, body(http, response));
    response.close();
  }

  @Test
  void refusesWhatIsNotGranted() {
    int port = server.getAddress().getPort();
    HttpSession none = session(NetworkRights.none());
    var _ = err(ErrorCode.DestinationIpProhibited.class, get(none, authority()));
    var _ = err(ErrorCode.HttpRequestDenied.class, get(none, "localhost:" + port));
    assertEquals("--allow-outbound http://127.0.0.1:" + port, refusals.getFirst().grant());
    HttpSession one =
        session(NetworkRights.builder().allowOutbound("http://127.0.0.1:" + port).build());
    assertEquals(200, ok(get(one, authority())).status());
    HttpSession named =
        session(NetworkRights.builder().allowOutbound("http://localhost:" + port).build());
    assertEquals(200, ok(get(named, "localhost:" + port)).status());
    // All public hosts are not this one, whatever its name.
    HttpSession open = session(NetworkRights.builder().allowOutbound("http://*:*").build());
    var _ = err(ErrorCode.DestinationIpProhibited.class, get(open, "localhost:" + port));
  }

  /** Where an answer points to is the guest's affair, and asked of its rights anew. */
  @Test
  void followsNothing() {
    HttpSession http =
        session(NetworkRights.builder().allowOutbound("http://" + authority()).build());
    Types.IncomingResponse moved = ok(await(send(http, authority(), "/moved", Optional.empty())));
    assertEquals(302, moved.status());
    var _ = err(ErrorCode.DestinationIpProhibited.class, get(http, "169.254.169.254"));
  }

  @Test
  void saysWhyItFailed() throws IOException {
    HttpSession http = session(NetworkRights.all());
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    var _ = err(ErrorCode.ConnectionRefused.class, get(http, "127.0.0.1:" + free));
    var _ = err(ErrorCode.DnsError.class, get(http, "no-such-host.invalid"));
    Types.OutgoingRequest nowhere = http.outgoingRequest().create(http.fields().create());
    var _ =
        err(
            ErrorCode.HttpRequestUriInvalid.class,
            http.outgoingHandler().handle(nowhere, Optional.empty()));
    Types.OutgoingRequest strange = request(http, authority(), "/", List.of());
    done(strange.setScheme(Optional.of(new Types.Scheme.Other("ftp"))));
    var _ =
        err(
            ErrorCode.HttpProtocolError.class,
            http.outgoingHandler().handle(strange, Optional.empty()));
    Types.RequestOptions hurried = http.requestOptions().create();
    done(hurried.setFirstByteTimeout(Optional.of(100_000_000L)));
    var _ =
        err(
            ErrorCode.ConnectionReadTimeout.class,
            await(send(http, authority(), "/never", Optional.of(hurried))));
  }

  @Test
  void holdsGuestsToTheLengthTheyAnnounce() {
    HttpSession http = session(NetworkRights.all());
    for (String text : List.of("shrt", "longer than that")) {
      Types.OutgoingRequest request =
          request(http, authority(), "/echo", List.of(new Tuple2<>("content-length", bytes("5"))));
      Types.OutgoingBody body = ok(request.body());
      try (Streams.OutputStream out = ok(body.write())) {
        var written = out.blockingWriteAndFlush(bytes(text));
        assertEquals(text.length() < 5, written instanceof Result.Ok);
      }
      var error =
          err(
              ErrorCode.HttpRequestBodySize.class,
              http.outgoingBody().finish(body, Optional.empty()));
      assertEquals(Optional.of((long) text.length()), error.value());
      request.close();
    }
  }

  @Test
  void checksFieldsMethodsAndPaths() {
    HttpSession http = session(NetworkRights.none());
    Types.Fields fields = http.fields().create();
    var _ = err(HeaderError.InvalidSyntax.class, fields.append("a b", bytes("x")));
    var _ = err(HeaderError.InvalidSyntax.class, fields.append("a", bytes("x\r\ny")));
    var _ = err(HeaderError.InvalidSyntax.class, fields.append("Content-Length", bytes("+5")));
    for (String name :
        List.of("Connection", "HOST", "transfer-encoding", "Upgrade", "keep-alive")) {
      var _ = err(HeaderError.Forbidden.class, fields.set(name, List.of(bytes("x"))));
    }
    done(fields.append("X-One", bytes("1")));
    done(fields.append("x-one", bytes("2")));
    assertEquals(2, fields.get("X-ONE").size());
    assertEquals("X-One", fields.entries().getFirst().v0());
    done(fields.set("x-ONE", List.of(bytes("3"))));
    assertEquals(List.of("x-ONE"), fields.entries().stream().map(Tuple2::v0).toList());
    assertThrows(TrapException.class, () -> fields.append("big", bytes("x".repeat(200_000))));
    Types.OutgoingRequest request = http.outgoingRequest().create(http.fields().create());
    for (String bad : List.of("", "GE T", "GET\n")) {
      refused(request.setMethod(new Types.Method.Other(bad)));
    }
    refused(request.setPathWithQuery(Optional.of("/a b")));
    refused(request.setAuthority(Optional.of("a:b:c")));
    refused(request.setAuthority(Optional.of("x:99x")));
    refused(request.setScheme(Optional.of(new Types.Scheme.Other("1:"))));
    Types.Fields child = request.headers();
    var _ = err(HeaderError.Immutable.class, child.append("a", bytes("b")));
    assertThrows(TrapException.class, request::close);
    Types.OutgoingResponse response = http.outgoingResponse().create(http.fields().create());
    refused(response.setStatusCode(99));
    done(response.setStatusCode(418));
  }
}
