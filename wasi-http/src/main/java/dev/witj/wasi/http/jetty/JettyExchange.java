package dev.witj.wasi.http.jetty;

import dev.witj.wasi.http.exchange.BodyPipe;
import dev.witj.wasi.http.exchange.BodySource;
import dev.witj.wasi.http.exchange.Field;
import dev.witj.wasi.http.exchange.HttpProblem;
import dev.witj.wasi.http.exchange.IncomingExchange;
import dev.witj.wasi.http.exchange.RequestHead;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A request that Jetty received. Its answer completes the callback, whoever finishes it. */
public final class JettyExchange implements IncomingExchange, Carrying.Sender {
  /** How long a client may take for the next piece of its request. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Request request;
  private final Response response;
  private final Callback callback;
  private final RequestHead head;
  private final JettyBody body;
  private final AtomicBoolean committed = new AtomicBoolean();
  private final AtomicBoolean completed = new AtomicBoolean();
  private boolean responding;
  private volatile BodyPipe answer =
      new BodyPipe(HttpProblem.RESPONSE_BODY_SIZE, OptionalLong.empty());

  /**
   * A request.
   *
   * @param maxBody how long its body may be
   */
  public JettyExchange(Request request, Response response, Callback callback, long maxBody) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    HttpURI uri = request.getHttpURI();
    this.head =
        new RequestHead(
            request.getMethod(),
            uri.getScheme() == null ? "http" : uri.getScheme(),
            authority(request),
            uri.getPathQuery() == null ? "/" : uri.getPathQuery(),
            JettyBody.fields(request.getHeaders()));
    this.body = new JettyBody(request, () -> null, maxBody, PATIENCE);
    // A guest may think for longer than a connection may be silent: its own time is what bounds it.
    request.addIdleTimeoutListener(_ -> false);
  }

  private static String authority(Request request) {
    String host = request.getHeaders().get(HttpHeader.HOST);
    String authority = host == null ? request.getHttpURI().getAuthority() : host;
    return authority == null ? "" : authority;
  }

  @Override
  public RequestHead head() {
    return head;
  }

  @Override
  public BodySource body() {
    return body;
  }

  @Override
  public void respond(int status, List<Field> headers, BodyPipe written) {
    response.setStatus(status);
    for (Field field : headers) {
      response.getHeaders().add(field.name(), field.text());
    }
    answer = written;
    responding = true;
    Carrying.start(written, this);
  }

  @Override
  public void hurry() {
    if (responding && committed.compareAndSet(false, true)) {
      trailersLater();
      // Whatever follows waits for this in Jetty only if it is told so; here the guest does.
      try (var blocker = org.eclipse.jetty.util.Blocker.callback()) {
        response.write(false, ByteBuffer.allocate(0), blocker);
        blocker.block();
      } catch (java.io.IOException e) {
        answer.fail(Failures.of(e));
      }
    }
  }

  private void trailersLater() {
    if (!response.getHeaders().contains(HttpHeader.CONTENT_LENGTH)) {
      response.setTrailersSupplier(
          () -> {
            List<Field> behind = answer.trailers();
            if (behind.isEmpty()) {
              return null;
            }
            HttpFields.Mutable fields = HttpFields.build();
            behind.forEach(field -> fields.add(field.name(), field.text()));
            return fields;
          });
    }
  }

  @Override
  public void send(BodyPipe.Next next, Callback sent) {
    if (committed.compareAndSet(false, true) && !(next.last() && answer.trailers().isEmpty())) {
      trailersLater();
    }
    response.write(next.last(), Carrying.buffer(next), sent);
  }

  @Override
  public void done() {
    if (completed.compareAndSet(false, true)) {
      callback.succeeded();
    }
  }

  @Override
  public void broken(Throwable reason) {
    if (completed.compareAndSet(false, true)) {
      Optional<Integer> fault = fault();
      if (fault.isPresent() && !response.isCommitted()) {
        Response.writeError(request, response, callback, fault.get());
      } else {
        // A guest that passes on what breaks off breaks off, too; that is not where it began.
        callback.failed(body.problem().<Throwable>map(HttpProblem::failure).orElse(reason));
      }
    }
  }

  /** What is wrong with the request, as far as its body was read; a status of 4xx. */
  public Optional<Integer> fault() {
    return body.problem()
        .flatMap(
            problem ->
                switch (problem) {
                  // Jetty says of chunks that are none that the connection ended in them.
                  case PROTOCOL_ERROR, CONNECTION_TERMINATED ->
                      Optional.of(HttpStatus.BAD_REQUEST_400);
                  case CONNECTION_READ_TIMEOUT -> Optional.of(HttpStatus.REQUEST_TIMEOUT_408);
                  case REQUEST_TOO_LARGE -> Optional.of(HttpStatus.PAYLOAD_TOO_LARGE_413);
                  default -> Optional.empty();
                });
  }

  /** Answers by itself, if nobody did, and else breaks off. */
  public void fail() {
    if (!responding && completed.compareAndSet(false, true)) {
      int status = fault().orElse(HttpStatus.INTERNAL_SERVER_ERROR_500);
      String text = status == 500 ? "Internal Server Error" : HttpStatus.getMessage(status);
      response.setStatus(status);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
      Content.Sink.write(response, true, text + "\n", callback);
    } else {
      answer.abort();
    }
  }

  /** Lets someone know that the client went away, when something fails for it. */
  public void onClientGone(Runnable action) {
    request.addFailureListener(
        reason -> {
          answer.fail(Failures.of(reason));
          action.run();
        });
  }

  /**
   * Looks whether the client went away while nothing was written to it. The guest learns it when it
   * next writes.
   */
  public boolean isAbandoned() {
    boolean left = WatchedEndPoint.isLeft(request.getConnectionMetaData().getConnection());
    if (left) {
      answer.fail(HttpProblem.CONNECTION_TERMINATED.failure());
    }
    return left;
  }
}
