package dev.witj.wasi.http.jetty;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A connection that can be asked whether its client is still there. HTTP/1.1 reads nothing while a
 * request is answered, and so learns only from what it writes that nobody is left to read it: a
 * guest that is long at its answer would go on in vain. What comes while it is asked is kept for
 * whoever reads next.
 */
public final class WatchedEndPoint extends SocketChannelEndPoint {
  private static final int MAX_EARLY = 4096;

  private final Executor executor;

  private final Object lock = new Object();

  /** What came early, to be read; guarded by the lock. Most connections are never asked. */
  private ByteBuffer early = BufferUtil.EMPTY_BUFFER;

  /**
   * A connection.
   *
   * @param executor tells readers that there is something to read
   */
  public WatchedEndPoint(
      SocketChannel channel,
      ManagedSelector selector,
      SelectionKey key,
      Scheduler scheduler,
      Executor executor) {
    super(channel, selector, key, scheduler);
    this.executor = executor;
  }

  /** Whether the client of a connection is known to be gone. */
  static boolean isLeft(Connection connection) {
    EndPoint end = connection.getEndPoint();
    if (end instanceof SslConnection.SslEndPoint secure) {
      end = secure.getSslConnection().getEndPoint();
    }
    return end instanceof WatchedEndPoint watched && watched.isLeft();
  }

  private boolean isLeft() {
    synchronized (lock) {
      early = early.capacity() == 0 ? ByteBuffer.allocate(MAX_EARLY) : early.compact();
      int count;
      try {
        count = early.hasRemaining() ? getChannel().read(early) : 0;
      } catch (IOException e) {
        count = -1;
      } finally {
        early.flip();
      }
      if (count <= 0) {
        return count < 0;
      }
    }
    tellReader();
    return false;
  }

  private void tellReader() {
    executor.execute(() -> getFillInterest().fillable());
  }

  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    synchronized (lock) {
      if (early.hasRemaining()) {
        return BufferUtil.append(buffer, early);
      }
      return super.fill(buffer);
    }
  }

  @Override
  protected void needsFillInterest() {
    synchronized (lock) {
      if (early.hasRemaining()) {
        tellReader();
        return;
      }
    }
    super.needsFillInterest();
  }
}
