package dev.witj.wast;

import static dev.witj.wast.AsyncComponents.ENGINE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.runtime.HostFunction;
import dev.witj.runtime.Instance;
import dev.witj.runtime.Linker;
import dev.witj.runtime.Store;
import dev.witj.runtime.StoreLimits;
import dev.witj.runtime.async.StreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Many tasks, many items, and many changes of mind: nothing is lost and nothing is left behind.
 * Stores have little more room for handles than one round needs, so that a second one fails if the
 * first left any.
 */
@Timeout(120)
final class AsyncLoadTest {
  private static Instance caller(Store store, HostFunction slow) {
    Linker linker = Linker.create(ENGINE);
    linker.root().func("slow", slow);
    return linker.instantiate(store, AsyncComponents.caller());
  }

  @Test
  void runsTenThousandTasksAtOnceInOneStore() {
    int tasks = 10_000;
    try (Store store = Store.create(ENGINE, StoreLimits.defaults().withHandles(4 * tasks + 100))) {
      CountDownLatch[] all = {new CountDownLatch(tasks)};
      Instance instance =
          caller(
              store,
              (_, arguments) -> {
                all[0].countDown();
                all[0].await();
                return arguments[0];
              });
      for (int round = 0; round < 3; round++) {
        all[0] = new CountDownLatch(tasks);
        List<CompletableFuture<Object>> calls = new ArrayList<>(tasks);
        for (long i = 0; i < tasks; i++) {
          calls.add(instance.func("wait").callAsync(i));
        }
        for (int i = 0; i < tasks; i++) {
          assertEquals((long) i, calls.get(i).join());
        }
      }
    }
  }

  @Test
  void passesAMillionItemsFromComponentToComponent() {
    try (Store store = Store.create(ENGINE)) {
      Instance instance =
          Linker.create(ENGINE).instantiate(store, AsyncComponents.producerAndConsumer());
      long items = 1_000_000;
      assertEquals(
          items * (items - 1) / 2 & 0xffff_ffffL, instance.func("run").call(items, 100L, 64L));
      assertEquals(10_000L * 9_999 / 2 & 0xffff_ffffL, instance.func("run").call(10_000L, 1L, 1L));
      assertEquals(
          10_000L * 9_999 / 2 & 0xffff_ffffL, instance.func("run").call(10_000L, 7L, 300L));
    }
  }

  @Test
  void readsNoFurtherAheadThanItIsAsked() throws Exception {
    AtomicLong given = new AtomicLong();
    StreamReader<Integer> endless =
        new StreamReader<>() {
          @Override
          public List<Integer> read(int max) {
            throw new AssertionError("byte by byte");
          }

          @Override
          public int read(byte[] into, int offset, int length) {
            given.addAndGet(length);
            return length;
          }

          @Override
          public void close() {}
        };
    try (Store store = Store.create(ENGINE)) {
      Instance instance = Linker.create(ENGINE).instantiate(store, AsyncComponents.channels());
      StreamReader<?> same =
          (StreamReader<?>) Objects.requireNonNull(instance.func("same").call(endless));
      byte[] few = new byte[10];
      for (int i = 1; i <= 1000; i++) {
        int read = same.read(few, 0, few.length);
        assertTrue(read > 0);
        assertTrue(given.get() <= 10L * i, () -> given.get() + " bytes were read ahead");
      }
      same.close();
    }
  }

  @Test
  void survivesStormsOfCancellations() throws Exception {
    int calls = 500;
    Random random = new Random(1);
    try (Store store = Store.create(ENGINE, StoreLimits.defaults().withHandles(6 * calls))) {
      Semaphore permits = new Semaphore(0);
      Instance instance =
          caller(
              store,
              (_, arguments) -> {
                permits.acquire();
                return arguments[0];
              });
      for (int round = 0; round < 4; round++) {
        List<CompletableFuture<Object>> all = new ArrayList<>();
        for (long i = 0; i < calls; i++) {
          all.add(instance.func(random.nextBoolean() ? "give-up" : "block").callAsync(i));
        }
        for (CompletableFuture<Object> call : all) {
          if (random.nextInt(3) == 0) {
            boolean _ = call.cancel(true);
          }
          permits.release(random.nextInt(2));
        }
        permits.release(calls);
        int ended = 0;
        for (CompletableFuture<Object> call : all) {
          try {
            Object _ = call.join();
          } catch (CancellationException | CompletionException e) {
            assertTrue(
                e instanceof CancellationException || e.getCause() instanceof CancellationException,
                () -> "" + e.getCause());
          }
          ended++;
        }
        assertEquals(calls, ended);
        store.awaitTasks();
        permits.drainPermits();
      }
      assertFalse(store.poisoned());
      permits.release();
      assertEquals(7L, instance.func("wait").call(7L));
    }
  }
}
