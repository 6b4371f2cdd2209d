package dev.witj.wasi.internal;

import static dev.witj.wasi.internal.World.assertErr;
import static dev.witj.wasi.internal.World.assertTraps;
import static dev.witj.wasi.internal.World.bytes;
import static dev.witj.wasi.internal.World.ok;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.runtime.TrapCode;
import dev.witj.runtime.value.Result;
import dev.witj.wasi.WasiLimits;
import dev.witj.wasi.filesystem.Types;
import dev.witj.wasi.internal.io.ByteSource;
import dev.witj.wasi.io.Poll;
import dev.witj.wasi.io.Streams;
import dev.witj.wasi.io.Streams.StreamError;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code wasi:io}. */
@Timeout(20)
final class StreamsTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private Session session(InputStream in) {
    return World.session(in, out, WasiLimits.defaults());
  }

  private static InputStream input(String text) {
    return new ByteArrayInputStream(bytes(text));
  }

  @Test
  void readsUntilTheEndAndStaysClosed() {
    Streams.InputStream stream = session(input("hello")).stdin().getStdin();
    assertArrayEquals(new byte[0], ok(stream.read(0)));
    assertArrayEquals(bytes("he"), ok(stream.blockingRead(2)));
    assertEquals(1L, ok(stream.blockingSkip(1)));
    assertArrayEquals(bytes("lo"), ok(stream.blockingRead(-1L)));
    assertErr(StreamErrors.CLOSED, stream.blockingRead(5));
    assertErr(StreamErrors.CLOSED, stream.read(0));
    assertErr(StreamErrors.CLOSED, stream.skip(1));
  }

  @Test
  void neverHoldsMoreThanAFewKilobytes() {
    Streams.InputStream stream =
        session(new ByteArrayInputStream(new byte[1_000_000])).stdin().getStdin();
    assertEquals(ByteSource.MAX_READ, ok(stream.blockingRead(1_000_000)).length);
  }

  @Test
  void readGivesNothingWhereItWouldWait() throws IOException {
    try (PipedOutputStream feed = new PipedOutputStream();
        PipedInputStream pipe = new PipedInputStream(feed)) {
      Session session = session(pipe);
      Streams.InputStream stream = session.stdin().getStdin();
      assertArrayEquals(new byte[0], ok(stream.read(10)));
      Poll.Pollable pollable = stream.subscribe();
      assertFalse(pollable.ready());
      Poll.Pollable soon = session.monotonicClock().subscribeDuration(1_000_000);
      assertArrayEquals(new int[] {1}, session.poll().poll(List.of(pollable, soon)));
      feed.write(7);
      feed.flush();
      pollable.block();
      assertTrue(pollable.ready());
      assertArrayEquals(
          new int[] {0, 1, 2}, session.poll().poll(List.of(pollable, soon, pollable)));
      assertArrayEquals(new byte[] {7}, ok(stream.read(10)));
    }
  }

  @Test
  void tellsOfAFailureOnce() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("Is a directory");
          }

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            return read();
          }
        };
    Session session = session(broken);
    Streams.InputStream stream = session.stdin().getStdin();
    assertFailed(session, Types.ErrorCode.IS_DIRECTORY, stream.blockingRead(1));
    assertErr(StreamErrors.CLOSED, stream.blockingRead(1));
  }

  /** Nobody waits for ever for a thread that reads no more. */
  @Test
  @Timeout(60)
  void tellsOfAnErrorOfTheHostsStream() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() {
            throw new StackOverflowError();
          }

          @Override
          public int read(byte[] into, int offset, int length) {
            return read();
          }
        };
    Session session = session(broken);
    Streams.InputStream stream = session.stdin().getStdin();
    assertInstanceOf(Result.Err.class, stream.blockingRead(1));
    assertErr(StreamErrors.CLOSED, stream.blockingRead(1));
  }

  @Test
  void saysThatAPipeIsBroken() {
    OutputStream broken = World.failing("Broken pipe");
    Session session = World.session(input(""), broken, WasiLimits.defaults());
    Streams.OutputStream stream = session.stdout().getStdout();
    assertFailed(session, Types.ErrorCode.PIPE, stream.blockingWriteAndFlush(bytes("x")));
    assertErr(StreamErrors.CLOSED, stream.checkWrite());
    assertErr(StreamErrors.CLOSED, stream.blockingWriteAndFlush(bytes("x")));
    assertErr(StreamErrors.CLOSED, stream.flush());
  }

  private static void assertFailed(Session session, Types.ErrorCode code, Result<?, ?> result) {
    Object error = assertInstanceOf(Result.Err.class, result).error();
    StreamError.LastOperationFailed failed =
        assertInstanceOf(StreamError.LastOperationFailed.class, error);
    assertEquals(Optional.of(code), session.types().filesystemErrorCode(failed.value()));
    assertFalse(failed.value().toDebugString().isEmpty());
  }

  @Test
  void writesWhatIsPermittedAndNoMore() {
    Streams.OutputStream stream = session(input("")).stdout().getStdout();
    assertTraps(TrapCode.HOST_RULE, () -> stream.write(bytes("x")));
    long permit = ok(stream.checkWrite());
    assertTrue(permit > 0);
    assertInstanceOf(Result.Ok.class, stream.write(bytes("abc")));
    assertInstanceOf(Result.Ok.class, stream.writeZeroes(2));
    assertTraps(TrapCode.HOST_RULE, () -> stream.writeZeroes(permit));
    assertTraps(TrapCode.HOST_RULE, () -> stream.writeZeroes(-1));
    assertArrayEquals(bytes("abc\0\0"), out.toByteArray());
  }

  @Test
  void boundsBlockingWrites() {
    Streams.OutputStream stream = session(input("")).stdout().getStdout();
    assertInstanceOf(Result.Ok.class, stream.blockingWriteAndFlush(new byte[4096]));
    assertInstanceOf(Result.Ok.class, stream.blockingWriteZeroesAndFlush(4096));
    assertTraps(TrapCode.HOST_RULE, () -> stream.blockingWriteAndFlush(new byte[4097]));
    assertTraps(TrapCode.HOST_RULE, () -> stream.blockingWriteZeroesAndFlush(4097));
    assertTraps(TrapCode.HOST_RULE, () -> stream.blockingWriteZeroesAndFlush(-1));
    assertEquals(8192, out.size());
  }

  @Test
  void splices() {
    Session session = session(input("spliced"));
    Streams.InputStream from = session.stdin().getStdin();
    Streams.OutputStream to = session.stdout().getStdout();
    assertEquals(3L, ok(to.blockingSplice(from, 3)));
    assertEquals(4L, ok(to.splice(from, 100)));
    assertErr(StreamErrors.CLOSED, to.blockingSplice(from, 1));
    assertEquals("spliced", out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void trapsWhereAStreamGoesBeforeItsPollable() {
    Session session = session(input(""));
    Streams.OutputStream stream = session.stdout().getStdout();
    Poll.Pollable pollable = stream.subscribe();
    assertTrue(pollable.ready());
    assertTraps(TrapCode.HOST_RULE, () -> close(stream));
    Streams.InputStream other = session.stdin().getStdin();
    close(other.subscribe());
    close(other);
    close(pollable);
  }

  private static void close(AutoCloseable resource) {
    try {
      resource.close();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void trapsWhereNothingIsPolled() {
    assertTraps(TrapCode.HOST_RULE, () -> session(input("")).poll().poll(List.of()));
  }

  @Test
  void stopsWaitingWhenInterrupted() {
    Session session = session(input(""));
    Poll.Pollable never = session.monotonicClock().subscribeDuration(-1L);
    Thread.currentThread().interrupt();
    assertTraps(TrapCode.INTERRUPTED, never::block);
    assertTrue(Thread.interrupted());
  }

  @Test
  void boundsTheResourcesOfAGuest() {
    Session session = World.session(input(""), out, WasiLimits.defaults().withResources(2));
    Streams.OutputStream first = session.stdout().getStdout();
    Streams.OutputStream _ = session.stdout().getStdout();
    assertTraps(TrapCode.LIMIT_EXCEEDED, session.stdout()::getStdout);
    close(first);
    Streams.OutputStream _ = session.stdout().getStdout();
  }
}
