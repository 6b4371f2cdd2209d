package dev.witj.wasi.http.internal;

import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple2;
import dev.witj.wasi.http.OutgoingHandler;
import dev.witj.wasi.http.Types;
import dev.witj.wasi.http.Types.ErrorCode;
import dev.witj.wasi.http.Types.HeaderError;
import dev.witj.wasi.http.exchange.BodyPipe;
import dev.witj.wasi.http.exchange.HttpFailure;
import dev.witj.wasi.http.exchange.IncomingExchange;
import dev.witj.wasi.http.exchange.RequestHead;
import dev.witj.wasi.http.exchange.RequestSender;
import dev.witj.wasi.internal.HostError;
import dev.witj.wasi.internal.HostPollable;
import dev.witj.wasi.internal.HostResource;
import dev.witj.wasi.internal.Session;
import dev.witj.wasi.internal.io.Readiness;
import dev.witj.wasi.io.Error;
import dev.witj.wasi.io.Poll;
import dev.witj.wasi.serving.ServiceImports;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code wasi:http} for the guests of one store. */
public final class HttpSession implements ServiceImports, Types {
  private final Session session;
  private final RequestSender sender;

  /**
   * A session.
   *
   * @param session what else the guests have
   * @param sender who sends their requests
   */
  public HttpSession(Session session, RequestSender sender) {
    this.session = session;
    this.sender = sender;
  }

  /** The request of an exchange, as the handler of a guest gets it. */
  public Types.IncomingRequest request(IncomingExchange exchange) {
    return new HostIncomingMessages.Request(session, exchange.head(), exchange.body());
  }

  /** Where the handler of a guest puts the answer. */
  public Outparam outparam(IncomingExchange exchange) {
    return new Outparam(session, exchange);
  }

  @Override
  public Types types() {
    return this;
  }

  @Override
  public OutgoingHandler outgoingHandler() {
    return this::send;
  }

  private Result<Types.FutureIncomingResponse, ErrorCode> send(
      Types.OutgoingRequest request, Optional<Types.RequestOptions> options) {
    HostOutgoingRequest mine = (HostOutgoingRequest) request;
    RequestSender.Timeouts timeouts =
        options.map(given -> ((Options) given).timeouts()).orElse(RequestSender.Timeouts.USUAL);
    options.ifPresent(given -> ((Options) given).close());
    try {
      RequestHead head = mine.head();
      BodyPipe body = mine.send();
      return Result.ok(
          new FutureResponse(session, sender.send(head, body, timeouts, session.gate())));
    } catch (HttpFailure e) {
      return Result.err(Words.code(e));
    } finally {
      mine.close();
    }
  }

  @Override
  public Optional<ErrorCode> httpErrorCode(Error.ErrorType err) {
    return ((HostError) err).failure() instanceof HttpFailure failure
        ? Optional.of(Words.code(failure))
        : Optional.empty();
  }

  @Override
  public Types.Fields.Factory fields() {
    return new Types.Fields.Factory() {
      @Override
      public Types.Fields create() {
        return new HostFields(session, List.of());
      }

      @Override
      public Result<Types.Fields, HeaderError> fromList(List<Tuple2<String, byte[]>> entries) {
        return HostFields.fromList(session, entries);
      }
    };
  }

  @Override
  public Types.OutgoingRequest.Factory outgoingRequest() {
    return headers -> new HostOutgoingRequest(session, HostFields.take(headers));
  }

  @Override
  public Types.RequestOptions.Factory requestOptions() {
    return () -> new Options(session);
  }

  @Override
  public Types.ResponseOutparam.Factory responseOutparam() {
    return (param, response) -> ((Outparam) param).set(response);
  }

  @Override
  public Types.IncomingBody.Factory incomingBody() {
    return HostIncomingBody::finish;
  }

  @Override
  public Types.OutgoingResponse.Factory outgoingResponse() {
    return headers -> new HostOutgoingResponse(session, HostFields.take(headers));
  }

  @Override
  public Types.OutgoingBody.Factory outgoingBody() {
    return HostOutgoingBody::finish;
  }

  /** {@code response-outparam}. */
  public static final class Outparam extends HostResource implements Types.ResponseOutparam {
    private final IncomingExchange exchange;
    private boolean set;
    private Optional<ErrorCode> error = Optional.empty();

    private Outparam(Session session, IncomingExchange exchange) {
      super(session);
      this.exchange = exchange;
    }

    private void set(Result<Types.OutgoingResponse, ErrorCode> response) {
      close();
      set = true;
      switch (response) {
        case Result.Ok(Types.OutgoingResponse answer) ->
            ((HostOutgoingResponse) answer).answer(exchange);
        case Result.Err(ErrorCode code) -> error = Optional.of(code);
      }
    }

    /** Whether the guest began to answer. */
    public boolean answered() {
      return set && error.isEmpty();
    }

    /** What the guest gave instead of an answer. */
    public Optional<String> error() {
      return error.map(code -> code.getClass().getSimpleName());
    }

    @Override
    protected String witName() {
      return "response-outparam";
    }
  }

  private static final class Options extends HostResource implements Types.RequestOptions {
    private Optional<Long> connect = Optional.empty();
    private Optional<Long> firstByte = Optional.empty();
    private Optional<Long> betweenBytes = Optional.empty();

    Options(Session session) {
      super(session);
    }

    RequestSender.Timeouts timeouts() {
      return RequestSender.Timeouts.ofNanos(connect, firstByte, betweenBytes);
    }

    @Override
    public Optional<Long> connectTimeout() {
      return connect;
    }

    @Override
    public Result<@Nullable Void, @Nullable Void> setConnectTimeout(Optional<Long> duration) {
      connect = duration;
      return Result.ok();
    }

    @Override
    public Optional<Long> firstByteTimeout() {
      return firstByte;
    }

    @Override
    public Result<@Nullable Void, @Nullable Void> setFirstByteTimeout(Optional<Long> duration) {
      firstByte = duration;
      return Result.ok();
    }

    @Override
    public Optional<Long> betweenBytesTimeout() {
      return betweenBytes;
    }

    @Override
    public Result<@Nullable Void, @Nullable Void> setBetweenBytesTimeout(Optional<Long> duration) {
      betweenBytes = duration;
      return Result.ok();
    }

    @Override
    protected String witName() {
      return "request-options";
    }
  }

  private static final class FutureResponse extends HostResource
      implements Types.FutureIncomingResponse {
    private final RequestSender.Pending pending;
    private boolean told;

    FutureResponse(Session session, RequestSender.Pending pending) {
      super(session);
      this.pending = pending;
    }

    @Override
    public Poll.Pollable subscribe() {
      Readiness ready = pending;
      return HostPollable.childOf(this, ready);
    }

    @Override
    public Optional<Result<Result<Types.IncomingResponse, ErrorCode>, @Nullable Void>> get() {
      if (told) {
        return Optional.of(Result.err());
      }
      try {
        Optional<RequestSender.Answer> answer = pending.answer();
        if (answer.isEmpty()) {
          return Optional.empty();
        }
        told = true;
        return Optional.of(
            Result.ok(Result.ok(new HostIncomingMessages.Response(session(), answer.get()))));
      } catch (HttpFailure e) {
        told = true;
        return Optional.of(Result.ok(Result.err(Words.code(e))));
      }
    }

    @Override
    protected String witName() {
      return "future-incoming-response";
    }

    @Override
    protected void release() {
      if (!told) {
        pending.cancel();
      }
    }
  }
}
