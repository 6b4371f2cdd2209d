package dev.witj.testdata;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server that accepts nobody, and whose queue is full, so that to connect to it takes for ever.
 * Only Linux lets others wait then; elsewhere they are refused.
 */
public final class BusyServer implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  /** Listens, and fills its queue. */
  public BusyServer() throws IOException {
    try {
      while (sockets.size() < 100) {
        Socket next = new Socket();
        sockets.add(next);
        next.connect(server.getLocalSocketAddress(), 200);
      }
      throw new AssertionError("a queue of one that never ends");
    } catch (SocketTimeoutException e) {
      // Now it is full.
    }
  }

  /** Where it listens, on 127.0.0.1. */
  public int port() {
    return server.getLocalPort();
  }

  /** Begins to accept whoever comes, after a while, until it is closed. */
  public void acceptIn(long millis) {
    Thread _ = Thread.ofVirtual().start(() -> accept(millis));
  }

  private void accept(long millis) {
    try {
      Thread.sleep(millis);
      while (true) {
        sockets.add(server.accept());
      }
    } catch (IOException | InterruptedException e) {
      // The test is over.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket each : sockets) {
      each.close();
    }
  }
}
