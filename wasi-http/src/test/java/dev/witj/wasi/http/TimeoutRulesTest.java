package dev.witj.wasi.http;

import static dev.witj.wasi.http.Calls.await;
import static dev.witj.wasi.http.Calls.bytes;
import static dev.witj.wasi.http.Calls.done;
import static dev.witj.wasi.http.Calls.err;
import static dev.witj.wasi.http.Calls.ok;
import static dev.witj.wasi.http.Calls.send;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.witj.runtime.Engine;
import dev.witj.runtime.Store;
import dev.witj.runtime.value.Result;
import dev.witj.testdata.BusyServer;
import dev.witj.wasi.Wasi;
import dev.witj.wasi.http.Types.ErrorCode;
import dev.witj.wasi.http.exchange.RequestSender;
import dev.witj.wasi.http.internal.HttpSession;
import dev.witj.wasi.http.jetty.JettySender;
import dev.witj.wasi.internal.SessionAccess;
import dev.witj.wasi.io.Streams;
import dev.witj.wasi.io.Streams.StreamError;
import dev.witj.wasi.net.NetworkRights;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The rules of {@code wasi:http} 0.2 for how long a request may take, one by one. */
@Timeout(60)
final class TimeoutRulesTest {
  private final HttpSession http = Calls.session();

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
    try (JettySender sender = JettySender.start(Duration.ofMillis(100));
        Peer peer =
            new Peer(
                out -> {
                  Thread.sleep(1000);
                  out.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nla"));
                  Thread.sleep(1000);
                  out.write(bytes("te"));
                })) {
      HttpSession impatient = new HttpSession(SessionAccess.session(wasi, store), sender);
      Types.IncomingResponse response =
          ok(await(send(impatient, peer.authority(), "/", Optional.empty())));
      try (Streams.InputStream in = ok(ok(response.consume()).stream())) {
        assertArrayEquals(bytes("la"), ok(in.blockingRead(10)));
        assertArrayEquals(bytes("te"), ok(in.blockingRead(10)));
      }
    }
  }

  private Result<Types.IncomingResponse, ErrorCode> ask(
      BusyServer server, Types.RequestOptions options) {
    return await(send(http, "127.0.0.1:" + server.port(), "/", Optional.of(options)));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void connectingTakesNoLongerThanItMay() throws Exception {
    try (BusyServer busy = new BusyServer()) {
      Types.RequestOptions hurried = http.requestOptions().create();
      done(hurried.setConnectTimeout(Optional.of(300_000_000L)));
      var _ = err(ErrorCode.ConnectionTimeout.class, ask(busy, hurried));
    }
  }

  /** A guest that waits since before there was a connection waits no longer than for an answer. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void answersTakeNoLongerThanTheyMayAfterConnecting() throws Exception {
    try (BusyServer busy = new BusyServer()) {
      Types.RequestOptions hurried = http.requestOptions().create();
      done(hurried.setFirstByteTimeout(Optional.of(300_000_000L)));
      busy.acceptIn(500);
      var _ = err(ErrorCode.ConnectionReadTimeout.class, ask(busy, hurried));
    }
  }

  /** What is said of it by the stream is found again as the error of the exchange. */
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
          ok(await(send(http, peer.authority(), "/", Optional.of(hurried))));
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
}
