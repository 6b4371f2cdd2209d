package dev.witj.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.binary.core.MemoryType;
import dev.witj.binary.core.SizeLimits;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.engine.Memory;
import dev.witj.runtime.value.FuncCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StoreTest {
  private static final Engine ENGINE = Engine.create();
  private static final Component CALLER = Component.load(ENGINE, "caller", TestComponents.caller());

  private static InstancePre linked(HostFunction host) {
    Linker linker = Linker.create(ENGINE);
    linker.root().func("host", host);
    return linker.pre(CALLER);
  }

  private static final InstancePre PLAIN = linked((store, arguments) -> arguments[0]);

  @Test
  void callsTheHost() {
    try (Store store = Store.create(ENGINE)) {
      Instance instance = linked((_, arguments) -> (Long) arguments[0] + 1).instantiate(store);
      assertEquals(42L, instance.func("call").call(41L));
      assertEquals(4_294_967_295L, instance.func("call").call(4_294_967_294L));
    }
  }

  @Test
  void findsAFunctionOnceForAllInstancesOfItsComponentAndForNoOther() {
    ExportedFunc call = CALLER.findFunc("call").orElseThrow();
    for (long each = 1; each < 3; each++) {
      try (Store store = Store.create(ENGINE)) {
        Instance instance = PLAIN.instantiate(store);
        assertEquals(each, instance.func(call, FuncCodec.GENERIC).call(each));
      }
    }
    assertTrue(CALLER.findFunc("cell").isEmpty());
    assertTrue(CALLER.findFunc("an:interface/of@0.1.0", "call").isEmpty());

    Component other = Component.load(ENGINE, "other", TestComponents.caller());
    ExportedFunc strange = other.findFunc("call").orElseThrow();
    try (Store store = Store.create(ENGINE)) {
      Instance instance = PLAIN.instantiate(store);
      assertThrows(IllegalArgumentException.class, () -> instance.func(strange, FuncCodec.GENERIC));
    }
  }

  @Test
  void runsTwoHundredInstancesAtOnceOnVirtualThreads() throws Exception {
    int count = 200;
    CountDownLatch allInside = new CountDownLatch(count);
    AtomicInteger most = new AtomicInteger();
    InstancePre pre =
        linked(
            (_, arguments) -> {
              allInside.countDown();
              allInside.await();
              most.incrementAndGet();
              return arguments[0];
            });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Long>> results = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        long number = i;
        results.add(
            threads.submit(
                () -> {
                  try (Store store = Store.create(ENGINE)) {
                    Instance instance = pre.instantiate(store);
                    for (int round = 0; round < 3; round++) {
                      assertEquals(round + 1L, instance.func("add").call(0L));
                    }
                    return (Long) instance.func("call").call(number);
                  }
                }));
      }
      for (int i = 0; i < count; i++) {
        assertEquals((long) i, results.get(i).get());
      }
    }
    assertEquals(count, most.get());
  }

  @Test
  void fuelIsTakenAndAdded() {
    try (Store store = Store.create(ENGINE, StoreLimits.defaults().withFuel(1000))) {
      Instance instance = PLAIN.instantiate(store);
      long first = (long) Objects.requireNonNull(instance.func("add").call(0L));
      long left = store.fuel().orElseThrow();
      assertTrue(left < 1000 && left > 900, () -> left + " left");
      store.addFuel(5);
      long taken = 1000 - left;
      assertEquals(first + 1, instance.func("add").call(0L));
      assertEquals(left + 5 - taken, store.fuel().orElseThrow());
      TrapException trap =
          assertThrows(
              TrapException.class,
              () -> {
                while (true) {
                  var _ = instance.func("add").call(0L);
                }
              });
      assertEquals(TrapCode.OUT_OF_FUEL, trap.code());
    }
    try (Store store = Store.create(ENGINE)) {
      assertTrue(store.fuel().isEmpty());
      assertThrows(IllegalStateException.class, () -> store.addFuel(1));
    }
  }

  @Test
  void loadsTheSameComponentOnManyThreads() throws Exception {
    try (var threads = Executors.newFixedThreadPool(8)) {
      List<Callable<Object>> tasks = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        tasks.add(
            () -> {
              Engine engine = Engine.create();
              Component component = Component.load(engine, "caller", TestComponents.caller());
              Linker linker = Linker.create(engine);
              linker.root().func("host", (_, arguments) -> arguments[0]);
              try (Store store = Store.create(engine)) {
                return linker.instantiate(store, component).func("call").call(7L);
              }
            });
      }
      for (Future<Object> each : threads.invokeAll(tasks)) {
        assertEquals(7L, each.get());
      }
    }
  }

  @Test
  void refusesASecondThreadWhileACallRuns() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch tried = new CountDownLatch(1);
    InstancePre pre =
        linked(
            (_, arguments) -> {
              inside.countDown();
              tried.await();
              return arguments[0];
            });
    try (Store store = Store.create(ENGINE)) {
      Instance instance = pre.instantiate(store);
      Thread first = Thread.ofVirtual().start(() -> instance.func("call").call(1L));
      inside.await();
      assertThrows(IllegalStateException.class, () -> instance.func("add").call(0L));
      tried.countDown();
      first.join();
      assertEquals(1L, instance.func("add").call(0L));
    }
  }

  @Test
  void trapsWhenAHostFunctionEntersTheInstanceAgain() {
    List<TrapCode> seen = new ArrayList<>();
    Instance[] self = new Instance[1];
    InstancePre pre =
        linked(
            (_, arguments) -> {
              try {
                return self[0].func("add").call(0L);
              } catch (TrapException e) {
                seen.add(e.code());
                throw e;
              }
            });
    try (Store store = Store.create(ENGINE)) {
      self[0] = pre.instantiate(store);
      assertTrap(TrapCode.CANNOT_ENTER, () -> self[0].func("call").call(1L));
      assertEquals(List.of(TrapCode.CANNOT_ENTER), seen);
    }
  }

  @Test
  void letsAHostFunctionCallAnotherInstanceOfTheStore() {
    try (Store store = Store.create(ENGINE)) {
      Instance other = PLAIN.instantiate(store);
      InstancePre pre = linked((_, _) -> other.func("add").call(0L));
      Instance instance = pre.instantiate(store);
      assertEquals(1L, instance.func("call").call(0L));
      assertEquals(2L, instance.func("call").call(0L));
    }
  }

  @Test
  void refusesEverythingAfterATrap() {
    try (Store store = Store.create(ENGINE)) {
      Instance instance = PLAIN.instantiate(store);
      assertFalse(store.poisoned());
      assertTrap(TrapCode.UNREACHABLE, () -> instance.func("trap").call(0L));
      assertTrue(store.poisoned());
      assertTrap(TrapCode.POISONED, () -> instance.func("add").call(0L));
      assertTrap(TrapCode.POISONED, () -> PLAIN.instantiate(store));
    }
    try (Store fresh = Store.create(ENGINE)) {
      assertEquals(1L, PLAIN.instantiate(fresh).func("add").call(0L));
    }
  }

  /** Where a guest was stopped, somebody may still be about to write. */
  @Test
  void leavesMemoryToOthersOnlyIfNothingTrapped() {
    MemoryType onePage =
        new MemoryType(false, false, OptionalInt.empty(), SizeLimits.between(1, 1));
    for (boolean trap : new boolean[] {false, true}) {
      Memory memory;
      try (Store store = Store.create(ENGINE)) {
        memory = new Memory(onePage, null, null, store.context().meter());
        store.context().meter().made(memory);
        Instance instance = PLAIN.instantiate(store);
        if (trap) {
          assertTrap(TrapCode.UNREACHABLE, () -> instance.func("trap").call(0L));
        }
      }
      assertEquals(trap ? 65_536 : 0, memory.size());
    }
  }

  @Test
  void turnsAnExceptionOfAHostFunctionIntoATrap() {
    InstancePre pre =
        linked(
            (_, _) -> {
              throw new java.io.IOException("disk gone");
            });
    try (Store store = Store.create(ENGINE)) {
      Instance instance = pre.instantiate(store);
      TrapException trap = assertThrows(TrapException.class, () -> instance.func("call").call(0L));
      assertEquals(TrapCode.HOST_FAILURE, trap.code());
      assertEquals("the host function `host` failed", trap.getMessage());
      assertInstanceOf(java.io.IOException.class, trap.getCause());
    }
  }

  /** The guest was in the middle of its call. */
  @Test
  void turnsAResultThatDoesNotFitIntoATrap() {
    try (Store store = Store.create(ENGINE)) {
      Instance instance = linked((_, _) -> "a text").instantiate(store);
      TrapException trap = assertThrows(TrapException.class, () -> instance.func("call").call(0L));
      assertEquals(TrapCode.HOST_FAILURE, trap.code());
      assertEquals(
          "the host function `host` failed: `result` does not fit: expected an integer for u32,"
              + " found String",
          trap.getMessage());
      assertTrue(store.poisoned());
    }
  }

  @Test
  void passesAnExitThrough() {
    InstancePre pre =
        linked(
            (_, _) -> {
              throw new GuestExitException(7);
            });
    try (Store store = Store.create(ENGINE)) {
      Instance instance = pre.instantiate(store);
      GuestExitException exit =
          assertThrows(GuestExitException.class, () -> instance.func("call").call(0L));
      assertEquals(7, exit.status());
      assertTrap(TrapCode.POISONED, () -> instance.func("add").call(0L));
    }
  }

  /** Enough for calls that end by themselves, however busy the machine is. */
  private static final StoreLimits TIMED =
      StoreLimits.defaults().withTimeout(Duration.ofSeconds(2));

  @Test
  void endsARunawayGuestWhenItsTimeIsUp() {
    try (Store store = Store.create(ENGINE, TIMED)) {
      Instance instance = PLAIN.instantiate(store);
      assertEquals(1L, instance.func("add").call(0L));
      assertTrap(TrapCode.TIMEOUT, () -> instance.func("spin").call(0L));
      assertFalse(Thread.currentThread().isInterrupted());
    }
  }

  @Test
  void endsAGuestWhoseHostFunctionBlocksWhenItsTimeIsUp() {
    InstancePre pre =
        linked(
            (_, arguments) -> {
              Thread.sleep(Duration.ofDays(1));
              return arguments[0];
            });
    try (Store store = Store.create(ENGINE, TIMED)) {
      Instance instance = pre.instantiate(store);
      assertTrap(TrapCode.TIMEOUT, () -> instance.func("call").call(0L));
      assertFalse(Thread.currentThread().isInterrupted());
    }
  }

  @Test
  void holdsMemoryWithinTheLimit() {
    StoreLimits limits = StoreLimits.defaults().withMemoryBytes(3 * 65536L);
    try (Store store = Store.create(ENGINE, limits)) {
      Instance instance = PLAIN.instantiate(store);
      assertEquals(1L, instance.func("grow").call(2L));
      assertEquals(4_294_967_295L, instance.func("grow").call(1L));
      DiagnosticException refused =
          assertThrows(DiagnosticException.class, () -> PLAIN.instantiate(store));
      assertEquals(RuntimeCode.LIMIT_EXCEEDED, refused.diagnostics().getFirst().code());
    }
  }

  @Test
  void refusesAComponentThatMultiplies() {
    DiagnosticException refused =
        assertThrows(
            DiagnosticException.class,
            () -> Component.load(ENGINE, "bomb", TestComponents.doubling(40)));
    assertEquals(RuntimeCode.TOO_MANY_INSTANCES, refused.diagnostics().getFirst().code());
  }

  @Test
  void refusesArgumentsThatDoNotFitAndGoesOn() {
    try (Store store = Store.create(ENGINE)) {
      Instance instance = PLAIN.instantiate(store);
      assertThrows(DiagnosticException.class, () -> instance.func("add").call(-1L));
      assertThrows(DiagnosticException.class, () -> instance.func("add").call("one"));
      assertThrows(DiagnosticException.class, () -> instance.func("add").call());
      assertEquals(1L, instance.func("add").call(0L));
    }
  }

  @Test
  void closesAllOfTheHostsStateWhateverFails() {
    Store store = Store.create(ENGINE);
    List<String> closed = new ArrayList<>();
    store.setData(First.class, () -> fail(closed, "first"));
    store.setData(Second.class, () -> fail(closed, "second"));
    RuntimeException failure = assertThrows(IllegalStateException.class, store::close);
    assertEquals(List.of("first", "second"), closed.stream().sorted().toList());
    assertEquals(1, failure.getSuppressed().length);
  }

  private static void fail(List<String> closed, String name) {
    closed.add(name);
    throw new IllegalStateException(name);
  }

  private interface First extends AutoCloseable {
    @Override
    void close();
  }

  private interface Second extends AutoCloseable {
    @Override
    void close();
  }

  @Test
  void refusesAClosedStore() {
    Store store = Store.create(ENGINE);
    Instance instance = PLAIN.instantiate(store);
    store.close();
    store.close();
    assertThrows(IllegalStateException.class, () -> instance.func("add").call(0L));
  }

  @Test
  void namesWhatIsMissing() {
    DiagnosticException missing =
        assertThrows(DiagnosticException.class, () -> Linker.create(ENGINE).pre(CALLER));
    assertEquals(
        "caller: nothing satisfies the imported function `host`",
        missing.diagnostics().getFirst().message());
    DiagnosticException unknown =
        assertThrows(
            DiagnosticException.class,
            () -> {
              try (Store store = Store.create(ENGINE)) {
                PLAIN.instantiate(store).func("ad");
              }
            });
    assertEquals("`caller` exports no function `ad`", unknown.diagnostics().getFirst().message());
    assertEquals(
        Optional.of("it exports `call`, `spin`, `trap`, `grow`, `add`"),
        unknown.diagnostics().getFirst().help());
  }

  @Test
  void explainsHowTypesDiffer() {
    Linker linker = Linker.create(ENGINE);
    linker
        .root()
        .func(
            "host",
            Types.func(List.of(Types.field("x", Types.U64)), Optional.of(Types.U32)),
            (_, arguments) -> arguments[0]);
    DiagnosticException differs = assertThrows(DiagnosticException.class, () -> linker.pre(CALLER));
    assertEquals(
        List.of(
            "the component has `func(x: u32) -> u32`",
            "the host has `func(x: u64) -> u32`",
            "param x: expected u32, found u64"),
        differs.diagnostics().getFirst().notes());
  }

  private static void assertTrap(TrapCode code, Runnable run) {
    TrapException trap = assertThrows(TrapException.class, run::run);
    assertEquals(code, trap.code(), trap.getMessage());
  }
}
