package dev.witj.wasi.http.internal;

import dev.witj.runtime.value.Result;
import dev.witj.wasi.http.Types;
import dev.witj.wasi.http.Types.Method;
import dev.witj.wasi.http.Types.Scheme;
import dev.witj.wasi.http.exchange.BodyPipe;
import dev.witj.wasi.http.exchange.Field;
import dev.witj.wasi.http.exchange.HttpFailure;
import dev.witj.wasi.http.exchange.HttpProblem;
import dev.witj.wasi.http.exchange.RequestHead;
import dev.witj.wasi.internal.HostResource;
import dev.witj.wasi.internal.Session;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code outgoing-request}. */
final class HostOutgoingRequest extends HostResource implements Types.OutgoingRequest {
  private static final String SCHEME = "[A-Za-z][A-Za-z0-9+.-]*";
  private static final String AUTHORITY =
      "([A-Za-z0-9._~%!$&'()*+,;=:-]*@)?(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._~%!$&'()*+,;=-]+)(:\\d{0,5})?";

  private final List<Field> headers;
  private final BodyPipe body;
  private Method method = new Method.Get();
  private Optional<String> path = Optional.empty();
  private Optional<Scheme> scheme = Optional.empty();
  private Optional<String> authority = Optional.empty();
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

  @Override
  public Method method() {
    return method;
  }

  @Override
  public Result<@Nullable Void, @Nullable Void> setMethod(Method value) {
    if (!Field.isToken(Words.text(value))) {
      return Result.err();
    }
    method = Words.method(Words.text(value));
    return Result.ok();
  }

  @Override
  public Optional<String> pathWithQuery() {
    return path;
  }

  @Override
  public Result<@Nullable Void, @Nullable Void> setPathWithQuery(Optional<String> pathWithQuery) {
    if (pathWithQuery.isPresent() && !isPath(pathWithQuery.get())) {
      return Result.err();
    }
    path = pathWithQuery;
    return Result.ok();
  }

  private static boolean isPath(String text) {
    return text.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '#' && c != '\\' && c != '"');
  }

  @Override
  public Optional<Scheme> scheme() {
    return scheme;
  }

  @Override
  public Result<@Nullable Void, @Nullable Void> setScheme(Optional<Scheme> value) {
    if (value.isPresent()
        && value.get() instanceof Scheme.Other(String other)
        && !other.matches(SCHEME)) {
      return Result.err();
    }
    scheme = value;
    return Result.ok();
  }

  @Override
  public Optional<String> authority() {
    return authority;
  }

  @Override
  public Result<@Nullable Void, @Nullable Void> setAuthority(Optional<String> value) {
    if (value.isPresent() && !value.get().matches(AUTHORITY)) {
      return Result.err();
    }
    authority = value;
    return Result.ok();
  }

  @Override
  public Types.Fields headers() {
    return new HostFields(this, headers);
  }

  /** What stands before the body, if it can be sent at all. */
  RequestHead head() throws HttpFailure {
    String written =
        switch (scheme.orElseGet(Scheme.Https::new)) {
          case Scheme.Http _ -> "http";
          case Scheme.Https _ -> "https";
          case Scheme.Other _ -> throw HttpProblem.PROTOCOL_ERROR.failure();
        };
    String target = authority.orElseThrow(HttpProblem.REQUEST_URI_INVALID::failure);
    String asked = path.filter(text -> !text.isEmpty()).orElse("/");
    return new RequestHead(
        Words.text(method), written, target, asked.startsWith("?") ? "/" + asked : asked, headers);
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
