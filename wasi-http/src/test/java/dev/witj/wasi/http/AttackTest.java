package dev.witj.wasi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.runtime.StoreLimits;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.ObjIntConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients do who mean harm: each gets an error or an end, and the next one an answer. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AttackTest {
  private static final String POST = "POST /count HTTP/1.1\r\nHost: x\r\n";
  private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n";

  @SuppressWarnings("NullAway.Init")
  private Served served;

  @BeforeAll
  void start() {
    served =
        Served.start(
            Served.app(Served.probe(), StoreLimits.defaults(), 1, wasi -> wasi),
            HttpServerOptions.defaults().withMaxBody(1 << 20).withIdle(Duration.ofSeconds(5)));
  }

  @AfterAll
  void stop() {
    served.close();
  }

  /** Says something, and hears what there is to hear until the server closes. */
  private String talk(String... pieces) throws IOException {
    return talk(served, pieces);
  }

  private static String talk(Served served, String... pieces) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", served.port())) {
      socket.setSoTimeout(60_000);
      OutputStream out = socket.getOutputStream();
      try {
        for (String piece : pieces) {
          out.write(piece.getBytes(StandardCharsets.ISO_8859_1));
          out.flush();
        }
      } catch (SocketException e) {
        // It was closed before all was said.
      }
      ByteArrayOutputStream heard = new ByteArrayOutputStream();
      try {
        socket.getInputStream().transferTo(heard);
      } catch (SocketException e) {
        // It was closed with something unread.
      }
      return heard.toString(StandardCharsets.ISO_8859_1);
    }
  }

  private void assertWell() throws InterruptedException {
    assertEquals("/well", served.get("/well").body());
    for (int i = 0; i < 500 && served.server.handler().busy() > 0; i++) {
      Thread.sleep(20);
    }
    assertEquals(0, served.server.handler().busy());
  }

  /** Where a proxy in front might see another end of a request than this server does. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
        "Content-Length: 4\r\nContent-Length: 5\r\n\r\n1234",
        "Content-Length: 4, 5\r\n\r\n1234",
        "Content-Length: -1\r\n\r\n",
        "Content-Length: 0x4\r\n\r\n1234",
        "Content-Length: 99999999999999999999\r\n\r\n1234",
        "Content-Length : 4\r\n\r\n1234",
        "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "X-Folded: a\r\n b\r\n\r\n",
        "No colon\r\n\r\n",
        "X-Null: a\0b\r\n\r\n"
      })
  void whoseEndsAreUnclearIsRefusedAndCutOff(String rest) throws Exception {
    String answer = talk(POST + rest + SMUGGLED);
    assertTrue(answer.startsWith("HTTP/1.1 4") || answer.startsWith("HTTP/1.1 5"), answer);
    assertEquals(1, answer.split("HTTP/1.1 ", -1).length - 1, answer);
    assertTrue(!answer.contains("/smuggled"), answer);
    assertWell();
  }

  /** The guest may have answered before it comes to that; the connection ends in any case. */
  @ParameterizedTest
  @ValueSource(strings = {"zz", "-1", "fffffffffffffffff", "+4", "", "4x"})
  void chunksWithoutALengthEndTheConnection(String length) throws Exception {
    String answer =
        talk(POST + "Transfer-Encoding: chunked\r\n\r\n" + length + "\r\n\r\n" + SMUGGLED);
    assertEquals(1, answer.split("HTTP/1.1 ", -1).length - 1, answer);
    assertTrue(!answer.contains("/smuggled"), answer);
    assertWell();
  }

  /** What the guest would have read is at fault, so that neither the guest nor the server is. */
  @ParameterizedTest
  @ValueSource(strings = {"zz\r\n\r\n", "0x5\r\nhello\r\n0\r\n\r\n", "5\r\nhelloXX0\r\n\r\n"})
  void chunksThatAreNoneAreTheClientsFault(String chunks) throws Exception {
    assertFault(400, chunks);
  }

  @Test
  void chunksThatAreTooManyAreTheClientsFault() throws Exception {
    String chunk = "10000\r\n" + "x".repeat(1 << 16) + "\r\n";
    assertFault(413, chunk.repeat(17) + "0\r\n\r\n");
  }

  /** A guest that passes on what it reads has begun to answer by then. */
  @Test
  void whatIsPassedOnEndsWhereItIsTooMuch() throws Exception {
    try (Served passing =
        Served.start(
            Served.app(Served.component("rust/web3.wasm"), StoreLimits.defaults(), 1, wasi -> wasi),
            HttpServerOptions.defaults().withMaxBody(1000))) {
      String head = "POST /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
      String chunk = "3e9\r\n" + "x".repeat(1001) + "\r\n";
      String answer =
          talk(passing, head + "Transfer-Encoding: chunked\r\n\r\n" + chunk + "0\r\n\r\n");
      assertTrue(answer.startsWith("HTTP/1.1 413") || !answer.endsWith("0\r\n\r\n"), answer);
      Served.await(() -> !passing.events.isEmpty());
      assertEquals(Optional.empty(), passing.events.element().problem());
    }
  }

  private void assertFault(int status, String chunks) throws Exception {
    served.events.clear();
    String head = "POST /trailers HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
    String answer = talk(head + "Transfer-Encoding: chunked\r\n\r\n" + chunks);
    Served.await(() -> !served.events.isEmpty());
    HttpEvent event = served.events.element();
    if (answer.startsWith("HTTP/1.1 200")) {
      // The guest had begun to answer before it came to that.
      assertTrue(!answer.endsWith("0\r\n\r\n"), answer);
    } else {
      assertTrue(answer.startsWith("HTTP/1.1 " + status), answer);
      assertEquals(status, event.status());
    }
    assertEquals(Optional.empty(), event.problem());
    assertWell();
  }

  /** Whatever RFC 3986 allows comes to the guest as it was written. */
  @ParameterizedTest
  @ValueSource(
      strings = {"//", "/a//x", "/a%2Fx", "/a%25x", "/a/%2e%2e/x", "/a;x/..;/x", "/%ff", "/a/../x"})
  void pathsThatOthersReadTwoWaysAreTheGuestsBusiness(String path) throws Exception {
    String answer = talk("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 200") && answer.contains("\r\n\r\n"), answer);
    assertTrue(answer.contains(path), answer);
  }

  /** A guest's answer would be taken for the beginning of what comes from elsewhere. */
  @Test
  void nobodyGetsATunnel() throws Exception {
    String answer =
        talk("CONNECT x:443 HTTP/1.1\r\nHost: x:443\r\nConnection: close\r\n\r\n" + SMUGGLED);
    assertTrue(answer.startsWith("HTTP/1.1 501"), answer);
    assertTrue(!answer.contains("/smuggled"), answer);
    assertWell();
  }

  @Test
  void manyFieldsAreTooMany() throws Exception {
    String many = "X-A: b\r\n".repeat(10_000);
    assertTrue(talk("GET / HTTP/1.1\r\nHost: x\r\n" + many + "\r\n").startsWith("HTTP/1.1 431"));
    assertTrue(
        talk("GET /" + "x".repeat(100_000) + " HTTP/1.1\r\nHost: x\r\n\r\n")
            .startsWith("HTTP/1.1 414"));
    assertWell();
  }

  @Test
  void littleMayBeSaidOfChunks() throws Exception {
    assertTrue(chunkWith(";name=\"value\"").contains("ok\n"));
    String answer = chunkWith(";" + "x".repeat(4 << 20));
    assertTrue(!answer.contains("ok\n"), answer);
    assertWell();
  }

  private String chunkWith(String extension) throws IOException {
    return talk(
        "POST /trailers HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n2",
        extension,
        "\r\nab\r\n0\r\n\r\n");
  }

  @Test
  void trailersEndSomewhere() throws Exception {
    String answer =
        talk(
            "POST /trailers HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n",
            "X-More: and more\r\n".repeat(100_000),
            "\r\n");
    assertTrue(!answer.contains("and more"), () -> answer.substring(0, 200));
    assertWell();
  }

  /** Frames of HTTP/2, by hand: no client that means well sends these. */
  private final class Frames implements AutoCloseable {
    private static final byte[] GET = {
      (byte) 0x82, (byte) 0x84, (byte) 0x86, 0x41, 1, 'x' // :method, :path, :scheme, :authority
    };
    private final Socket socket = new Socket("127.0.0.1", served.port());
    private boolean cut;

    Frames() throws IOException {
      socket.setSoTimeout(60_000);
      socket
          .getOutputStream()
          .write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
      send(4, 0, 0, new byte[0]);
    }

    void send(int type, int flags, int stream, byte[] payload) {
      byte[] frame = new byte[9 + payload.length];
      frame[0] = (byte) (payload.length >> 16);
      frame[1] = (byte) (payload.length >> 8);
      frame[2] = (byte) payload.length;
      frame[3] = (byte) type;
      frame[4] = (byte) flags;
      for (int i = 0; i < 4; i++) {
        frame[5 + i] = (byte) (stream >> (24 - 8 * i));
      }
      System.arraycopy(payload, 0, frame, 9, payload.length);
      try {
        socket.getOutputStream().write(frame);
      } catch (IOException e) {
        cut = true;
      }
    }

    /** Whether the server says that it has enough, or goes. */
    boolean isSentAway() throws IOException {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      try {
        while (!cut) {
          int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
          int type = in.readUnsignedByte();
          in.skipNBytes(5L + length);
          cut = type == 7;
        }
      } catch (EOFException | SocketException e) {
        return true;
      }
      return cut;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  /** Sends something again and again, until the server has enough, as it must in time. */
  private void isSentAway(int times, ObjIntConsumer<Frames> step) throws Exception {
    try (Frames frames = new Frames()) {
      for (int i = 0; i < times && !frames.cut; i++) {
        step.accept(frames, i);
      }
      assertTrue(frames.isSentAway());
    }
    assertWell();
  }

  @Test
  void whoOpensAndResetsStreamsWithoutEndIsSentAway() throws Exception {
    isSentAway(
        2000,
        (frames, i) -> {
          frames.send(1, 0x5, 2 * i + 1, Frames.GET);
          frames.send(3, 0, 2 * i + 1, new byte[] {0, 0, 0, 8});
        });
  }

  @Test
  void fieldsWithoutEndAreCutOff() throws Exception {
    // A field of 16 KB, again and again, and no frame that says that it is the last.
    byte[] field = new byte[16_000];
    field[0] = 0;
    field[1] = 1;
    field[2] = 'a';
    field[3] = 0x7f;
    field[4] = (byte) (0x80 | ((field.length - 6 - 127) & 0x7f));
    field[5] = (byte) ((field.length - 6 - 127) >> 7);
    Arrays.fill(field, 6, field.length, (byte) 'x');
    isSentAway(
        5000,
        (frames, i) -> {
          if (i == 0) {
            frames.send(1, 0, 1, Frames.GET);
          }
          frames.send(9, 0, 1, field);
        });
  }

  @Test
  void emptyFramesAndPingsWithoutEndAreCutOff() throws Exception {
    isSentAway(
        20_000,
        (frames, _) -> {
          frames.send(6, 0, 0, new byte[8]);
          frames.send(4, 0, 0, new byte[0]);
        });
  }
}
