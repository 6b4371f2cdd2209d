package dev.witj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What Ctrl-C does to a process that serves. */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
final class ServeProcessTest {
  @TempDir private Path temporary = Path.of("");

  private static CompletableFuture<HttpResponse<String>> ask(HttpClient client, String address) {
    return client.sendAsync(
        HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void drainsAtTheFirstAndEndsAtTheSecond() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.witj.cli.Main",
                "serve",
                "--addr",
                "127.0.0.1:0",
                "--no-cache",
                "--access-log",
                "text",
                Serving.probe(temporary).toString())
            .start();
    HttpClient client = HttpClient.newHttpClient();
    try (BufferedReader err = process.errorReader()) {
      String serving = String.valueOf(err.readLine());
      // Nothing comes before this line: whoever starts it waits for it.
      assertTrue(serving.startsWith("Serving http://127.0.0.1:"), serving);
      String root = serving.split(" ", -1)[1];
      // Nobody writes to a pipe that is full.
      Thread _ = Thread.startVirtualThread(() -> err.lines().forEach(_ -> {}));
      assertEquals("/x", ask(client, root + "x").join().body());
      CompletableFuture<HttpResponse<String>> slow = ask(client, root + "slow");
      CompletableFuture<HttpResponse<String>> never = ask(client, root + "sleep");
      // The print comes when both requests are there, mostly.
      Thread.sleep(200);
      interrupt(process);
      assertEquals("/slow", slow.join().body());
      awaitRefusal(root);
      assertTrue(process.isAlive());
      assertTrue(!never.isDone());
      interrupt(process);
      assertTrue(process.waitFor(10, TimeUnit.SECONDS));
      assertEquals(0, process.exitValue());
      assertThrows(CompletionException.class, never::join);
    } finally {
      // Before the client, which would wait for what is never answered.
      process.destroyForcibly();
      client.shutdownNow();
    }
  }

  /** While it drains, nobody else is served. */
  private static void awaitRefusal(String root) throws Exception {
    while (true) {
      try (HttpClient another = HttpClient.newHttpClient()) {
        int status = ask(another, root + "x").join().statusCode();
        if (status == 503) {
          return;
        }
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
