package dev.witj.wast;

import static dev.witj.wast.AsyncComponents.ENGINE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.runtime.Func;
import dev.witj.runtime.HostFunction;
import dev.witj.runtime.Instance;
import dev.witj.runtime.Linker;
import dev.witj.runtime.Store;
import dev.witj.runtime.StoreLimits;
import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;
import dev.witj.runtime.async.StreamPipe;
import dev.witj.runtime.async.StreamReader;
import dev.witj.runtime.async.WitFuture;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the host does with guests that wait, and they with the host. */
@Timeout(60)
final class AsyncHostTest {
  private static Instance caller(Store store, HostFunction slow) {
    Linker linker = Linker.create(ENGINE);
    linker.root().func("slow", slow);
    return linker.instantiate(store, AsyncComponents.caller());
  }

  private static Instance channels(Store store) {
    return Linker.create(ENGINE).instantiate(store, AsyncComponents.channels());
  }

  @SuppressWarnings("unchecked") // The functions called so give that.
  private static <T> StreamReader<T> stream(Instance instance, String function, Object argument) {
    return (StreamReader<T>) Objects.requireNonNull(instance.func(function).call(argument));
  }

  @SuppressWarnings("unchecked") // The functions called so give that.
  private static <T> WitFuture<T> future(Instance instance, String function, Object argument) {
    return (WitFuture<T>) Objects.requireNonNull(instance.func(function).call(argument));
  }

  // Functions of the host.

  @Test
  void waitsForFunctionsOfTheHostThatBlock() {
    try (Store store = Store.create(ENGINE)) {
      Instance instance =
          caller(
              store,
              (_, arguments) -> {
                Thread.sleep(1);
                return (Long) arguments[0] + 1;
              });
      assertEquals(42L, instance.func("wait").call(41L));
      assertEquals(43L, instance.func("block").call(42L));
    }
  }

  @Test
  void runsManyCallsOfOneInstanceAtOnce() throws Exception {
    int count = 100;
    CountDownLatch all = new CountDownLatch(count);
    try (Store store = Store.create(ENGINE);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Instance instance =
          caller(
              store,
              (_, arguments) -> {
                all.countDown();
                assertTrue(all.await(30, TimeUnit.SECONDS));
                return arguments[0];
              });
      List<Future<Object>> results = new ArrayList<>();
      for (long i = 0; i < count; i++) {
        long x = i;
        results.add(threads.submit(() -> instance.func("wait").call(x)));
      }
      for (long i = 0; i < count; i++) {
        assertEquals(i, results.get((int) i).get());
      }
    }
  }

  @Test
  void looksFunctionsUpInSeveralThreadsAtOnce() throws Exception {
    for (int round = 0; round < 100; round++) {
      CountDownLatch start = new CountDownLatch(1);
      try (Store store = Store.create(ENGINE);
          var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        Instance instance = caller(store, (_, arguments) -> arguments[0]);
        List<Future<Object>> results = new ArrayList<>();
        for (String name : List.of("wait", "block", "give-up", "nap", "wait", "block")) {
          results.add(
              threads.submit(
                  () -> {
                    start.await();
                    return instance.func(name);
                  }));
        }
        start.countDown();
        for (Future<Object> result : results) {
          assertTrue(result.get() instanceof Func);
        }
      }
    }
  }

  @Test
  void callsFunctionsOfTheHostOff() {
    CountDownLatch interrupted = new CountDownLatch(1);
    try (Store store = Store.create(ENGINE)) {
      Instance instance =
          caller(
              store,
              (_, _) -> {
                try {
                  new Semaphore(0).acquire();
                } catch (InterruptedException e) {
                  interrupted.countDown();
                  throw e;
                }
                return 1L;
              });
      assertEquals(4L, instance.func("give-up").call(1L), "cancelled before it returned");
      assertEquals(0, interrupted.getCount());
    }
  }

  @Test
  void takesTheResultOfAFunctionThatDoesNotCareForBeingCalledOff() {
    CountDownLatch started = new CountDownLatch(1);
    try (Store store = Store.create(ENGINE)) {
      Instance instance =
          caller(
              store,
              (_, arguments) -> {
                try {
                  started.await();
                } catch (InterruptedException e) {
                  return arguments[0];
                }
                return arguments[0];
              });
      assertEquals(2L, instance.func("give-up").call(1L), "returned");
    }
  }

  @Test
  void trapsWhereTheHostFails() {
    try (Store store = Store.create(ENGINE)) {
      Instance instance =
          caller(
              store,
              (_, _) -> {
                throw new IOException("no such thing");
              });
      TrapException trap = assertThrows(TrapException.class, () -> instance.func("wait").call(1L));
      assertEquals(TrapCode.HOST_FAILURE, trap.code());
      assertEquals("the host function `slow` failed", trap.getMessage());
      assertInstanceOf(IOException.class, trap.getCause());
      assertTrue(store.poisoned());
    }
    try (Store store = Store.create(ENGINE)) {
      Instance instance = caller(store, (_, _) -> "no number");
      TrapException trap = assertThrows(TrapException.class, () -> instance.func("wait").call(1L));
      assertEquals(TrapCode.HOST_FAILURE, trap.code());
      assertEquals(
          "the host function `slow` failed: `result` does not fit: expected an integer for u32,"
              + " found String",
          trap.getMessage());
      assertTrue(store.poisoned());
    }
  }

