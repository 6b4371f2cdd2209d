package dev.witj.wast;

import static dev.witj.wast.AsyncComponents.ENGINE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.runtime.HostFunction;
import dev.witj.runtime.Instance;
import dev.witj.runtime.Linker;
import dev.witj.runtime.Store;
import dev.witj.runtime.StoreLimits;
import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;
import dev.witj.runtime.async.StreamReader;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of calls, and of what else is in the store, when a thread is interrupted. */
@Timeout(60)
final class InterruptTest {
  /** The kinds of threads. */
  enum Kind {
    PLATFORM,
    VIRTUAL;

    Thread start(Runnable body) {
      return this == PLATFORM ? Thread.ofPlatform().start(body) : Thread.startVirtualThread(body);
    }

    /** Does something on a thread of this kind. */
    void run(FutureTask<?> body) throws Exception {
      start(body).join();
      try {
        Object _ = body.get();
      } catch (ExecutionException e) {
        throw new AssertionError(e.getCause());
      }
    }
  }

  /** A component that computes, which tells where it is. */
  private static Instance computer(Store store, LongConsumer here) {
    return instance(
        store,
        (_, arguments) -> {
          here.accept((Long) arguments[0]);
          return null;
        });
  }

  private static Instance instance(Store store, HostFunction here) {
    Linker linker = Linker.create(ENGINE);
    linker.root().func("here", here);
    return linker.instantiate(store, AsyncComponents.computer());
  }

  private static void interruptMe(long place) {
    Thread.currentThread().interrupt();
  }

  private static Object call(Instance instance, String function) {
    return instance.func(function).call() == null ? "nothing" : "something";
  }

  // What the interrupted thread computes for itself.

  @ParameterizedTest
  @EnumSource
  void endsAFunctionThatCannotBeCalledOff(Kind kind) throws Exception {
    kind.run(
        new FutureTask<>(
            () -> {
              try (Store store = Store.create(ENGINE)) {
                Instance instance = computer(store, InterruptTest::interruptMe);
                TrapException trap =
                    assertThrows(TrapException.class, () -> call(instance, "endless"));
                assertEquals(TrapCode.INTERRUPTED, trap.code());
                assertTrue(Thread.interrupted());
                assertTrue(store.poisoned());
              }
              return null;
            }));
  }

  @ParameterizedTest
  @EnumSource
  void callsAFunctionOffThatWaitsLater(Kind kind) throws Exception {
    kind.run(
        new FutureTask<>(
            () -> {
              try (Store store = Store.create(ENGINE)) {
                Instance instance = computer(store, InterruptTest::interruptMe);
                CancellationException e =
                    assertThrows(CancellationException.class, () -> call(instance, "nap"));
                assertEquals("the call was called off", e.getMessage());
                assertTrue(Thread.interrupted());
                assertFalse(store.poisoned());
                assertEquals("nothing", call(instance, "answer"));
                assertTrue(Thread.interrupted());
                store.awaitTasks();
              }
              return null;
            }));
  }

  @Test
  void takesTheResultOfAFunctionThatDoesNotWait() {
    try (Store store = Store.create(ENGINE)) {
      Instance instance = computer(store, InterruptTest::interruptMe);
      assertEquals("nothing", call(instance, "answer"));
      assertTrue(Thread.interrupted());
      assertFalse(store.poisoned());
    }
  }

  @Test
  void endsAFunctionThatIsInterruptedASecondTime() {
    int[] times = {0};
    try (Store store = Store.create(ENGINE)) {
      Instance instance =
          computer(
              store,
              _ -> {
                times[0]++;
                Thread.currentThread().interrupt();
              });
      TrapException trap = assertThrows(TrapException.class, () -> call(instance, "stubborn"));
      assertEquals(TrapCode.INTERRUPTED, trap.code());
      assertEquals(2, times[0]);
      assertTrue(Thread.interrupted());
    }
  }

  @ParameterizedTest
  @EnumSource
  void endsAFunctionOfTheHostThatBlocks(Kind kind) throws Exception {
    kind.run(
        new FutureTask<>(
            () -> {
              try (Store store = Store.create(ENGINE)) {
                Instance instance =
                    instance(
                        store,
                        (_, _) -> {
                          Thread.currentThread().interrupt();
                          new Semaphore(0).acquire();
                          return null;
                        });
                TrapException trap =
                    assertThrows(TrapException.class, () -> call(instance, "endless"));
                assertEquals(TrapCode.INTERRUPTED, trap.code());
                assertInstanceOf(InterruptedException.class, trap.getCause());
                assertTrue(Thread.interrupted());
              }
              return null;
            }));
  }

