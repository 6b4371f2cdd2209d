package dev.witj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.testdata.Corpus;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A process that serves: what Ctrl-C does to it, and what it does with a small heap. */
@Timeout(300)
@DisabledOnOs(OS.WINDOWS)
final class ServeProcessTest {
  private static final String IN_FLIGHT = "witj_http_requests_in_flight ";

  @TempDir private Path temporary = Path.of("");

  private static CompletableFuture<HttpResponse<String>> ask(HttpClient client, String address) {
    return client.sendAsync(
        HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static Process serve(String heap, Path component, String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.witj.cli.Main",
                "serve",
                "--addr",
                "127.0.0.1:0",
                "--no-cache"));
    command.addAll(List.of(options));
    command.add(component.toString());
    return new ProcessBuilder(command).start();
  }

  /** Where it serves; nothing comes before this line: whoever starts it waits for it. */
  private static URI root(BufferedReader err) throws IOException {
    return URI.create(roots(err).getFirst());
  }

  /** Where it serves, and what is known of it if that is asked for. */
  private static List<String> roots(BufferedReader err) throws IOException {
    String serving = String.valueOf(err.readLine());
    assertTrue(serving.startsWith("Serving http://127.0.0.1:"), serving);
    return Stream.of(serving.split(" ", -1)).filter(word -> word.startsWith("http:")).toList();
  }

  /** A whole 1 GiB each way through a process that could never hold it. */
  @Test
  void streamsMoreThanItsHeap() throws Exception {
    long size = 1L << 30;
    Process process =
        serve("64m", Corpus.guests().resolveSibling("more-guests").resolve("rust/web3.wasm"));
    try (BufferedReader err = process.errorReader();
        Socket socket = new Socket("127.0.0.1", root(err).getPort())) {
      socket.setSoTimeout(60_000);
      CompletableFuture<Boolean> written = CompletableFuture.supplyAsync(() -> write(socket, size));
      byte[] buffer = new byte[1 << 18];
      long zeros = 0;
      InputStream in = socket.getInputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        for (int i = 0; i < count; i++) {
          zeros += buffer[i] == 0 ? 1 : 0;
        }
      }
      // What else came, head and chunks, has no zeros in it.
      assertEquals(size, zeros);
      assertTrue(written.join());
    } finally {
      process.destroyForcibly();
    }
  }

  private static boolean write(Socket socket, long size) {
    try {
      OutputStream out = socket.getOutputStream();
      String head = "POST /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: ";
      out.write((head + size + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
      byte[] zeros = new byte[1 << 18];
      for (long left = size; left > 0; left -= zeros.length) {
        out.write(zeros);
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void drainsAtTheFirstAndEndsAtTheSecond() throws Exception {
    Process process = serve("256m", Serving.probe(temporary), "--management", "127.0.0.1:0");
    HttpClient client = HttpClient.newHttpClient();
    try (BufferedReader err = process.errorReader()) {
      List<String> roots = roots(err);
      String root = roots.getFirst();
      // Nobody writes to a pipe that is full.
      Thread _ = Thread.startVirtualThread(() -> err.lines().forEach(_ -> {}));
      assertEquals("/x", ask(client, root + "x").join().body());
      while (!metrics(client, roots.getLast()).contains(IN_FLIGHT + 0)) {
        Thread.sleep(20);
      }
      CompletableFuture<HttpResponse<String>> never = ask(client, root + "sleep");
      while (!metrics(client, roots.getLast()).contains(IN_FLIGHT + 1)) {
        Thread.sleep(20);
      }
      CompletableFuture<HttpResponse<String>> slow = ask(client, root + "slow");
      while (!slow.isDone() && !metrics(client, roots.getLast()).contains(IN_FLIGHT + 2)) {
        Thread.sleep(20);
      }
      interrupt(process);
      assertEquals("/slow", slow.join().body());
      awaitRefusal(root);
      assertTrue(process.isAlive());
      HttpResponse<String> health = ask(client, roots.getLast() + "health").join();
      assertEquals(503, health.statusCode());
      assertEquals("draining\n", health.body());
      assertTrue(!never.isDone());
      interrupt(process);
      assertEquals(0, process.waitFor());
      assertThrows(CompletionException.class, never::join);
    } finally {
      // Before the client, which would wait for what is never answered.
      process.destroyForcibly();
      client.shutdownNow();
    }
  }

  private static List<String> metrics(HttpClient client, String root) {
    return ask(client, root + "metrics").join().body().lines().toList();
  }

  /** While it drains, nobody else is served. */
  private static void awaitRefusal(String root) throws Exception {
    while (true) {
      try (HttpClient another = HttpClient.newHttpClient()) {
        var _ = ask(another, root + "x").join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof ConnectException) {
          return;
        }
      }
      Thread.sleep(20);
    }
  }

  private static void interrupt(Process process) throws IOException, InterruptedException {
    String signal = ignoresInterrupts() ? "-TERM" : "-INT";
    new ProcessBuilder("kill", signal, String.valueOf(process.pid())).start().waitFor();
  }

  /** What a shell starts in the background ignores Ctrl-C, and so does all that it starts. */
  private static boolean ignoresInterrupts() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("SigIgn:"))
          .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }
  }
}