  // Calling off and closing.

  @Test
  void callsATaskOffWhenItsCallerIsInterrupted() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    try (Store store = Store.create(ENGINE)) {
      Instance instance =
          caller(
              store,
              (_, _) -> {
                running.countDown();
                new Semaphore(0).acquire();
                return 1L;
              });
      CompletableFuture<Object> waiting = instance.func("wait").callAsync(1L);
      running.await();
      CompletableFuture<Throwable> thrown = new CompletableFuture<>();
      Thread nap =
          Thread.startVirtualThread(
              () -> {
                try {
                  Object _ = instance.func("nap").call();
                } catch (RuntimeException e) {
                  thrown.complete(e);
                }
              });
      nap.interrupt();
      assertTrue(thrown.get() instanceof CancellationException, () -> "" + thrown.join());
      assertTrue(waiting.cancel(true));
      store.awaitTasks();
      assertFalse(store.poisoned());
    }
  }

  @Test
  void endsWhatWaitsWhenTheStoreIsClosed() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    Future<Object> call;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      try (Store store = Store.create(ENGINE)) {
        Instance instance =
            caller(
                store,
                (_, _) -> {
                  running.countDown();
                  try {
                    new Semaphore(0).acquire();
                    return 1L;
                  } finally {
                    ended.countDown();
                  }
                });
        call = threads.submit(() -> instance.func("block").call(1L));
        running.await();
      }
      assertEquals(0, ended.getCount(), "the host's function has ended, too");
      ExecutionException e = assertThrows(ExecutionException.class, call::get);
      assertTrue(e.getCause() instanceof IllegalStateException, () -> "" + e.getCause());
    }
  }

  @Test
  void letsManyThatWaitUnwindOneAfterTheOtherWhenTheStoreIsClosed() throws Exception {
    int count = 50;
    CountDownLatch running = new CountDownLatch(count);
    List<Future<Object>> calls = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      try (Store store = Store.create(ENGINE)) {
        Instance instance =
            caller(
                store,
                (_, _) -> {
                  running.countDown();
                  new Semaphore(0).acquire();
                  return 1L;
                });
        for (int i = 0; i < count; i++) {
          calls.add(threads.submit(() -> instance.func("wait").call(1L)));
        }
        running.await();
      }
      for (Future<Object> call : calls) {
        ExecutionException e = assertThrows(ExecutionException.class, call::get);
        assertTrue(e.getCause() instanceof IllegalStateException, () -> "" + e.getCause());
      }
    }
  }

  @Test
  void endsACallThatWaitsForTooLong() {
    StoreLimits limits = StoreLimits.defaults().withTimeout(Duration.ofSeconds(1));
    for (String function : List.of("wait", "block")) {
      try (Store store = Store.create(ENGINE, limits)) {
        Instance instance =
            caller(
                store,
                (_, _) -> {
                  new Semaphore(0).acquire();
                  return 1L;
                });
        TrapException trap =
            assertThrows(TrapException.class, () -> instance.func(function).call(1L));
        assertEquals(TrapCode.TIMEOUT, trap.code(), function);
      }
    }
  }

  @Test
  void saysWhoWaitsForWhatWhereNothingCanGoOn() {
    try (Store store = Store.create(ENGINE)) {
      Instance instance = caller(store, (_, _) -> 1L);
      TrapException trap = assertThrows(TrapException.class, () -> instance.func("nap").call());
      assertEquals(TrapCode.DEADLOCK, trap.code());
      String message = String.valueOf(trap.getMessage());
      assertTrue(message.contains("waits for an event of waitable set 1"), message);
      assertTrue(message.contains("the host waits for a task of async func()"), message);
    }
  }

  @Test
  void limitsHowManyTasksThereAre() throws Exception {
    try (Store store = Store.create(ENGINE, StoreLimits.defaults().withHandles(50));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Instance instance = caller(store, (_, _) -> 1L);
      List<Future<Object>> calls = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        calls.add(threads.submit(() -> instance.func("nap").call()));
      }
      for (Future<Object> call : calls) {
        ExecutionException e = assertThrows(ExecutionException.class, call::get);
        assertTrue(e.getCause() instanceof TrapException, () -> "" + e.getCause());
      }
    }
  }

  // Streams and futures.

  @Test
  void givesStreamsToGuests() {
    byte[] bytes = new byte[10_000];
    int sum = 0;
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
      sum += i & 0xff;
    }
    try (Store store = Store.create(ENGINE)) {
      Instance instance = channels(store);
      assertEquals((long) sum, instance.func("sum").call(StreamReader.ofBytes(bytes)));
      assertEquals(0L, instance.func("sum").call(StreamReader.empty()));
      assertEquals(6L, instance.func("sum").call(StreamReader.of(List.of(1, 2, 3))));
      assertEquals(
          9L, instance.func("words").call(StreamReader.of(List.of("one", "two", "", "six"))));
      store.awaitTasks();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void givesWhatIsWrittenToGuests() throws Exception {
    try (Store store = Store.create(ENGINE);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Instance instance = channels(store);
      StreamPipe<Integer> pipe = StreamPipe.create();
      Future<?> writer =
          threads.submit(
              () -> {
                try (OutputStream out = pipe.writer().asOutputStream()) {
                  for (int i = 0; i < 100; i++) {
                    out.write(new byte[] {1, 2, 3});
                  }
                }
                return null;
              });
      assertEquals(600L, instance.func("sum").call(pipe.reader()));
      assertEquals(null, writer.get());
    }
  }

  @Test
  void takesStreamsOfGuests() throws Exception {
    try (Store store = Store.create(ENGINE)) {
      Instance instance = channels(store);
      StreamReader<Long> numbers = stream(instance, "count", 1000L);
      List<Long> all = numbers.readAll();
      assertEquals(1000, all.size());
      assertEquals(999L, all.getLast());
      assertEquals(List.of(), numbers.read(1));
      assertThrows(IllegalStateException.class, () -> numbers.asInputStream().read());
      store.awaitTasks();
    }
  }

  @Test
  void letsGuestsKnowThatNobodyReadsAnyMore() throws Exception {
    try (Store store = Store.create(ENGINE)) {
      Instance instance = channels(store);
      StreamReader<Long> numbers = stream(instance, "count", 1_000_000L);
      assertEquals(List.of(0L), numbers.read(1));
      numbers.close();
      store.awaitTasks();
      assertThrows(IllegalStateException.class, () -> numbers.read(1));
    }
  }

  @Test
  void passesStreamsOn() throws Exception {
    byte[] bytes = "what goes in comes out".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    try (Store store = Store.create(ENGINE);
        Store other = Store.create(ENGINE)) {
      Instance instance = channels(store);
      StreamReader<Integer> once = stream(instance, "same", StreamReader.ofBytes(bytes));
      StreamReader<Integer> twice = stream(instance, "same", once);
      assertArrayEquals(
          bytes, AsyncHostTest.<Integer>stream(channels(other), "same", twice).readAllBytes());
    }
  }

  @Test
  void closesStreamsThatGuestsDrop() {
    boolean[] closed = {false};
    InputStream input =
        new ByteArrayInputStream(new byte[10]) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    try (Store store = Store.create(ENGINE)) {
      Object _ = channels(store).func("forget").call(StreamReader.from(input));
      assertTrue(closed[0]);
    }
  }

  @Test
  void trapsWhereAStreamOfTheHostFails() {
    InputStream input =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the disk is gone");
          }

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            return read();
          }
        };
    try (Store store = Store.create(ENGINE)) {
      Instance instance = channels(store);
      TrapException trap =
          assertThrows(
              TrapException.class, () -> instance.func("sum").call(StreamReader.from(input)));
      assertEquals(TrapCode.HOST_FAILURE, trap.code());
      assertEquals("a stream of the host failed", trap.getMessage());
    }
  }

  @Test
  void passesFutures() throws Exception {
    try (Store store = Store.create(ENGINE)) {
      Instance instance = channels(store);
      assertEquals("now", instance.func("get").call(WitFuture.of("now")));
      CompletableFuture<String> later = new CompletableFuture<>();
      Thread _ = Thread.startVirtualThread(() -> later.complete("later"));
      assertEquals("later", instance.func("get").call(WitFuture.from(later)));
      WitFuture<Long> promise = future(instance, "promise", 7L);
      assertEquals(7L, promise.get());
      assertThrows(IllegalStateException.class, promise::get);
      WitFuture<Long> other = future(instance, "promise", 8L);
      assertEquals(8L, other.toCompletableFuture().get());
      AsyncHostTest.<Long>future(instance, "promise", 9L).close();
      store.awaitTasks();
    }
  }

  @Test
  void trapsWhereAFutureOfTheHostFails() {
    try (Store store = Store.create(ENGINE)) {
      Instance instance = channels(store);
      CompletableFuture<String> failed = CompletableFuture.failedFuture(new IOException("no"));
      TrapException trap =
          assertThrows(
              TrapException.class, () -> instance.func("get").call(WitFuture.from(failed)));
      assertEquals(TrapCode.HOST_FAILURE, trap.code());
      assertEquals("a future of the host failed", trap.getMessage());
      assertInstanceOf(IOException.class, trap.getCause());
    }
    try (Store store = Store.create(ENGINE)) {
      Instance instance = channels(store);
      TrapException trap =
          assertThrows(TrapException.class, () -> instance.func("get").call(WitFuture.of(5L)));
      assertEquals(TrapCode.HOST_FAILURE, trap.code());
      assertEquals(
          "a stream or future of the host failed: `item` does not fit: expected a String, found"
              + " Long 5",
          trap.getMessage());
    }
  }
}
