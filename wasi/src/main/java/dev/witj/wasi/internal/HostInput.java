package dev.witj.wasi.internal;

import dev.witj.runtime.value.Result;
import dev.witj.wasi.internal.io.ByteSource;
import dev.witj.wasi.internal.io.Readiness;
import dev.witj.wasi.internal.io.Waiting;
import dev.witj.wasi.io.Poll;
import dev.witj.wasi.io.Streams;
import dev.witj.wasi.io.Streams.StreamError;
import java.io.IOException;

/** An input stream of a guest. After an error or the end it stays closed. */
public final class HostInput extends HostResource implements Streams.InputStream {
  private final ByteSource source;
  private volatile boolean finished;

  /** A stream of its own. */
  public HostInput(Session session, ByteSource source) {
    super(session);
    this.source = source;
  }

  /** A stream that must be dropped before its parent. */
  public HostInput(HostResource parent, ByteSource source) {
    super(parent);
    this.source = source;
  }

  @Override
  public Result<byte[], StreamError> read(long len) {
    if (finished) {
      return Result.err(StreamErrors.CLOSED);
    }
    if (len == 0) {
      return Result.ok(new byte[0]);
    }
    try {
      byte[] bytes = source.read(capped(len));
      if (bytes != null) {
        return Result.ok(bytes);
      }
      finished = true;
      return Result.err(StreamErrors.CLOSED);
    } catch (IOException e) {
      finished = true;
      return Result.err(StreamErrors.failed(session(), e));
    }
  }

  @Override
  public Result<byte[], StreamError> blockingRead(long len) {
    if (!finished && len != 0) {
      Waiting.until(source);
    }
    return read(len);
  }

  @Override
  public Result<Long, StreamError> skip(long len) {
    return length(read(len));
  }

  @Override
  public Result<Long, StreamError> blockingSkip(long len) {
    return length(blockingRead(len));
  }

  @Override
  public Poll.Pollable subscribe() {
    return HostPollable.childOf(this, readiness());
  }

  /** A stream that is over lets nobody wait. */
  Readiness readiness() {
    return finished ? Readiness.ALWAYS : source;
  }

  @Override
  protected String witName() {
    return "input-stream";
  }

  @Override
  protected void release() {
    source.close();
  }

  private static Result<Long, StreamError> length(Result<byte[], StreamError> read) {
    return switch (read) {
      case Result.Ok(byte[] bytes) -> Result.ok((long) bytes.length);
      case Result.Err(StreamError error) -> Result.err(error);
    };
  }

  /** The guest's length is unsigned, and no promise that it is needed. */
  private static int capped(long len) {
    return len < 0 || len > ByteSource.MAX_READ ? ByteSource.MAX_READ : (int) len;
  }
}
