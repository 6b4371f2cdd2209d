package dev.witj.wasi.internal;

import dev.witj.runtime.value.Result;
import dev.witj.wasi.internal.io.ByteSink;
import dev.witj.wasi.internal.io.EndedException;
import dev.witj.wasi.internal.io.Readiness;
import dev.witj.wasi.internal.io.Traps;
import dev.witj.wasi.internal.io.Waiting;
import dev.witj.wasi.io.Poll;
import dev.witj.wasi.io.Streams;
import dev.witj.wasi.io.Streams.StreamError;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An output stream of a guest. It is ready when its sink has room, and while a flush is under way,
 * when that is done; after an error it stays closed.
 */
public final class HostOutput extends HostResource implements Streams.OutputStream {
  /** What {@code blocking-write-and-flush} takes at most. */
  private static final int MAX_BLOCKING_WRITE = 4096;

  private static final byte[] ZEROS = new byte[MAX_BLOCKING_WRITE];

  private final ByteSink sink;
  private final Readiness readiness = new Ready();
  private long permit;
  private boolean flushing;
  private boolean finished;

  /** A stream of its own. */
  public HostOutput(Session session, ByteSink sink) {
    super(session);
    this.sink = sink;
  }

  /** A stream that must be dropped before its parent. */
  public HostOutput(HostResource parent, ByteSink sink) {
    super(parent);
    this.sink = sink;
  }

  @Override
  public Result<Long, StreamError> checkWrite() {
    return run(
        () -> {
          permit = room();
          return permit;
        });
  }

  /** What may be written now: nothing while a flush is under way. */
  private int room() throws IOException {
    flushing = flushing && !sink.flushed();
    return flushing ? 0 : sink.permit();
  }

  @Override
  public Result<@Nullable Void, StreamError> write(byte[] contents) {
    if (finished) {
      return Result.err(StreamErrors.CLOSED);
    }
    usePermit("write", contents.length);
    return act(() -> sink.write(contents));
  }

  @Override
  public Result<@Nullable Void, StreamError> blockingWriteAndFlush(byte[] contents) {
    if (contents.length > MAX_BLOCKING_WRITE) {
      throw Traps.rule(
          "`blocking-write-and-flush` takes at most %s bytes, not %s"
              .formatted(MAX_BLOCKING_WRITE, contents.length));
    }
    return act(
        () -> {
          writeAll(contents);
          flushAll();
        });
  }

  private void writeAll(byte[] bytes) throws IOException {
    int next = 0;
    while (next < bytes.length) {
      int room = room();
      if (room == 0) {
        Waiting.until(readiness);
      } else {
        int end = Math.min(bytes.length, next + room);
        sink.write(next == 0 && end == bytes.length ? bytes : Arrays.copyOfRange(bytes, next, end));
        next = end;
      }
    }
  }

  private void flushAll() throws IOException {
    sink.flush();
    flushing = true;
    while (!sink.flushed()) {
      Waiting.until(readiness);
    }
    flushing = false;
  }

  @Override
  public Result<@Nullable Void, StreamError> flush() {
    return act(
        () -> {
          sink.flush();
          flushing = !sink.flushed();
          permit = flushing ? 0 : permit;
        });
  }

  @Override
  public Result<@Nullable Void, StreamError> blockingFlush() {
    return act(this::flushAll);
  }

  @Override
  public Poll.Pollable subscribe() {
    return HostPollable.childOf(this, readiness);
  }

  @Override
  public Result<@Nullable Void, StreamError> writeZeroes(long len) {
    if (finished) {
      return Result.err(StreamErrors.CLOSED);
    }
    usePermit("write-zeroes", len);
    return act(
        () -> {
          for (long rest = len; rest > 0; rest -= ZEROS.length) {
            sink.write(rest < ZEROS.length ? new byte[(int) rest] : ZEROS);
          }
        });
  }

  @Override
  public Result<@Nullable Void, StreamError> blockingWriteZeroesAndFlush(long len) {
    if (Long.compareUnsigned(len, MAX_BLOCKING_WRITE) > 0) {
      throw Traps.rule(
          "`blocking-write-zeroes-and-flush` takes at most %s bytes, not %s"
              .formatted(MAX_BLOCKING_WRITE, Long.toUnsignedString(len)));
    }
    return blockingWriteAndFlush(new byte[(int) len]);
  }

  @Override
  public Result<Long, StreamError> splice(Streams.InputStream src, long len) {
    return switch (run(this::room)) {
      case Result.Ok(Integer room) when room == 0 -> Result.ok(0L);
      case Result.Ok(Integer room) ->
          switch (src.read(Long.compareUnsigned(len, room) < 0 ? len : room)) {
            case Result.Ok(byte[] bytes) ->
                switch (act(() -> sink.write(bytes))) {
                  case Result.Ok(var _) -> Result.ok((long) bytes.length);
                  case Result.Err(StreamError error) -> Result.err(error);
                };
            case Result.Err(StreamError error) -> Result.err(error);
          };
      case Result.Err(StreamError error) -> Result.err(error);
    };
  }

  @Override
  public Result<Long, StreamError> blockingSplice(Streams.InputStream src, long len) {
    if (!finished && len != 0) {
      Waiting.until(readiness);
      Waiting.until(((HostInput) src).readiness());
    }
    return splice(src, len);
  }

  @Override
  protected String witName() {
    return "output-stream";
  }

  @Override
  protected void release() {
    sink.close();
  }

  private void usePermit(String function, long len) {
    if (Long.compareUnsigned(len, permit) > 0) {
      throw Traps.rule(
          "`%s` of %s bytes, but `check-write` permits %s"
              .formatted(function, Long.toUnsignedString(len), permit));
    }
    permit -= len;
  }

  private interface Action {
    void run() throws IOException;
  }

  private interface Step<T> {
    T run() throws IOException;
  }

  private Result<@Nullable Void, StreamError> act(Action action) {
    return switch (run(
        () -> {
          action.run();
          return true;
        })) {
      case Result.Ok(var _) -> Result.ok();
      case Result.Err(StreamError error) -> Result.err(error);
    };
  }

  private <T> Result<T, StreamError> run(Step<T> step) {
    if (finished) {
      return Result.err(StreamErrors.CLOSED);
    }
    try {
      return Result.ok(step.run());
    } catch (EndedException e) {
      finished = true;
      return Result.err(StreamErrors.CLOSED);
    } catch (IOException e) {
      finished = true;
      return Result.err(StreamErrors.failed(session(), e));
    }
  }

  private final class Ready implements Readiness {
    @Override
    public boolean ready() {
      try {
        return finished || (flushing ? sink.flushed() : sink.ready());
      } catch (IOException e) {
        return true;
      }
    }

    @Override
    public long nanosToWait() {
      return sink.nanosToWait();
    }

    @Override
    public void watch(Thread thread) {
      sink.watch(thread);
    }

    @Override
    public void unwatch(Thread thread) {
      sink.unwatch(thread);
    }
  }
}
