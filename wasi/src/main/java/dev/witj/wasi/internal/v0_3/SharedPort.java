package dev.witj.wasi.internal.v0_3;

import dev.witj.wasi.internal.Session;
import dev.witj.wasi.internal.io.ByteSink;
import dev.witj.wasi.internal.io.ByteSource;
import dev.witj.wasi.internal.net.NetError;
import dev.witj.wasi.internal.net.NetException;
import dev.witj.wasi.internal.net.TcpPort;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A socket that lives as long as its handle or a stream of it does; it counts as an open file. */
final class SharedPort {
  private final Session session;
  private final Background threads;
  private final TcpPort port;
  private final AtomicInteger users = new AtomicInteger(1);

  private SharedPort(Session session, Background threads, TcpPort port) {
    this.session = session;
    this.threads = threads;
    this.port = port;
  }

  /**
   * With one user. The port is closed if the guest has as many as it may.
   *
   * @throws NetException {@link NetError#NEW_SOCKET_LIMIT} then
   */
  static SharedPort of(Session session, Background threads, TcpPort port) throws NetException {
    return new SharedPort(session, threads, session.openedSocket(port));
  }

  Session session() {
    return session;
  }

  Background threads() {
    return threads;
  }

  TcpPort port() {
    return port;
  }

  /** One more user. */
  SharedPort share() {
    users.incrementAndGet();
    return this;
  }

  /** One user less. */
  void leave() {
    if (users.decrementAndGet() == 0) {
      session.closeSocket(port);
    }
  }

  boolean isClosed() {
    return users.get() == 0;
  }

  /** What comes in; when nobody wants more, the peer is told. */
  ByteSource source() {
    ByteSource all = share().port.source();
    return new ByteSource() {
      @Override
      public boolean ready() {
        return all.ready();
      }

      @Override
      public byte @Nullable [] read(int max) throws IOException {
        return all.read(max);
      }

      @Override
      public void watch(Thread thread) {
        all.watch(thread);
      }

      @Override
      public void unwatch(Thread thread) {
        all.unwatch(thread);
      }

      @Override
      public void close() {
        end(true);
      }
    };
  }

  /** What goes out; at the end the peer is told, after all of it. */
  ByteSink sink() {
    ByteSink all = share().port.sink();
    return new ByteSink() {
      @Override
      public boolean ready() {
        return all.ready();
      }

      @Override
      public int permit() throws IOException {
        return all.permit();
      }

      @Override
      public void write(byte[] bytes) throws IOException {
        all.write(bytes);
      }

      @Override
      public boolean flushed() throws IOException {
        return all.flushed();
      }

      @Override
      public void watch(Thread thread) {
        all.watch(thread);
      }

      @Override
      public void unwatch(Thread thread) {
        all.unwatch(thread);
      }

      @Override
      public void close() {
        end(false);
      }
    };
  }

  private void end(boolean receiving) {
    try {
      port.shutdown(receiving, !receiving);
    } catch (NetException e) {
      // The peer went first.
    }
    leave();
  }
}
