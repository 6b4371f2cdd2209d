package dev.witj.wasi.http.internal.v0_3;

import dev.witj.runtime.async.StreamReader;
import dev.witj.runtime.async.WitFuture;
import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple2;
import dev.witj.wasi.http.exchange.BodyPipe;
import dev.witj.wasi.http.exchange.BodySource;
import dev.witj.wasi.http.exchange.Field;
import dev.witj.wasi.http.exchange.FieldList;
import dev.witj.wasi.http.exchange.HttpFailure;
import dev.witj.wasi.http.v0_3.Types.ErrorCode;
import dev.witj.wasi.http.v0_3.Types.Fields;
import dev.witj.wasi.internal.Session;
import dev.witj.wasi.internal.io.ByteSource;
import dev.witj.wasi.internal.io.Readiness;
import dev.witj.wasi.internal.io.Waiting;
import dev.witj.wasi.internal.v0_3.SourceReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The body of a message and what follows it. It is used once: given to a guest, or carried to where
 * the message goes.
 */
sealed interface Contents {
  /** How much is held between a guest and a carrier beyond what the carrier holds. */
  int PIECE = 16 * 1024;

  /**
   * The body for a guest to read, and the trailers.
   *
   * @param res how reading it went, told to whoever made the message
   */
  Tuple2<StreamReader<Integer>, WitFuture<Result<Optional<Fields>, ErrorCode>>> consume(
      Session session, WitFuture<Result<@Nullable Void, ErrorCode>> res);

  /** Whether there is nothing to carry. */
  boolean isEmpty();

  /** Carries all of it into a pipe, on this thread, and waits until it is on its way. */
  void carry(BodyPipe pipe) throws InterruptedException;

  /** Nobody wants it. */
  void drop();

  private static void finish(BodyPipe pipe, List<Field> trailers)
      throws IOException, InterruptedException {
    pipe.finish(trailers);
    Waiting.await(new Flushed(pipe));
    if (!pipe.flushed()) {
      throw new IllegalStateException("a body that is neither sent nor on its way");
    }
  }

  private static void write(BodyPipe pipe, byte[] bytes) throws IOException, InterruptedException {
    int next = 0;
    while (next < bytes.length) {
      int room = pipe.permit();
      if (room == 0) {
        Waiting.await(pipe);
      } else {
        int end = Math.min(bytes.length, next + room);
        pipe.write(Arrays.copyOfRange(bytes, next, end));
        next = end;
      }
    }
  }

  /** Ready when all is on its way, or never will be. */
  record Flushed(BodyPipe pipe) implements Readiness {
    @Override
    public boolean ready() {
      try {
        return pipe.flushed();
      } catch (IOException e) {
        return true;
      }
    }

    @Override
    public void watch(Thread thread) {
      pipe.watch(thread);
    }

    @Override
    public void unwatch(Thread thread) {
      pipe.unwatch(thread);
    }
  }

  /**
   * What a guest says.
   *
   * @param body perhaps none
   * @param trailers what follows it, or why it is no good
   * @param transmitted tells the guest how it went
   */
  record OfGuest(
      Optional<StreamReader<Integer>> body,
      WitFuture<Result<Optional<Fields>, ErrorCode>> trailers,
      CompletableFuture<Result<@Nullable Void, ErrorCode>> transmitted)
      implements Contents {
    @Override
    public Tuple2<StreamReader<Integer>, WitFuture<Result<Optional<Fields>, ErrorCode>>> consume(
        Session session, WitFuture<Result<@Nullable Void, ErrorCode>> res) {
      CompletableFuture<?> _ =
          res.toCompletableFuture()
              .whenComplete(
                  (how, failed) -> transmitted.complete(failed == null ? how : Result.ok()));
      return new Tuple2<>(body.orElseGet(StreamReader::empty), trailers);
    }

    @Override
    public boolean isEmpty() {
      return body.isEmpty();
    }

    @Override
    public void carry(BodyPipe pipe) throws InterruptedException {
      try {
        if (body.isPresent()) {
          copy(body.get(), pipe);
        }
        switch (trailers.get()) {
          case Result.Ok(Optional<Fields> behind) -> {
            finish(pipe, behind.map(HostFields03::take).orElse(List.of()));
            transmitted.complete(Result.ok());
          }
          case Result.Err(ErrorCode code) -> {
            pipe.abort();
            transmitted.complete(Result.err(code));
          }
        }
      } catch (IOException e) {
        transmitted.complete(Result.err(Words03.code(e)));
      } finally {
        // Whatever it was: who reads must not take a part for the whole.
        pipe.abort();
        drop();
      }
    }

    private static void copy(StreamReader<Integer> body, BodyPipe pipe)
        throws IOException, InterruptedException {
      byte[] piece = new byte[PIECE];
      for (int count = body.read(piece, 0, PIECE); count >= 0; count = body.read(piece, 0, PIECE)) {
        write(pipe, Arrays.copyOf(piece, count));
      }
    }

    @Override
    public void drop() {
      body.ifPresent(StreamReader::close);
      trailers.close();
      transmitted.complete(Result.ok());
    }
  }

  /**
   * What came in.
   *
   * @param source the body, and what follows it
   */
  record OfHost(BodySource source) implements Contents {
    @Override
    public Tuple2<StreamReader<Integer>, WitFuture<Result<Optional<Fields>, ErrorCode>>> consume(
        Session session, WitFuture<Result<@Nullable Void, ErrorCode>> res) {
      res.close();
      return SourceReader.of(
          source,
          () -> {
            List<Field> trailers = source.trailers();
            return Result.<Optional<Fields>, ErrorCode>ok(
                trailers.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new HostFields03(session, FieldList.immutable(trailers))));
          },
          failure -> Result.err(Words03.code(failure)));
    }

    @Override
    public boolean isEmpty() {
      return false;
    }

    @Override
    public void carry(BodyPipe pipe) throws InterruptedException {
      try {
        for (byte[] bytes = source.read(ByteSource.MAX_READ);
            bytes != null;
            bytes = source.read(ByteSource.MAX_READ)) {
          if (bytes.length == 0) {
            Waiting.await(source);
          } else {
            write(pipe, bytes);
          }
        }
        finish(pipe, source.trailers());
      } catch (HttpFailure e) {
        pipe.fail(e);
      } catch (IOException e) {
        pipe.abort();
      } finally {
        pipe.abort();
        drop();
      }
    }

    @Override
    public void drop() {
      source.close();
    }
  }
}
