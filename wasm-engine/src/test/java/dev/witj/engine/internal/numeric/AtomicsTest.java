package dev.witj.engine.internal.numeric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.witj.binary.core.MemoryType;
import dev.witj.binary.core.SizeLimits;
import dev.witj.engine.Memory;
import dev.witj.engine.Meter;
import dev.witj.engine.Trap;
import dev.witj.engine.TrapKind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/**
 * Atomic accesses by several threads. What one thread sees is in the suite of the specification.
 */
@Timeout(60)
class AtomicsTest {
  private static Memory memory(boolean shared) {
    return new Memory(
        new MemoryType(false, shared, OptionalInt.empty(), SizeLimits.between(1, 1)),
        Meter.UNLIMITED);
  }

  private static void traps(TrapKind kind, Executable action) {
    assertEquals(kind, assertThrows(Trap.class, action).kind());
  }

  private static <T> Future<T> inThread(ExecutorService threads, Callable<T> task) {
    return threads.submit(task);
  }

  /** Wakes so many, as soon as they all wait. */
  private static void wake(int count, Memory memory) throws InterruptedException {
    for (int left = count; left > 0; Thread.sleep(1)) {
      left -= Atomics.memory_atomic_notify(8, left, memory);
    }
  }

  @Test
  void noChangeIsLost() throws Exception {
    Memory memory = memory(true);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 4; i++) {
        var _ =
            inThread(
                threads,
                () -> {
                  for (int k = 0; k < 1000; k++) {
                    var _ = Atomics.i32_atomic_rmw_add(0, 1, memory);
                    var _ = Atomics.i64_atomic_rmw16_sub_u(8, 1, memory);
                    int seen = Atomics.i32_atomic_load(16, memory);
                    while (Atomics.i32_atomic_rmw_cmpxchg(16, seen, seen + 3, memory) != seen) {
                      seen = Atomics.i32_atomic_load(16, memory);
                    }
                  }
                  return 0;
                });
      }
    }
    assertEquals(4000, Atomics.i32_atomic_load(0, memory));
    assertEquals(0x1_0000 - 4000, Atomics.i64_atomic_load(8, memory));
    assertEquals(12_000, Atomics.i32_atomic_load(16, memory));
  }

  @Test
  void thoseThatWaitAreWoken() throws Exception {
    Memory memory = memory(true);
    Atomics.i64_atomic_store(8, 5, memory);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> waiting = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        waiting.add(inThread(threads, () -> Atomics.memory_atomic_wait32(8, 5, -1, memory)));
        waiting.add(
            inThread(threads, () -> Atomics.memory_atomic_wait64(8, 5, 50_000_000_000L, memory)));
      }
      wake(4, memory);
      for (Future<Integer> each : waiting) {
        assertEquals(0, each.get());
      }
    }
    assertEquals(0, Atomics.memory_atomic_notify(8, -1, memory));
  }

  @Test
  void waitsForNothingElse() {
    Memory memory = memory(true);
    assertEquals(1, Atomics.memory_atomic_wait32(0, 7, -1, memory));
    assertEquals(1, Atomics.memory_atomic_wait64(0, 7, -1, memory));
    assertEquals(2, Atomics.memory_atomic_wait32(0, 0, 0, memory));
    assertEquals(2, Atomics.memory_atomic_wait64(0, 0, 1000, memory));
    assertEquals(0, Atomics.memory_atomic_notify(0, 1, memory));
  }

  @Test
  void anInterruptedThreadWaitsNoLonger() throws Exception {
    Memory memory = memory(true);
    TrapKind[] found = new TrapKind[1];
    Thread thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    var _ = Atomics.memory_atomic_wait32(0, 0, -1, memory);
                  } catch (Trap trap) {
                    found[0] = trap.kind();
                  }
                });
    thread.interrupt();
    thread.join();
    assertEquals(TrapKind.INTERRUPTED, found[0]);
    assertEquals(0, Atomics.memory_atomic_notify(0, 1, memory));
  }

  @Test
  void trapsWhereThereIsNothingToAccess() {
    Memory memory = memory(false);
    traps(TrapKind.UNALIGNED_ATOMIC, () -> Atomics.i32_atomic_load(2, memory));
    traps(TrapKind.UNALIGNED_ATOMIC, () -> Atomics.i64_atomic_store(4, 0, memory));
    traps(TrapKind.MEMORY_OUT_OF_BOUNDS, () -> Atomics.i32_atomic_load8_u(0x1_0000, memory));
    traps(TrapKind.MEMORY_OUT_OF_BOUNDS, () -> Atomics.i64_atomic_load(-8, memory));
    traps(TrapKind.MEMORY_OUT_OF_BOUNDS, () -> Atomics.memory_atomic_notify(-4, 1, memory));
    traps(TrapKind.EXPECTED_SHARED_MEMORY, () -> Atomics.memory_atomic_wait32(0, 0, 0, memory));
    assertEquals(0, Atomics.memory_atomic_notify(0, 1, memory));
  }
}
