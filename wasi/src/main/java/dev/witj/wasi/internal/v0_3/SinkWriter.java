package dev.witj.wasi.internal.v0_3;

import dev.witj.runtime.async.StreamReader;
import dev.witj.runtime.async.WitFuture;
import dev.witj.runtime.internal.Closer;
import dev.witj.runtime.value.Result;
import dev.witj.wasi.internal.io.ByteSink;
import dev.witj.wasi.internal.io.Waiting;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Takes a stream of a guest's to where it is to go. */
public final class SinkWriter {
  /** What a stream that says nothing costs. */
  private static final int FIRST_PIECE = 1024;

  private final Background threads;
  private final StreamReader<Integer> data;
  private final ByteSink sink;
  private byte[] piece = new byte[FIRST_PIECE];

  private SinkWriter(Background threads, StreamReader<Integer> data, ByteSink sink) {
    this.threads = threads;
    this.data = data;
    this.sink = sink;
  }

  /**
   * Begins to take all of a stream, on a thread of its own.
   *
   * @param sink closed at the end
   * @param code what the guest is told of failures
   * @return whether all of it was taken and sent on
   */
  public static <E> WitFuture<Result<@Nullable Void, E>> start(
      Background threads,
      StreamReader<Integer> data,
      ByteSink sink,
      Function<IOException, E> code) {
    SinkWriter writer = new SinkWriter(threads, data, sink);
    return WitFuture.from(
        threads.start("guest output", () -> writer.result(code), writer::release));
  }

  private <E> Result<@Nullable Void, E> result(Function<IOException, E> code)
      throws InterruptedException {
    try {
      copy();
      return Result.ok();
    } catch (IOException e) {
      return Result.err(code.apply(e));
    }
  }

  private void release() {
    threads.giveRoom(piece.length - FIRST_PIECE);
    Closer closer = new Closer();
    closer.close(data);
    closer.run(sink::close);
    closer.end();
  }

  /** Refuses a stream. */
  public static <E> WitFuture<Result<@Nullable Void, E>> failed(StreamReader<Integer> data, E why) {
    data.close();
    return WitFuture.of(Result.err(why));
  }

  private void copy() throws IOException, InterruptedException {
    for (int count = data.read(piece, 0, piece.length);
        count >= 0;
        count = data.read(piece, 0, piece.length)) {
      write(count);
      if (count == piece.length && count < ByteSink.MAX_BLOCK && threads.takeRoom(count)) {
        piece = new byte[2 * count];
      }
    }
    sink.flush();
    while (!sink.flushed()) {
      Waiting.await(sink);
    }
  }

  private void write(int length) throws IOException, InterruptedException {
    int next = 0;
    while (next < length) {
      int room = sink.permit();
      if (room == 0) {
        Waiting.await(sink);
      } else {
        int end = Math.min(length, next + room);
        sink.write(Arrays.copyOfRange(piece, next, end));
        next = end;
      }
    }
  }
}
