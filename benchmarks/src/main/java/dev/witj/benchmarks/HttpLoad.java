package dev.witj.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Requests to a service, over connections that stay open, each with one request at a time: a client
 * that takes as little of the processors as can be, since the server wants them. What the service
 * answers has always the same length.
 */
final class HttpLoad {
  private static final byte[] REQUEST =
      "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FINE = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);
  private static final int PATIENCE_MILLIS = 10_000;

  /** The head of an answer that says how long the body is, which group 1 has. */
  private static final Pattern LENGTH =
      Pattern.compile("(?is)\\A.*?\r\ncontent-length: (\\d+)\r\n(?:[^\r]+\r\n)*\r\n");

  /** The end of an answer in pieces. */
  private static final Pattern LAST_PIECE = Pattern.compile("\r\n0\r\n\r\n\\z");

  private final double seconds;
  private final long[] nanos;

  private HttpLoad(double seconds, long[] nanos) {
    this.seconds = seconds;
    this.nanos = nanos;
    Arrays.sort(nanos);
  }

  /** How many requests were answered. */
  int count() {
    return nanos.length;
  }

  /** How many in a second. */
  double perSecond() {
    return nanos.length / seconds;
  }

  /** Within how many nanoseconds so many in a hundred were answered. */
  double percentile(int percent) {
    return nanos[(int) ((nanos.length - 1L) * percent / 100)];
  }

  /** One connection. */
  private static final class Connection {
    final ByteBuffer in = ByteBuffer.allocateDirect(4096);
    final ByteBuffer out = ByteBuffer.allocateDirect(REQUEST.length).put(REQUEST).flip();
    long since;

    void ask(SocketChannel channel) throws IOException {
      in.clear();
      out.rewind();
      since = System.nanoTime();
      if (channel.write(out) < REQUEST.length) {
        throw new IOException("the system takes no request");
      }
    }

    /** Whether the whole answer is here. */
    boolean read(SocketChannel channel, int length) throws IOException {
      if (channel.read(in) < 0) {
        throw new IOException("a connection ended");
      }
      if (in.position() < length) {
        return false;
      }
      byte[] status = new byte[FINE.length];
      in.get(0, status);
      if (in.position() > length || !Arrays.equals(status, FINE)) {
        byte[] all = new byte[in.position()];
        in.get(0, all);
        throw new IOException("not as before: " + new String(all, StandardCharsets.ISO_8859_1));
      }
      return true;
    }
  }

  /** Asks for so long. */
  static HttpLoad run(int port, int connections, Duration length) {
    InetSocketAddress server = new InetSocketAddress("127.0.0.1", port);
    try (Selector selector = Selector.open()) {
      int bytes = answerLength(server);
      for (int i = 0; i < connections; i++) {
        SocketChannel channel = SocketChannel.open(server);
        channel.configureBlocking(false);
        Connection connection = new Connection();
        channel.register(selector, SelectionKey.OP_READ, connection);
        connection.ask(channel);
      }
      long[] nanos = new long[1 << 16];
      int count = 0;
      long start = System.nanoTime();
      long end = start + length.toNanos();
      for (long now = start; now < end; now = System.nanoTime()) {
        selector.select(1000);
        for (SelectionKey key : selector.selectedKeys()) {
          SocketChannel channel = (SocketChannel) key.channel();
          Connection connection = (Connection) key.attachment();
          if (connection.read(channel, bytes)) {
            if (count == nanos.length) {
              nanos = Arrays.copyOf(nanos, 2 * count);
            }
            nanos[count++] = System.nanoTime() - connection.since;
            connection.ask(channel);
          }
        }
        selector.selectedKeys().clear();
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      return new HttpLoad(seconds, Arrays.copyOf(nanos, count));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How long an answer is: as long as its head says, or up to the last of its pieces. */
  private static int answerLength(InetSocketAddress server) throws IOException {
    try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(REQUEST);
      StringBuilder answer = new StringBuilder();
      while (true) {
        Matcher length = LENGTH.matcher(answer);
        if (length.find()
            ? answer.length() == length.end() + Integer.parseInt(length.group(1))
            : LAST_PIECE.matcher(answer).find()) {
          return answer.length();
        }
        int next = socket.getInputStream().read();
        if (next < 0) {
          throw new IOException("an answer that has no end: " + answer);
        }
        answer.append((char) next);
      }
    }
  }
}
