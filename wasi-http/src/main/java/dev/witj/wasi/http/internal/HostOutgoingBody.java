package dev.witj.wasi.http.internal;

import dev.witj.runtime.value.Result;
import dev.witj.wasi.http.Types;
import dev.witj.wasi.http.Types.ErrorCode;
import dev.witj.wasi.http.exchange.BodyPipe;
import dev.witj.wasi.http.exchange.Field;
import dev.witj.wasi.http.exchange.HttpFailure;
import dev.witj.wasi.internal.HostOutput;
import dev.witj.wasi.internal.HostResource;
import dev.witj.wasi.internal.Session;
import dev.witj.wasi.internal.io.Traps;
import dev.witj.wasi.io.Streams;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code outgoing-body}: without {@code finish} it is broken off. */
final class HostOutgoingBody extends HostResource implements Types.OutgoingBody {
  private final BodyPipe pipe;
  private boolean streamed;

  HostOutgoingBody(Session session, BodyPipe pipe) {
    super(session);
    this.pipe = pipe;
  }

  @Override
  public Result<Streams.OutputStream, @Nullable Void> write() {
    if (streamed) {
      return Result.err();
    }
    streamed = true;
    return Result.ok(new HostOutput(this, pipe));
  }

  /** {@code finish}. */
  static Result<@Nullable Void, ErrorCode> finish(
      Types.OutgoingBody body, Optional<Types.Fields> trailers) {
    HostOutgoingBody mine = (HostOutgoingBody) body;
    if (mine.hasChildren()) {
      throw Traps.rule("cannot finish an `outgoing-body` while its stream is alive");
    }
    List<Field> behind = trailers.map(HostFields::take).orElse(List.of());
    try {
      mine.pipe.finish(behind);
      return Result.ok();
    } catch (HttpFailure e) {
      return Result.err(Words.code(e));
    } finally {
      mine.close();
    }
  }

  @Override
  protected String witName() {
    return "outgoing-body";
  }

  @Override
  protected void release() {
    pipe.abort();
  }
}
