package dev.witj.wasi.http.internal;

import dev.witj.runtime.value.Result;
import dev.witj.wasi.http.Types;
import dev.witj.wasi.http.Types.ErrorCode;
import dev.witj.wasi.http.exchange.BodySource;
import dev.witj.wasi.http.exchange.HttpFailure;
import dev.witj.wasi.http.exchange.HttpProblem;
import dev.witj.wasi.internal.HostInput;
import dev.witj.wasi.internal.HostPollable;
import dev.witj.wasi.internal.HostResource;
import dev.witj.wasi.internal.Session;
import dev.witj.wasi.internal.io.ByteSource;
import dev.witj.wasi.internal.io.Readiness;
import dev.witj.wasi.internal.io.Traps;
import dev.witj.wasi.io.Poll;
import dev.witj.wasi.io.Streams;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code incoming-body} and what becomes of it, {@code future-trailers}. */
final class HostIncomingBody extends HostResource implements Types.IncomingBody {
  private final BodySource source;
  private boolean streamed;
  private boolean handedOn;

  HostIncomingBody(Session session, BodySource source) {
    super(session);
    this.source = source;
  }

  @Override
  public Result<Streams.InputStream, @Nullable Void> stream() {
    if (streamed) {
      return Result.err();
    }
    streamed = true;
    return Result.ok(new HostInput(this, new Borrowed(source)));
  }

  /** {@code finish}: what was not read is skipped, and the trailers come in time. */
  static Types.FutureTrailers finish(Types.IncomingBody body) {
    HostIncomingBody mine = (HostIncomingBody) body;
    if (mine.hasChildren()) {
      throw Traps.rule("cannot finish an `incoming-body` while its stream is alive");
    }
    mine.handedOn = true;
    mine.close();
    return new Trailers(mine.session(), mine.source);
  }

  @Override
  protected String witName() {
    return "incoming-body";
  }

  @Override
  protected void release() {
    if (!handedOn) {
      source.close();
    }
  }

  /** The stream of a body, which ends before the body does. */
  private record Borrowed(BodySource body) implements ByteSource {
    @Override
    public boolean ready() {
      return body.ready();
    }

    @Override
    public byte @Nullable [] read(int max) throws IOException {
      return body.read(max);
    }

    @Override
    public long nanosToWait() {
      return body.nanosToWait();
    }

    @Override
    public void watch(Thread thread) {
      body.watch(thread);
    }

    @Override
    public void unwatch(Thread thread) {
      body.unwatch(thread);
    }
  }

  private static final class Trailers extends HostResource
      implements Types.FutureTrailers, Readiness {
    private final BodySource source;
    private boolean ended;
    private boolean told;
    private @Nullable ErrorCode failure;

    Trailers(Session session, BodySource source) {
      super(session);
      this.source = source;
    }

    @Override
    public boolean ready() {
      try {
        while (!ended && source.ready()) {
          ended = source.read(ByteSource.MAX_READ) == null;
        }
      } catch (IOException e) {
        failure =
            Words.code(
                e instanceof HttpFailure known ? known : HttpProblem.INTERNAL_ERROR.failure());
        ended = true;
      }
      return ended;
    }

    @Override
    public Optional<Result<Result<Optional<Types.Fields>, ErrorCode>, @Nullable Void>> get() {
      if (told) {
        return Optional.of(Result.err());
      }
      if (!ready()) {
        return Optional.empty();
      }
      told = true;
      if (failure != null) {
        return Optional.of(Result.ok(Result.err(failure)));
      }
      List<dev.witj.wasi.http.exchange.Field> trailers = source.trailers();
      return Optional.of(
          Result.ok(
              Result.ok(
                  trailers.isEmpty()
                      ? Optional.empty()
                      : Optional.of(new HostFields(session(), trailers)))));
    }

    @Override
    public Poll.Pollable subscribe() {
      return HostPollable.childOf(this, this);
    }

    @Override
    public long nanosToWait() {
      return source.nanosToWait();
    }

    @Override
    public void watch(Thread thread) {
      source.watch(thread);
    }

    @Override
    public void unwatch(Thread thread) {
      source.unwatch(thread);
    }

    @Override
    protected String witName() {
      return "future-trailers";
    }

    @Override
    protected void release() {
      source.close();
    }
  }
}
