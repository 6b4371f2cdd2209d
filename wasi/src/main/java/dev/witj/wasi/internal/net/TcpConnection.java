package dev.witj.wasi.internal.net;

import dev.witj.wasi.internal.io.ByteSink;
import dev.witj.wasi.internal.io.ByteSource;
import dev.witj.wasi.internal.io.Descriptors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The two directions of a connection. Each holds at most one piece of {@link ByteSource#MAX_READ}
 * bytes: what came in and was not read, and what was written and the system had no room for.
 */
final class TcpConnection {
  /** How long what was written last may take on its way when nobody waits for it any more. */
  private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(10);

  /**
   * How many sockets of all guests may be on their way out for that, when they are closed; those of
   * stores that are closed, too, count nowhere else.
   */
  private static final Semaphore LINGERING = new Semaphore(Descriptors.share(16, 1000));

  private static final byte[] NOTHING = new byte[0];

  private final SocketChannel channel;
  private final Poller.Interest interest;
  private final Source source = new Source();
  private final Sink sink = new Sink();

  TcpConnection(SocketChannel channel, Poller.Interest interest) {
    this.channel = channel;
    this.interest = interest;
  }

  ByteSource source() {
    return source;
  }

  ByteSink sink() {
    return sink;
  }

  void endInput() throws NetException {
    source.end();
    try {
      channel.shutdownInput();
    } catch (IOException e) {
      throw NetException.of(e);
    }
    interest.watchers().wake();
  }

  void endOutput() throws NetException {
    sink.end();
    whenSent(
        () -> {
          try {
            channel.shutdownOutput();
          } catch (IOException e) {
            // The peer went first.
          }
        });
    interest.watchers().wake();
  }

  /** Does something after the rest was sent, or at once if too many wait for that already. */
  void closeWhenSent(Runnable close) {
    source.end();
    sink.end();
    if (sink.isSent() || !LINGERING.tryAcquire()) {
      close.run();
      return;
    }
    whenSent(
        () -> {
          LINGERING.release();
          close.run();
        });
  }

  /** Does something now, or on a thread of its own after the rest was sent. */
  private void whenSent(Runnable action) {
    if (sink.isSent()) {
      action.run();
      return;
    }
    Thread last =
        Thread.ofVirtual()
            .name("last bytes of a socket")
            .unstarted(
                () -> {
                  try {
                    sink.drain();
                  } finally {
                    action.run();
                  }
                });
    try {
      last.start();
    } catch (Throwable e) {
      action.run();
      throw e;
    }
  }

  private final class Source implements ByteSource, Port.OfChannel {
    private byte[] bytes = NOTHING;
    private int next;
    private boolean ended;
    private @Nullable NetException failure;

    @Override
    public synchronized boolean ready() {
      if (next < bytes.length || ended || failure != null) {
        return true;
      }
      ByteBuffer buffer = ByteBuffer.allocate(MAX_READ);
      try {
        int count = channel.read(buffer);
        if (count == 0) {
          interest.await(SelectionKey.OP_READ);
          return false;
        }
        ended = count < 0;
        bytes = Arrays.copyOf(buffer.array(), Math.max(count, 0));
        next = 0;
      } catch (IOException e) {
        failure = NetException.of(e);
      }
      return true;
    }

    @Override
    public synchronized byte @Nullable [] read(int max) throws IOException {
      if (!ready()) {
        return NOTHING;
      }
      if (next < bytes.length) {
        int end = next + Math.min(max, bytes.length - next);
        byte[] part =
            next == 0 && end == bytes.length ? bytes : Arrays.copyOfRange(bytes, next, end);
        next = end;
        return part;
      }
      if (failure != null && !ended) {
        ended = true;
        throw failure;
      }
      return null;
    }

    synchronized void end() {
      ended = true;
      bytes = NOTHING;
      next = 0;
    }

    @Override
    public Poller.Interest interest() {
      return interest;
    }
  }

  private final class Sink implements ByteSink, Port.OfChannel {
    private ByteBuffer rest = ByteBuffer.wrap(NOTHING);
    private boolean ended;
    private @Nullable NetException failure;

    @Override
    public synchronized boolean ready() {
      return ended || failure != null || send();
    }

    @Override
    public synchronized int permit() throws IOException {
      check();
      return send() ? MAX_BLOCK : 0;
    }

    @Override
    public synchronized void write(byte[] bytes) throws IOException {
      check();
      ByteBuffer more = ByteBuffer.wrap(bytes);
      if (rest.hasRemaining()) {
        ByteBuffer both = ByteBuffer.allocate(rest.remaining() + bytes.length);
        more = both.put(rest).put(more).flip();
      }
      rest = more;
      boolean _ = send();
      check();
    }

    @Override
    public synchronized boolean flushed() throws IOException {
      check();
      boolean sent = send();
      check();
      return sent;
    }

    /** Sends what the system takes, and tells whether that was all. */
    private boolean send() {
      try {
        while (rest.hasRemaining()) {
          if (channel.write(rest) == 0) {
            interest.await(SelectionKey.OP_WRITE);
            return false;
          }
        }
      } catch (IOException e) {
        failure = NetException.of(e);
        rest = ByteBuffer.wrap(NOTHING);
      }
      return true;
    }

    private void check() throws IOException {
      if (failure != null) {
        throw failure;
      }
      if (ended) {
        throw new dev.witj.wasi.internal.io.EndedException();
      }
    }

    synchronized boolean isSent() {
      return send();
    }

    synchronized void end() {
      ended = true;
    }

    void drain() {
      long until = System.nanoTime() + LINGER_NANOS;
      Thread thread = Thread.currentThread();
      interest.watchers().add(thread);
      try {
        while (!isSent() && until - System.nanoTime() > 0) {
          LockSupport.parkNanos(this, until - System.nanoTime());
        }
      } finally {
        interest.watchers().remove(thread);
      }
    }

    @Override
    public Poller.Interest interest() {
      return interest;
    }
  }
}
