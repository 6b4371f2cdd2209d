package dev.witj.wasi.http.internal;

import dev.witj.runtime.value.Result;
import dev.witj.wasi.http.Types;
import dev.witj.wasi.http.Types.Method;
import dev.witj.wasi.http.Types.Scheme;
import dev.witj.wasi.http.exchange.BodyPipe;
import dev.witj.wasi.http.exchange.Field;
import dev.witj.wasi.http.exchange.HttpFailure;
import dev.witj.wasi.http.exchange.HttpProblem;
import dev.witj.wasi.http.exchange.RequestDraft;
import dev.witj.wasi.http.exchange.RequestHead;
import dev.witj.wasi.internal.HostResource;
import dev.witj.wasi.internal.Session;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code outgoing-request}. */
final class HostOutgoingRequest extends HostResource implements Types.OutgoingRequest {
  private final List<Field> headers;
  private final BodyPipe body;
  private final RequestDraft draft = new RequestDraft();
  private boolean bodyTaken;
  private boolean sent;

  HostOutgoingRequest(Session session, List<Field> headers) {
    super(session);
    this.headers = headers;
    this.body = new BodyPipe(HttpProblem.REQUEST_BODY_SIZE, Field.contentLength(headers));
  }

  @Override
  public Result<Types.OutgoingBody, @Nullable Void> body() {
    if (bodyTaken) {
      return Result.err();
    }
    bodyTaken = true;
    return Result.ok(new HostOutgoingBody(session(), body));
  }

  private static Result<@Nullable Void, @Nullable Void> result(boolean right) {
    return right ? Result.ok() : Result.err();
  }

  @Override
  public Method method() {
    return Words.method(draft.method());
  }

  @Override
  public Result<@Nullable Void, @Nullable Void> setMethod(Method value) {
    return result(draft.setMethod(Words.text(value)));
  }

  @Override
  public Optional<String> pathWithQuery() {
    return draft.pathWithQuery();
  }

  @Override
  public Result<@Nullable Void, @Nullable Void> setPathWithQuery(Optional<String> pathWithQuery) {
    return result(draft.setPathWithQuery(pathWithQuery));
  }

  @Override
  public Optional<Scheme> scheme() {
    return draft.scheme().map(Words::scheme);
  }

  @Override
  public Result<@Nullable Void, @Nullable Void> setScheme(Optional<Scheme> value) {
    return result(draft.setScheme(value.map(Words::text)));
  }

  @Override
  public Optional<String> authority() {
    return draft.authority();
  }

  @Override
  public Result<@Nullable Void, @Nullable Void> setAuthority(Optional<String> value) {
    return result(draft.setAuthority(value));
  }

  @Override
  public Types.Fields headers() {
    return new HostFields(this, headers);
  }

  /** What stands before the body, if it can be sent at all. */
  RequestHead head() throws HttpFailure {
    return draft.head(headers);
  }

  /** The body, which is over if nobody took it. */
  BodyPipe send() throws HttpFailure {
    if (!bodyTaken) {
      body.finish(List.of());
    }
    sent = true;
    return body;
  }

  @Override
  protected String witName() {
    return "outgoing-request";
  }

  @Override
  protected void release() {
    if (!sent) {
      body.abort();
    }
  }
}
