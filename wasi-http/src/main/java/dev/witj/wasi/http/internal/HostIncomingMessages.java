package dev.witj.wasi.http.internal;

import dev.witj.runtime.value.Result;
import dev.witj.wasi.http.Types;
import dev.witj.wasi.http.exchange.BodySource;
import dev.witj.wasi.http.exchange.Field;
import dev.witj.wasi.http.exchange.RequestHead;
import dev.witj.wasi.http.exchange.RequestSender;
import dev.witj.wasi.internal.HostResource;
import dev.witj.wasi.internal.Session;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code incoming-request} and {@code incoming-response}: headers once and again, a body once. */
final class HostIncomingMessages {
  private HostIncomingMessages() {}

  abstract static class Message extends HostResource {
    private final List<Field> headers;
    private final BodySource body;
    private boolean consumed;

    Message(Session session, List<Field> headers, BodySource body) {
      super(session);
      this.headers = headers;
      this.body = body;
    }

    public Types.Fields headers() {
      return new HostFields(this, headers);
    }

    public Result<Types.IncomingBody, @Nullable Void> consume() {
      if (consumed) {
        return Result.err();
      }
      consumed = true;
      return Result.ok(new HostIncomingBody(session(), body));
    }

    @Override
    protected void release() {
      if (!consumed) {
        body.close();
      }
    }
  }

  static final class Request extends Message implements Types.IncomingRequest {
    private final RequestHead head;

    Request(Session session, RequestHead head, BodySource body) {
      super(session, head.headers(), body);
      this.head = head;
    }

    @Override
    public Types.Method method() {
      return Words.method(head.method());
    }

    @Override
    public Optional<String> pathWithQuery() {
      return Optional.of(head.pathWithQuery());
    }

    @Override
    public Optional<Types.Scheme> scheme() {
      return Optional.of(Words.scheme(head.scheme()));
    }

    @Override
    public Optional<String> authority() {
      return Optional.of(head.authority());
    }

    @Override
    protected String witName() {
      return "incoming-request";
    }
  }

  static final class Response extends Message implements Types.IncomingResponse {
    private final int status;

    Response(Session session, RequestSender.Answer answer) {
      super(session, answer.headers(), answer.body());
      this.status = answer.status();
    }

    @Override
    public int status() {
      return status;
    }

    @Override
    protected String witName() {
      return "incoming-response";
    }
  }
}
