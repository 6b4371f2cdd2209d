package dev.witj.wasi.internal.v0_3;

import dev.witj.runtime.async.StreamReader;
import dev.witj.runtime.async.WitFuture;
import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple2;
import dev.witj.wasi.internal.io.ByteSource;
import dev.witj.wasi.internal.io.Waiting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of the host as a stream, and how they ended as a future.
 *
 * @param <R> what the guest is told at the end
 */
public final class SourceReader<R> implements StreamReader<Integer> {
  private final ByteSource source;
  private final Supplier<R> atEnd;
  private final Function<IOException, R> onFailure;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final CompletableFuture<R> outcome = new CompletableFuture<>();

  private SourceReader(ByteSource source, Supplier<R> atEnd, Function<IOException, R> onFailure) {
    this.source = source;
    this.atEnd = atEnd;
    this.onFailure = onFailure;
  }

  /** The stream and the future. The source is closed when either end is done with it. */
  public static <E> Tuple2<StreamReader<Integer>, WitFuture<Result<@Nullable Void, E>>> of(
      ByteSource source, Function<IOException, E> code) {
    return of(source, Result::ok, failure -> Result.err(code.apply(failure)));
  }

  /** The same, with another form of what is told at the end. */
  public static <R> Tuple2<StreamReader<Integer>, WitFuture<R>> of(
      ByteSource source, Supplier<R> atEnd, Function<IOException, R> onFailure) {
    SourceReader<R> reader = new SourceReader<>(source, atEnd, onFailure);
    return new Tuple2<>(reader, WitFuture.from(reader.outcome));
  }

  /** A stream that has ended at once, and why. */
  public static <T, E> Tuple2<StreamReader<T>, WitFuture<Result<@Nullable Void, E>>> failed(E why) {
    return new Tuple2<>(StreamReader.empty(), WitFuture.of(Result.err(why)));
  }

  @Override
  public List<Integer> read(int max) throws InterruptedException {
    byte[] bytes = new byte[Math.min(max, ByteSource.MAX_READ)];
    int count = read(bytes, 0, bytes.length);
    List<Integer> items = new ArrayList<>(Math.max(count, 0));
    for (int i = 0; i < count; i++) {
      items.add(bytes[i] & 0xff);
    }
    return items;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws InterruptedException {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (length == 0) {
      return 0;
    }
    try {
      while (!ended.get()) {
        byte[] bytes = source.read(Math.min(length, ByteSource.MAX_READ));
        if (bytes == null) {
          end(atEnd.get());
        } else if (bytes.length == 0) {
          Waiting.await(source);
        } else {
          System.arraycopy(bytes, 0, into, offset, bytes.length);
          return bytes.length;
        }
      }
    } catch (IOException e) {
      end(onFailure.apply(e));
    }
    return -1;
  }

  @Override
  public void close() {
    end(atEnd.get());
  }

  private void end(R how) {
    if (ended.compareAndSet(false, true)) {
      try {
        source.close();
      } finally {
        outcome.complete(how);
      }
    }
  }
}
