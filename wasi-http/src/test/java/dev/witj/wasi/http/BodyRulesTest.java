package dev.witj.wasi.http;

import static dev.witj.wasi.http.Calls.await;
import static dev.witj.wasi.http.Calls.bytes;
import static dev.witj.wasi.http.Calls.done;
import static dev.witj.wasi.http.Calls.err;
import static dev.witj.wasi.http.Calls.ok;
import static dev.witj.wasi.http.Calls.refused;
import static dev.witj.wasi.http.Calls.request;
import static dev.witj.wasi.http.Calls.response;
import static dev.witj.wasi.http.Calls.send;
import static dev.witj.wasi.http.Calls.traps;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.runtime.Engine;
import dev.witj.runtime.Store;
import dev.witj.runtime.value.Result;
import dev.witj.wasi.Wasi;
import dev.witj.wasi.http.Types.ErrorCode;
import dev.witj.wasi.http.internal.Answering;
import dev.witj.wasi.http.internal.HttpSession;
import dev.witj.wasi.internal.HostOutput;
import dev.witj.wasi.internal.OutputPipe;
import dev.witj.wasi.internal.Session;
import dev.witj.wasi.internal.SessionAccess;
import dev.witj.wasi.io.Streams;
import dev.witj.wasi.io.Streams.StreamError;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The rules of {@code wasi:http} 0.2 for bodies, futures and errors, one by one. */
@Timeout(60)
final class BodyRulesTest {
  private final HttpSession http = Calls.session();

  private static HttpResponse answered(DirectExchange exchange) {
    return exchange.response(new Answering.Outcome(true, Optional.empty(), Optional.empty()));
  }

  @Test
  void bodiesAndStreamsAreGivenOnce() {
    Types.IncomingRequest incoming =
        http.request(new DirectExchange(HttpRequest.post("/", "body")));
    Types.IncomingBody body = ok(incoming.consume());
    refused(incoming.consume());
    Streams.InputStream in = ok(body.stream());
    refused(body.stream());
    in.close();
    refused(body.stream());
    Types.OutgoingRequest outgoing = request(http, "x", "/", List.of());
    Types.OutgoingResponse answer = response(http);
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
    Types.IncomingBody body =
        ok(http.request(new DirectExchange(HttpRequest.post("/", "body"))).consume());
    Streams.InputStream in = ok(body.stream());
    traps(() -> http.incomingBody().finish(body));
    traps(body::close);
    in.close();
    http.incomingBody().finish(body).close();

    Types.OutgoingBody written = ok(response(http).body());
    Streams.OutputStream out = ok(written.write());
    traps(() -> http.outgoingBody().finish(written, Optional.empty()));
    traps(written::close);
    out.close();
    done(http.outgoingBody().finish(written, Optional.empty()));
  }

  @Test
  void responsesHaveTheLengthTheyAnnounce() {
    for (String text : List.of("", "four", "fives", "longer")) {
      DirectExchange exchange = new DirectExchange(HttpRequest.get("/"));
      Types.OutgoingResponse response = response(http, "Content-Length", "5");
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
    DirectExchange exchange = new DirectExchange(HttpRequest.get("/"));
    Types.OutgoingResponse response = response(http);
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
      Types.FutureIncomingResponse future = send(http, peer.authority(), "/", Optional.empty());
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
    DirectExchange exchange = new DirectExchange(HttpRequest.get("/"));
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
}
