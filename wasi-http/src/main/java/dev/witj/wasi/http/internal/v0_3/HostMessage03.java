package dev.witj.wasi.http.internal.v0_3;

import dev.witj.runtime.async.StreamReader;
import dev.witj.runtime.async.WitFuture;
import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple2;
import dev.witj.wasi.http.exchange.Field;
import dev.witj.wasi.http.exchange.FieldList;
import dev.witj.wasi.http.exchange.RequestDraft;
import dev.witj.wasi.http.exchange.RequestHead;
import dev.witj.wasi.http.exchange.RequestSender;
import dev.witj.wasi.http.v0_3.Types;
import dev.witj.wasi.http.v0_3.Types.ErrorCode;
import dev.witj.wasi.internal.HostResource;
import dev.witj.wasi.internal.Session;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code request} and {@code response} of {@code wasi:http} 0.3, whoever made them. */
abstract class HostMessage03 extends HostResource {
  private final List<Field> headers;
  private final Contents contents;
  private boolean used;

  private HostMessage03(Session session, List<Field> headers, Contents contents) {
    super(session);
    this.headers = headers;
    this.contents = contents;
  }

  public Types.Fields getHeaders() {
    return new HostFields03(session(), FieldList.immutable(headers));
  }

  /** {@code consume-body}; the message is gone. */
  Tuple2<StreamReader<Integer>, WitFuture<Result<Optional<Types.Fields>, ErrorCode>>> consume(
      WitFuture<Result<@Nullable Void, ErrorCode>> res) {
    return take().consume(session(), res);
  }

  /** The body, for whoever carries the message on; the message is gone. */
  Contents take() {
    used = true;
    close();
    return contents;
  }

  final List<Field> headers() {
    return headers;
  }

  private static Result<@Nullable Void, @Nullable Void> result(boolean right) {
    return right ? Result.ok() : Result.err();
  }

  @Override
  protected void release() {
    if (!used) {
      contents.drop();
    }
  }

  static final class Request extends HostMessage03 implements Types.Request {
    private final RequestDraft draft;
    private final Optional<HostOptions03.Said> options;

    /** One that a guest makes. */
    Request(
        Session session,
        List<Field> headers,
        Contents contents,
        Optional<HostOptions03.Said> options) {
      super(session, headers, contents);
      this.draft = new RequestDraft();
      this.options = options;
    }

    /** One that came in. */
    Request(Session session, RequestHead head, Contents contents) {
      super(session, head.headers(), contents);
      this.draft = RequestDraft.of(head);
      this.options = Optional.empty();
    }

    RequestDraft draft() {
      return draft;
    }

    RequestSender.Timeouts timeouts() {
      return options.orElse(HostOptions03.Said.NOTHING).timeouts();
    }

    @Override
    public Types.Method getMethod() {
      return Words03.method(draft.method());
    }

    @Override
    public Result<@Nullable Void, @Nullable Void> setMethod(Types.Method method) {
      return result(draft.setMethod(Words03.text(method)));
    }

    @Override
    public Optional<String> getPathWithQuery() {
      return draft.pathWithQuery();
    }

    @Override
    public Result<@Nullable Void, @Nullable Void> setPathWithQuery(Optional<String> value) {
      return result(draft.setPathWithQuery(value));
    }

    @Override
    public Optional<Types.Scheme> getScheme() {
      return draft.scheme().map(Words03::scheme);
    }

    @Override
    public Result<@Nullable Void, @Nullable Void> setScheme(Optional<Types.Scheme> scheme) {
      return result(draft.setScheme(scheme.map(Words03::text)));
    }

    @Override
    public Optional<String> getAuthority() {
      return draft.authority();
    }

    @Override
    public Result<@Nullable Void, @Nullable Void> setAuthority(Optional<String> authority) {
      return result(draft.setAuthority(authority));
    }

    @Override
    public Optional<Types.RequestOptions> getOptions() {
      return options.map(said -> new HostOptions03(session(), said, true));
    }

    @Override
    protected String witName() {
      return "request";
    }
  }

  static final class Response extends HostMessage03 implements Types.Response {
    private int status;

    Response(Session session, int status, List<Field> headers, Contents contents) {
      super(session, headers, contents);
      this.status = status;
    }

    @Override
    public int getStatusCode() {
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
    protected String witName() {
      return "response";
    }
  }
}
