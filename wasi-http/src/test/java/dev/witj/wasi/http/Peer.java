package dev.witj.wasi.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** A server that says what a test tells it to, to one client. */
final class Peer implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private final CompletableFuture<String> all = new CompletableFuture<>();

  interface Script {
    void play(OutputStream out) throws IOException, InterruptedException;
  }

  Peer(Script script) throws IOException {
    Thread _ = Thread.ofVirtual().start(() -> serve(script));
  }

  private void serve(Script script) {
    try (Socket socket = server.accept()) {
      Thread _ = Thread.ofVirtual().start(() -> listen(socket));
      Served.await(() -> heard().contains("\r\n\r\n"));
      script.play(socket.getOutputStream());
    } catch (IOException | InterruptedException e) {
      // The client went first.
    }
  }

  private void listen(Socket socket) {
    try {
      InputStream in = socket.getInputStream();
      for (int next = in.read(); next >= 0; next = in.read()) {
        heard.write(next);
      }
    } catch (IOException e) {
      // It went without a word.
    }
    all.complete(heard());
  }

  String authority() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  private String heard() {
    return heard.toString(StandardCharsets.ISO_8859_1);
  }

  void awaitHeard(String end) {
    Served.await(() -> heard().endsWith(end));
  }

  /** What the client said until it went. */
  String all() {
    return all.join();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
