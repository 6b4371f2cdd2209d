package dev.witj.runtime.async;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

final class StreamPipeTest {
  @Test
  void passesItemsInPortionsOfTheReadersChoice() throws Exception {
    StreamPipe<String> pipe = StreamPipe.create();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var written = threads.submit(() -> pipe.writer().write(List.of("a", "b", "c")));
      assertEquals(List.of("a", "b"), pipe.reader().read(2));
      assertEquals(List.of("c"), pipe.reader().read(2));
      assertEquals(3, written.get());
      pipe.writer().close();
      assertEquals(List.of(), pipe.reader().read(2));
    }
  }

  @Test
  void passesBytesInBulk() throws Exception {
    byte[] bytes = new byte[100_000];
    new Random(1).nextBytes(bytes);
    StreamPipe<Integer> pipe = StreamPipe.create();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var _ =
          threads.submit(
              () -> {
                try (OutputStream out = pipe.writer().asOutputStream()) {
                  new ByteArrayInputStream(bytes).transferTo(out);
                }
                return null;
              });
      try (InputStream in = pipe.reader().asInputStream()) {
        assertArrayEquals(bytes, in.readAllBytes());
      }
    }
  }

  @Test
  void tellsAWriterThatNobodyReads() throws Exception {
    StreamPipe<Integer> pipe = StreamPipe.create();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var written = threads.submit(() -> pipe.writer().write(List.of(1, 2, 3)));
      assertEquals(List.of(1), pipe.reader().read(1));
      pipe.reader().close();
      assertEquals(1, written.get());
      assertTrue(pipe.writer().isReaderClosed());
      assertThrows(IOException.class, () -> pipe.writer().asOutputStream().write(1));
      assertThrows(IllegalStateException.class, () -> pipe.reader().read(1));
    }
  }

  @Test
  void wakesAReaderThatIsInterrupted() throws Exception {
    StreamPipe<Integer> pipe = StreamPipe.create();
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread reader =
        Thread.startVirtualThread(
            () -> {
              try {
                thrown.completeExceptionally(new AssertionError(pipe.reader().read(1)));
              } catch (InterruptedException e) {
                thrown.complete(e);
              }
            });
    reader.interrupt();
    assertTrue(thrown.get() instanceof InterruptedException);
  }

  @Test
  void readsWhatJavaHas() throws Exception {
    assertEquals(List.of(1, 2, 3), StreamReader.of(List.of(1, 2, 3)).readAll());
    assertArrayEquals(
        new byte[] {1, -1}, StreamReader.of(List.of(1, 255)).asInputStream().readAllBytes());
    assertEquals(List.of(1, 255), StreamReader.ofBytes(new byte[] {1, -1}).readAll());
    assertArrayEquals(new byte[0], StreamReader.<Integer>empty().readAllBytes());
    assertThrows(IllegalStateException.class, () -> StreamReader.of(List.of("x")).readAllBytes());
  }

  @Test
  void givesAValueOrSaysWhyThereIsNone() throws Exception {
    assertEquals(1, WitFuture.of(1).get());
    CompletableFuture<Integer> failed = CompletableFuture.failedFuture(new IOException("x"));
    assertThrows(CompletionException.class, () -> WitFuture.from(failed).get());
    CompletableFuture<Integer> unwanted = new CompletableFuture<>();
    WitFuture.from(unwanted).close();
    assertTrue(unwanted.isCancelled());
  }
}
