package dev.witj.wasi.http.internal.v0_3;

import dev.witj.runtime.async.StreamReader;
import dev.witj.runtime.async.WitFuture;
import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple2;
import dev.witj.wasi.http.exchange.BodyPipe;
import dev.witj.wasi.http.exchange.Field;
import dev.witj.wasi.http.exchange.FieldList;
import dev.witj.wasi.http.exchange.HttpFailure;
import dev.witj.wasi.http.exchange.HttpProblem;
import dev.witj.wasi.http.exchange.IncomingExchange;
import dev.witj.wasi.http.exchange.RequestHead;
import dev.witj.wasi.http.exchange.RequestSender;
import dev.witj.wasi.http.v0_3.Client;
import dev.witj.wasi.http.v0_3.Types;
import dev.witj.wasi.internal.Session;
import dev.witj.wasi.internal.io.Waiting;
import dev.witj.wasi.internal.v0_3.Session03;
import dev.witj.wasi.serving.v0_3.ServiceImports;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** {@code wasi:http} 0.3 for the guests of one store. */
public final class HttpSession03 implements ServiceImports, Types {
  private final Session03 wasi;
  private final Session session;
  private final RequestSender sender;

  /**
   * A session.
   *
   * @param wasi what else the guests have
   * @param sender who sends their requests
   */
  public HttpSession03(Session03 wasi, RequestSender sender) {
    this.wasi = wasi;
    this.session = wasi.session();
    this.sender = sender;
  }

  @Override
  public Types types() {
    return this;
  }

  @Override
  public Client client() {
    return this::send;
  }

  private Result<Types.Response, ErrorCode> send(Types.Request request)
      throws InterruptedException {
    HostMessage03.Request mine = (HostMessage03.Request) request;
    Contents contents = mine.take();
    try {
      RequestHead head = mine.draft().head(mine.headers());
      BodyPipe pipe =
          new BodyPipe(HttpProblem.REQUEST_BODY_SIZE, Field.contentLength(mine.headers()));
      if (contents.isEmpty()) {
        pipe.finish(List.of());
      }
      RequestSender.Pending pending = sender.send(head, pipe, mine.timeouts(), session.gate());
      CompletableFuture<@Nullable Void> _ =
          wasi.threads()
              .start(
                  "request body",
                  () -> {
                    contents.carry(pipe);
                    return null;
                  },
                  () -> {
                    pipe.abort();
                    contents.drop();
                  });
      return Result.ok(response(await(pending)));
    } catch (HttpFailure e) {
      contents.drop();
      return Result.err(Words03.code(e));
    }
  }

  private static RequestSender.Answer await(RequestSender.Pending pending)
      throws HttpFailure, InterruptedException {
    try {
      while (true) {
        Optional<RequestSender.Answer> answer = pending.answer();
        if (answer.isPresent()) {
          return answer.get();
        }
        Waiting.await(pending);
      }
    } catch (InterruptedException e) {
      pending.cancel();
      throw e;
    }
  }

  private Types.Response response(RequestSender.Answer answer) {
    return new HostMessage03.Response(
        session, answer.status(), answer.headers(), new Contents.OfHost(answer.body()));
  }

  /** The request of an exchange, as the handler of a guest gets it. */
  public Types.Request request(IncomingExchange exchange) {
    return new HostMessage03.Request(
        session, exchange.head(), new Contents.OfHost(exchange.body()));
  }

  /**
   * Answers an exchange with what the handler of a guest gave, and returns when all of it is on its
   * way.
   */
  public void answer(IncomingExchange exchange, Types.Response given) throws InterruptedException {
    HostMessage03.Response response = (HostMessage03.Response) given;
    Contents contents = response.take();
    if (contents.isEmpty()) {
      // Whatever length was announced: HEAD is answered so.
      exchange.respond(response.getStatusCode(), response.headers(), nothing());
      contents.carry(nothing());
      return;
    }
    OptionalLong announced = Field.contentLength(response.headers());
    BodyPipe pipe = new BodyPipe(HttpProblem.RESPONSE_BODY_SIZE, announced);
    exchange.respond(response.getStatusCode(), response.headers(), pipe);
    if (announced.isEmpty()) {
      // Whoever does not know how much it will be may take its time.
      exchange.hurry();
    }
    contents.carry(pipe);
  }

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
  public Types.Fields.Factory fields() {
    return new Types.Fields.Factory() {
      @Override
      public Types.Fields create() {
        return new HostFields03(session, FieldList.of(List.of()));
      }

      @Override
      public Result<Types.Fields, HeaderError> fromList(List<Tuple2<String, byte[]>> entries) {
        return HostFields03.fromList(session, entries);
      }
    };
  }

  @Override
  public Types.RequestOptions.Factory requestOptions() {
    return () -> new HostOptions03(session, HostOptions03.Said.NOTHING, false);
  }

  @Override
  public Types.Request.Factory request() {
    return new Types.Request.Factory() {
      @Override
      public Tuple2<Types.Request, WitFuture<Result<@Nullable Void, ErrorCode>>> new_(
          Types.Fields headers,
          Optional<StreamReader<Integer>> contents,
          WitFuture<Result<Optional<Types.Fields>, ErrorCode>> trailers,
          Optional<Types.RequestOptions> options) {
        Contents.OfGuest body = new Contents.OfGuest(contents, trailers, new CompletableFuture<>());
        return new Tuple2<>(
            new HostMessage03.Request(
                session, HostFields03.take(headers), body, options.map(HostOptions03::take)),
            WitFuture.from(body.transmitted()));
      }

      @Override
      public Tuple2<StreamReader<Integer>, WitFuture<Result<Optional<Types.Fields>, ErrorCode>>>
          consumeBody(Types.Request request, WitFuture<Result<@Nullable Void, ErrorCode>> res) {
        return ((HostMessage03) request).consume(res);
      }
    };
  }

  @Override
  public Types.Response.Factory response() {
    return new Types.Response.Factory() {
      @Override
      public Tuple2<Types.Response, WitFuture<Result<@Nullable Void, ErrorCode>>> new_(
          Types.Fields headers,
          Optional<StreamReader<Integer>> contents,
          WitFuture<Result<Optional<Types.Fields>, ErrorCode>> trailers) {
        Contents.OfGuest body = new Contents.OfGuest(contents, trailers, new CompletableFuture<>());
        return new Tuple2<>(
            new HostMessage03.Response(session, 200, HostFields03.take(headers), body),
            WitFuture.from(body.transmitted()));
      }

      @Override
      public Tuple2<StreamReader<Integer>, WitFuture<Result<Optional<Types.Fields>, ErrorCode>>>
          consumeBody(Types.Response response, WitFuture<Result<@Nullable Void, ErrorCode>> res) {
        return ((HostMessage03) response).consume(res);
      }
    };
  }
}
