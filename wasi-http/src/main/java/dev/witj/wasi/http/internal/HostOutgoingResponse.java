package dev.witj.wasi.http.internal;

import dev.witj.runtime.value.Result;
import dev.witj.wasi.http.Types;
import dev.witj.wasi.http.exchange.BodyPipe;
import dev.witj.wasi.http.exchange.Field;
import dev.witj.wasi.http.exchange.HttpFailure;
import dev.witj.wasi.http.exchange.HttpProblem;
import dev.witj.wasi.http.exchange.IncomingExchange;
import dev.witj.wasi.internal.HostResource;
import dev.witj.wasi.internal.Session;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** {@code outgoing-response}. */
final class HostOutgoingResponse extends HostResource implements Types.OutgoingResponse {
  private final List<Field> headers;
  private final BodyPipe body;
  private int status = 200;
  private boolean bodyTaken;

  HostOutgoingResponse(Session session, List<Field> headers) {
    super(session);
    this.headers = headers;
    this.body = new BodyPipe(HttpProblem.RESPONSE_BODY_SIZE, Field.contentLength(headers));
  }

  @Override
  public int statusCode() {
    return status;
  }

  @Override
  public Result<@Nullable Void, @Nullable Void> setStatusCode(int statusCode) {
    if (statusCode < 100 || statusCode > 999) {
      return Result.err();
    }
    status = statusCode;
    return Result.ok();
  }

  @Override
  public Types.Fields headers() {
    return new HostFields(this, headers);
  }

  @Override
  public Result<Types.OutgoingBody, @Nullable Void> body() {
    if (bodyTaken) {
      return Result.err();
    }
    bodyTaken = true;
    return Result.ok(new HostOutgoingBody(session(), body));
  }

  /** Answers with it. */
  void answer(IncomingExchange exchange) {
    close();
    BodyPipe written = bodyTaken ? body : nothing();
    exchange.respond(status, headers, written);
  }

  /** No body, whatever length was announced: HEAD is answered so. Carriers look at the rest. */
  private static BodyPipe nothing() {
    BodyPipe empty = new BodyPipe(HttpProblem.RESPONSE_BODY_SIZE, OptionalLong.empty());
    try {
      empty.finish(List.of());
    } catch (HttpFailure e) {
      throw new IllegalStateException(e);
    }
    return empty;
  }

  @Override
  protected String witName() {
    return "outgoing-response";
  }
}
