package dev.witj.wasi.http;

import static dev.witj.wasi.http.Calls.await;
import static dev.witj.wasi.http.Calls.bytes;
import static dev.witj.wasi.http.Calls.done;
import static dev.witj.wasi.http.Calls.err;
import static dev.witj.wasi.http.Calls.ok;
import static dev.witj.wasi.http.Calls.request;
import static dev.witj.wasi.http.Calls.response;
import static dev.witj.wasi.http.Calls.send;
import static dev.witj.wasi.http.Calls.traps;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.runtime.value.Tuple2;
import dev.witj.wasi.http.Types.HeaderError;
import dev.witj.wasi.http.internal.HttpSession;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The rules of {@code wasi:http} 0.2 for fields, one by one. */
@Timeout(60)
final class FieldRulesTest {
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

  private final HttpSession http = Calls.session();

  /** Those of a message belong to it: they cannot be changed, and go before it. */
  @Test
  void headersOfMessagesAreTheirImmutableChildren() {
    Types.IncomingRequest incoming =
        http.request(new DirectExchange(HttpRequest.get("/").with("a", "1")));
    immutable(incoming.headers(), incoming::close);
    Types.OutgoingRequest outgoing =
        request(http, "x", "/", List.of(new Tuple2<>("a", bytes("1"))));
    immutable(outgoing.headers(), outgoing::close);
    Types.OutgoingResponse answer = response(http, "a", "1");
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
    traps(closeMessage);
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
    try (Types.Fields headers = http.request(new DirectExchange(given)).headers()) {
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
      Types.IncomingResponse response =
          ok(await(send(http, peer.authority(), "/", Optional.empty())));
      try (Types.Fields headers = response.headers()) {
        assertEquals(
            List.of("x-own", "content-length"),
            headers.entries().stream().map(each -> each.v0().toLowerCase(Locale.ROOT)).toList());
      }
    }
  }
}
