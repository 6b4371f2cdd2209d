package dev.witj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.testdata.Corpus;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
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
    // Held by main while it is to know that it asks alone.
    ReadWriteLock asking = new ReentrantReadWriteLock(true);
    try (Serving server =
            Serving.start("--watch", "--management", "127.0.0.1:0", served.toString());
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        all.add(
            clients.submit(
                () -> {
                  while (!over.get()) {
                    String answer;
                    asking.readLock().lock();
                    try {
                      answer = server.get("/").body();
                    } finally {
                      asking.readLock().unlock();
                    }
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
          CompletableFuture<HttpResponse<String>> slow;
          asking.writeLock().lock();
          try {
            server.awaitInFlight(0);
            slow = server.later("/slow");
            // One of the two knows nothing of that, and says so at once.
            String _ =
                server.awaitMetrics(text -> slow.isDone() || text.contains("s_in_flight 1\n"));
          } finally {
            asking.writeLock().unlock();
          }
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