  // What it computes for others while it waits.

  @ParameterizedTest
  @EnumSource
  void doesNotHarmWhatRunsOnAThreadThatWaits(Kind kind) throws Exception {
    kind.run(
        new FutureTask<>(
            () -> {
              boolean[] reached = {false};
              try (Store store = Store.create(ENGINE)) {
                Instance instance =
                    computer(
                        store,
                        place -> {
                          if (place == 3) {
                            reached[0] = true;
                            Thread.currentThread().interrupt();
                          }
                        });
                assertEquals("nothing", call(instance, "later"));
                assertFalse(reached[0]);
                assertThrows(CancellationException.class, () -> call(instance, "nap"));
                assertTrue(reached[0], "the other task ran on this thread");
                assertTrue(Thread.interrupted());
                store.awaitTasks();
                assertFalse(store.poisoned());
              }
              return null;
            }));
  }

  @ParameterizedTest
  @EnumSource
  void endsTheWaitingForAStreamWhileAnotherCallWaits(Kind kind) throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    Semaphore on = new Semaphore(0);
    try (Store store = Store.create(ENGINE)) {
      Linker linker = Linker.create(ENGINE);
      linker
          .root()
          .func(
              "slow",
              (_, arguments) -> {
                running.countDown();
                on.acquire();
                return arguments[0];
              });
      Instance other = linker.instantiate(store, AsyncComponents.caller());
      Instance instance = computer(store, _ -> {});
      CompletableFuture<Object> waiting = other.func("wait").callAsync(7L);
      running.await();
      StreamReader<?> silent =
          (StreamReader<?>) Objects.requireNonNull(instance.func("silent").call());
      FutureTask<List<?>> read = new FutureTask<>(() -> silent.read(1));
      Thread reader = kind.start(read);
      reader.interrupt();
      ExecutionException e = assertThrows(ExecutionException.class, read::get);
      assertInstanceOf(InterruptedException.class, e.getCause());
      on.release();
      assertEquals(7L, waiting.get());
      silent.close();
      assertFalse(store.poisoned());
    }
  }

  // What ends guests that compute in any case.

  @ParameterizedTest
  @CsvSource({"PLATFORM, endless", "VIRTUAL, endless", "PLATFORM, stubborn", "VIRTUAL, stubborn"})
  void closingEndsAGuestThatComputes(Kind kind, String function) throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    FutureTask<Object> call;
    try (Store store = Store.create(ENGINE)) {
      Instance instance = computer(store, _ -> running.countDown());
      call =
          new FutureTask<>(
              () -> {
                Throwable thrown =
                    assertThrows(IllegalStateException.class, () -> call(instance, function));
                assertFalse(Thread.interrupted());
                return thrown.getMessage();
              });
      Thread _ = kind.start(call);
      running.await();
    }
    assertEquals("the store is closed", call.get());
  }

  @ParameterizedTest
  @EnumSource
  void closingEndsAFunctionOfTheHostThatBlocks(Kind kind) throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    FutureTask<Object> call;
    try (Store store = Store.create(ENGINE)) {
      Instance instance =
          instance(
              store,
              (_, _) -> {
                running.countDown();
                new Semaphore(0).acquire();
                return null;
              });
      call =
          new FutureTask<>(
              () ->
                  assertThrows(IllegalStateException.class, () -> call(instance, "endless"))
                      .getMessage());
      Thread _ = kind.start(call);
      running.await();
    }
    assertEquals("the store is closed", call.get());
  }

  @ParameterizedTest
  @CsvSource({"endless", "stubborn"})
  void aTimeOutEndsAGuestThatComputes(String function) {
    StoreLimits limits = StoreLimits.defaults().withTimeout(Duration.ofMillis(200));
    try (Store store = Store.create(ENGINE, limits)) {
      Instance instance = computer(store, _ -> {});
      TrapException trap = assertThrows(TrapException.class, () -> call(instance, function));
      assertEquals(TrapCode.TIMEOUT, trap.code());
      assertFalse(Thread.interrupted());
    }
  }
}
