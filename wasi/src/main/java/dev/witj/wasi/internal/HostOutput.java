package dev.witj.wasi.internal;

import dev.witj.runtime.value.Result;
import dev.witj.wasi.io.Poll;
import dev.witj.wasi.io.Streams;
import dev.witj.wasi.io.Streams.StreamError;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An output stream of a guest. Sinks write at once, so it is always ready; after an error it stays
 * closed.
 */
final class HostOutput extends HostResource implements Streams.OutputStream {
  /** What {@code blocking-write-and-flush} takes at most. */
  private static final int MAX_BLOCKING_WRITE = 4096;

  private static final byte[] ZEROS = new byte[MAX_BLOCKING_WRITE];

  private final ByteSink sink;
  private long permit;
  private boolean finished;

  HostOutput(Session session, ByteSink sink) {
    super(session);
    this.sink = sink;
  }

  @Override
  public Result<Long, StreamError> checkWrite() {
    if (finished) {
      return Result.err(StreamErrors.CLOSED);
    }
    permit = ByteSink.PERMIT;
    return Result.ok(permit);
  }

  @Override
  public Result<@Nullable Void, StreamError> write(byte[] contents) {
    if (finished) {
      return Result.err(StreamErrors.CLOSED);
    }
    usePermit("write", contents.length);
    return run(() -> sink.write(contents));
  }

  @Override
  public Result<@Nullable Void, StreamError> blockingWriteAndFlush(byte[] contents) {
    if (contents.length > MAX_BLOCKING_WRITE) {
      throw Traps.rule(
          "`blocking-write-and-flush` takes at most %d bytes, not %d"
              .formatted(MAX_BLOCKING_WRITE, contents.length));
    }
    return run(
        () -> {
          sink.write(contents);
          sink.flush();
        });
  }

  @Override
  public Result<@Nullable Void, StreamError> flush() {
    return run(sink::flush);
  }

  @Override
  public Result<@Nullable Void, StreamError> blockingFlush() {
    return flush();
  }

  @Override
  public Poll.Pollable subscribe() {
    return HostPollable.childOf(this, Readiness.ALWAYS);
  }

  @Override
  public Result<@Nullable Void, StreamError> writeZeroes(long len) {
    if (finished) {
      return Result.err(StreamErrors.CLOSED);
    }
    usePermit("write-zeroes", len);
    return run(() -> zeros(len));
  }

  @Override
  public Result<@Nullable Void, StreamError> blockingWriteZeroesAndFlush(long len) {
    if (Long.compareUnsigned(len, MAX_BLOCKING_WRITE) > 0) {
      throw Traps.rule(
          "`blocking-write-zeroes-and-flush` takes at most %d bytes, not %s"
              .formatted(MAX_BLOCKING_WRITE, Long.toUnsignedString(len)));
    }
    return run(
        () -> {
          zeros(len);
          sink.flush();
        });
  }

  @Override
  public Result<Long, StreamError> splice(Streams.InputStream src, long len) {
    if (finished) {
      return Result.err(StreamErrors.CLOSED);
    }
    return switch (src.read(len)) {
      case Result.Ok(byte[] bytes) ->
          switch (run(() -> sink.write(bytes))) {
            case Result.Ok(var _) -> Result.ok((long) bytes.length);
            case Result.Err(StreamError error) -> Result.err(error);
          };
      case Result.Err(StreamError error) -> Result.err(error);
    };
  }

  @Override
  public Result<Long, StreamError> blockingSplice(Streams.InputStream src, long len) {
    if (!finished && len != 0) {
      Waiting.until(((HostInput) src).readiness());
    }
    return splice(src, len);
  }

  @Override
  String witName() {
    return "output-stream";
  }

  @Override
  void release() {
    sink.close();
  }

  private void usePermit(String function, long len) {
    if (Long.compareUnsigned(len, permit) > 0) {
      throw Traps.rule(
          "`%s` of %s bytes, but `check-write` permits %d"
              .formatted(function, Long.toUnsignedString(len), permit));
    }
    permit -= len;
  }

  private void zeros(long len) throws IOException {
    for (long rest = len; rest > 0; rest -= ZEROS.length) {
      sink.write(rest < ZEROS.length ? new byte[(int) rest] : ZEROS);
    }
  }

  private interface Action {
    void run() throws IOException;
  }

  private Result<@Nullable Void, StreamError> run(Action action) {
    if (finished) {
      return Result.err(StreamErrors.CLOSED);
    }
    try {
      action.run();
      return Result.ok();
    } catch (IOException e) {
      finished = true;
      return Result.err(StreamErrors.failed(session(), e));
    }
  }
}
