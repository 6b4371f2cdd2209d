package dev.witj.wasi.internal.v0_3;

import dev.witj.runtime.async.StreamReader;
import dev.witj.runtime.async.WitFuture;
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

  private SinkWriter() {}

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
    return WitFuture.from(threads.start("guest output", () -> result(data, sink, code)));
  }

  private static <E> Result<@Nullable Void, E> result(
      StreamReader<Integer> data, ByteSink sink, Function<IOException, E> code)
      throws InterruptedException {
    try {
      copy(data, sink);
      return Result.ok();
    } catch (IOException e) {
      return Result.err(code.apply(e));
    }
  }

  /** Refuses a stream. */
  public static <E> WitFuture<Result<@Nullable Void, E>> failed(StreamReader<Integer> data, E why) {
    data.close();
    return WitFuture.of(Result.err(why));
  }

  private static void copy(StreamReader<Integer> data, ByteSink sink)
      throws IOException, InterruptedException {
    try (data) {
      byte[] piece = new byte[FIRST_PIECE];
      for (int count = data.read(piece, 0, piece.length);
          count >= 0;
          count = data.read(piece, 0, piece.length)) {
        write(piece, count, sink);
        if (count == piece.length && count < ByteSink.MAX_BLOCK) {
          piece = new byte[2 * count];
        }
      }
      sink.flush();
      while (!sink.flushed()) {
        Waiting.await(sink);
      }
    } finally {
      sink.close();
    }
  }

  private static void write(byte[] bytes, int length, ByteSink sink)
      throws IOException, InterruptedException {
    int next = 0;
    while (next < length) {
      int room = sink.permit();
      if (room == 0) {
        Waiting.await(sink);
      } else {
        int end = Math.min(length, next + room);
        sink.write(Arrays.copyOfRange(bytes, next, end));
        next = end;
      }
    }
  }
}
