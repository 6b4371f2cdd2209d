package dev.witj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.testdata.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A component's file is replaced while requests are answered. */
@Timeout(180)
final class ServeWatchTest {
  private static final int SWAPS = Integer.getInteger("witj.swaps", 3);

  @TempDir private Path temporary = Path.of("");

  /** Each answer is the one's or the other's, whole; a request under way ends where it began. */
  @Test
  void dropsNoRequest() throws Exception {
    Path rust = Corpus.guests().resolve("rust/rust-http.wasm");
    Path probe = Serving.probe(temporary);
    Path served = Files.copy(probe, temporary.resolve("app.wasm"));
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger answers = new AtomicInteger();
    try (Serving server = Serving.start("--watch", served.toString());
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        all.add(
            clients.submit(
                () -> {
                  while (!over.get()) {
                    String answer = server.get("/").body();
                    assertTrue(
                        answer.equals("/") || answer.equals("Hello from a Rust component!\n"),
                        answer);
                    answers.incrementAndGet();
                    Serving.pause(5);
                  }
                  return true;
                }));
      }
      try {
        for (int swap = 1; swap <= SWAPS; swap++) {
          boolean toRust = swap % 2 == 1;
          var slow = server.later("/slow");
          Serving.pause(50);
          replace(toRust ? rust : probe, served);
          int times = swap;
          server.await(text -> count(text) == times);
          assertEquals(toRust ? "Hello from a Rust component!\n" : "/", server.get("/").body());
          assertEquals(toRust ? 200 : 404, slow.join().statusCode());
        }
        // What is no component leaves the one before.
        Files.writeString(served, "half");
        server.await(text -> text.contains("error"));
        assertEquals(SWAPS, count(server.said()));
        assertEquals(200, server.get("/").statusCode());
      } finally {
        over.set(true);
      }
      for (Future<Boolean> each : all) {
        assertTrue(each.get());
      }
      assertTrue(answers.get() > SWAPS);
    }
  }

  private static int count(String said) {
    return said.split("serving the component anew", -1).length - 1;
  }

  private void replace(Path by, Path file) throws IOException {
    Path beside = Files.copy(by, temporary.resolve("new.wasm"));
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
