package dev.witj.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import dev.witj.wat.WatAssembler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a guest can make the host hold or wait for is bounded, whatever it does. */
final class GuestLimitsTest {
  private static final StoreLimits LIMITS = StoreLimits.defaults();

  private final Engine engine = Engine.create();

  private Component component(String text) {
    return Component.load(engine, "guest", WatAssembler.assemble(Source.text("guest.wat", text)));
  }

  private Object call(Component component, StoreLimits limits, Object... arguments) {
    try (Store store = Store.create(engine, limits)) {
      Object result =
          Linker.create(engine).pre(component).instantiate(store).func("f").call(arguments);
      return result == null ? "nothing" : result;
    }
  }

  private void assertTraps(TrapCode code, Component component, StoreLimits limits) {
    assertEquals(code, assertThrows(TrapException.class, () -> call(component, limits)).code());
  }

  private static final String LOOP =
      """
      (component
        (core module $m (func (export "f") (loop $l (br $l))))
        (core instance $i (instantiate $m))
        (func (export "f") (canon lift (core func $i "f"))))
      """;

  /** As many as run at a time would take all turns from a watchdog that is a virtual thread. */
  @Test
  void stopsGuestsOnAllVirtualThreads() throws InterruptedException {
    Component loop = component(LOOP);
    List<Thread> threads = new ArrayList<>();
    ConcurrentLinkedQueue<Object> codes = new ConcurrentLinkedQueue<>();
    for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
      threads.add(
          Thread.startVirtualThread(
              () -> {
                try {
                  codes.add(call(loop, LIMITS.withTimeout(Duration.ofMillis(100))));
                } catch (TrapException e) {
                  codes.add(e.code());
                }
              }));
    }
    for (Thread thread : threads) {
      assertTrue(thread.join(Duration.ofSeconds(60)), "a guest runs for ever");
    }
    assertEquals(threads.size(), codes.stream().filter(TrapCode.TIMEOUT::equals).count());
  }

  /** Java takes its turn from no virtual thread: as many guests as run at a time would keep all. */
  @Test
  void leavesTheirTurnToOthersOnVirtualThreads() throws InterruptedException {
    Component loop =
        component(
            """
            (component
              (import "begun" (func $begun))
              (core func $b (canon lower (func $begun)))
              (core module $m (import "" "b" (func $b)) (func (export "f") (call $b) (loop $l (br $l))))
              (core instance $i (instantiate $m (with "" (instance (export "b" (func $b))))))
              (func (export "f") (canon lift (core func $i "f"))))
            """);
    int count = Runtime.getRuntime().availableProcessors();
    CountDownLatch begun = new CountDownLatch(count);
    Linker linker = Linker.create(engine);
    linker
        .root()
        .func(
            "begun",
            (_, _) -> {
              begun.countDown();
              return null;
            });
    InstancePre pre = linker.pre(loop);
    List<Thread> guests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      guests.add(
          Thread.startVirtualThread(() -> assertThrows(TrapException.class, () -> run(pre))));
    }
    try {
      begun.await();
      Thread other = Thread.startVirtualThread(() -> {});
      assertTrue(other.join(Duration.ofSeconds(60)), "guests keep all turns");
    } finally {
      guests.forEach(Thread::interrupt);
    }
    for (Thread guest : guests) {
      guest.join();
    }
  }

  private void run(InstancePre pre) {
    try (Store store = Store.create(engine, LIMITS)) {
      Object _ = pre.instantiate(store).func("f").call();
    }
  }

  @Test
  void looksAtTheTimeWhenTheHostDidNotHearOfIt() {
    Component waits =
        component(
            """
            (component
              (import "wait" (func $wait))
              (core func $w (canon lower (func $wait)))
              (core module $m (import "" "w" (func $w)) (func (export "f") (call $w)))
              (core instance $i (instantiate $m (with "" (instance (export "w" (func $w))))))
              (func (export "f") (canon lift (core func $i "f"))))
            """);
    Linker linker = Linker.create(engine);
    linker
        .root()
        .func(
            "wait",
            (_, _) -> {
              long end = System.nanoTime() + 2_100_000_000L;
              while (System.nanoTime() < end) {
                Thread.onSpinWait();
                boolean _ = Thread.interrupted();
              }
              return null;
            });
    try (Store store = Store.create(engine, LIMITS.withTimeout(Duration.ofSeconds(2)))) {
      Func f = linker.pre(waits).instantiate(store).func("f");
      assertEquals(TrapCode.TIMEOUT, assertThrows(TrapException.class, f::call).code());
      assertTrue(store.poisoned());
    }
  }

  @Test
  void boundsHandles() {
    Component makes =
        component(
            """
            (component
              (type $r (resource (rep i32)))
              (core func $new (canon resource.new $r))
              (core func $drop (canon resource.drop $r))
              (core module $m
                (import "" "new" (func $new (param i32) (result i32)))
                (import "" "drop" (func $drop (param i32)))
                (func (export "f") (param i32)
                  (loop $k (call $drop (call $new (i32.const 1)))
                    (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
                    (br_if $k (local.get 0)))
                  (loop $k (drop (call $new (i32.const 1))) (br $k))))
              (core instance $i (instantiate $m (with "" (instance
                (export "new" (func $new)) (export "drop" (func $drop))))))
              (func (export "f") (param "n" u32) (canon lift (core func $i "f"))))
            """);
    TrapException trap =
        assertThrows(TrapException.class, () -> call(makes, LIMITS.withHandles(100), 1000L));
    assertEquals(TrapCode.LIMIT_EXCEEDED, trap.code());
    assertEquals("the guest holds more than 100 handles", trap.getMessage());
    assertEquals(
        TrapCode.LIMIT_EXCEEDED,
        assertThrows(TrapException.class, () -> call(makes, LIMITS, 1L)).code());
  }

  @Test
  void boundsTablesTogether() {
    String tables = "(table 1000 10000 funcref)".repeat(10);
    Component many =
        component(
            """
            (component
              (core module $m TABLES
                (func (export "f") (result i32) (table.grow 9 (ref.null func) (i32.const 50))))
              (core instance $i (instantiate $m))
              (func (export "f") (result s32) (canon lift (core func $i "f"))))
            """
                .replace("TABLES", tables));
    assertThrows(DiagnosticException.class, () -> call(many, LIMITS.withTableElements(9_999)));
    assertEquals(-1, call(many, LIMITS.withTableElements(10_049)));
    assertEquals(1000, call(many, LIMITS.withTableElements(10_050)));
  }

  private static final String MAKES =
      """
      (component
        (core module $m
          (type $s (struct (field anyref) (field i64)))
          (type $a (array (mut anyref)))
          (type $e (struct (field anyref) (field exnref)))
          (tag $t (param i64))
          (func $caught (result exnref)
            (block $b (result exnref)
              (try_table (catch_all_ref $b) (throw $t (i64.const 1)))
              (unreachable)))
          (func (export "f") (param i32) (local $l anyref)
            (loop $k
              (local.set $l MADE)
              (br_if $k (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))))
        (core instance $i (instantiate $m))
        (func (export "f") (param "n" u32) (canon lift (core func $i "f"))))
      """;

  private Component makes(String object) {
    return component(MAKES.replace("MADE", object));
  }

  /** Structures, arrays, small integers and exceptions, each of which holds the one before. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "(struct.new $s (local.get $l) (i64.const 1))",
        "(array.new $a (local.get $l) (i32.const 100000))",
        "(array.new_fixed $a 2 (local.get $l) (ref.i31 (i32.const 1)))",
        "(struct.new $e (local.get $l) (call $caught))"
      })
  void boundsObjectsThatAreHeld(String object) {
    Component holds = makes(object);
    StoreLimits limits = LIMITS.withObjectBytes(20 << 20);
    TrapException trap = assertThrows(TrapException.class, () -> call(holds, limits, 100_000_000L));
    assertEquals(TrapCode.LIMIT_EXCEEDED, trap.code());
    assertEquals("the guest holds too many objects: more than 20971520 bytes", trap.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(struct.new $s (ref.null any) (i64.const 1))",
        "(array.new $a (ref.null any) (i32.const 1000))",
        "(struct.new $e (ref.null any) (call $caught))"
      })
  void givesBackObjectsThatAreDead(String object) {
    assertEquals("nothing", call(makes(object), LIMITS.withObjectBytes(1 << 20), 50_000L));
  }

  /** Many instances of a module with ten thousand functions and a long passive segment. */
  @Test
  void boundsWhatInstancesTakeThemselves() {
    Component many =
        component(
            """
            (component
              (core module $m FUNCTIONS (data "LONG"))
              INSTANCES
              (core module $f (func (export "f")))
              (core instance $i (instantiate $f))
              (func (export "f") (canon lift (core func $i "f"))))
            """
                .replace("FUNCTIONS", "(func)".repeat(10_000))
                .replace("LONG", "x".repeat(100_000))
                .replace("INSTANCES", "(core instance (instantiate $m))".repeat(900)));
    assertTraps(TrapCode.LIMIT_EXCEEDED, many, LIMITS.withObjectBytes(20 << 20));
  }

  /** Each element is a byte of the guest's, and fifty objects of the host's. */
  @Test
  void countsTheObjectsThatValuesBecome() {
    StringBuilder types = new StringBuilder("(type $t0 (tuple u8))\n");
    for (int i = 1; i < 50; i++) {
      types.append("(type $t" + i + " (tuple $t" + (i - 1) + "))\n");
    }
    Component amplifies =
        component(
            """
            (component TYPES
              (core module $m (memory (export "m") 16)
                (func (export "f") (result i32)
                  (i32.store (i32.const 0) (i32.const 8))
                  (i32.store (i32.const 4) (i32.const 1000000))
                  (i32.const 0)))
              (core instance $i (instantiate $m))
              (func (export "f") (result (list $t49))
                (canon lift (core func $i "f") (memory $i "m"))))
            """
                .replace("TYPES", types));
    assertTraps(TrapCode.LIFT_FUEL_EXHAUSTED, amplifies, LIMITS);
    assertTraps(
        TrapCode.TIMEOUT,
        amplifies,
        LIMITS.withLiftedBytes(Long.MAX_VALUE).withTimeout(Duration.ofMillis(20)));
  }

  /** At every depth the host's function is called, or the guest is told that it was too deep. */
  @Test
  void entersTheHostOnlyWithStackToRunOn() throws InterruptedException {
    Component descends =
        component(
            """
            (component
              (import "host" (func $host (param "x" u32)))
              (core func $h (canon lower (func $host)))
              (core module $m (import "" "h" (func $h (param i32)))
                (func $d (param i32) (call $h (local.get 0))
                  (call $d (i32.add (local.get 0) (i32.const 1))))
                (func (export "f") (call $d (i32.const 0))))
              (core instance $i (instantiate $m (with "" (instance (export "h" (func $h))))))
              (func (export "f") (canon lift (core func $i "f"))))
            """);
    AtomicInteger cut = new AtomicInteger();
    AtomicInteger entered = new AtomicInteger();
    Linker linker = Linker.create(engine);
    linker
        .root()
        .func(
            "host",
            (_, _) -> {
              entered.incrementAndGet();
              try {
                frames(100);
              } catch (StackOverflowError e) {
                cut.incrementAndGet();
              }
              return null;
            });
    InstancePre ready = linker.pre(descends);
    Consumer<Integer> run =
        _ -> {
          try (Store store = Store.create(engine)) {
            Func f = ready.instantiate(store).func("f");
            assertEquals(
                TrapCode.CALL_STACK_EXHAUSTED, assertThrows(TrapException.class, f::call).code());
          }
        };
    // Interpreted first, and compiled in the end.
    for (int i = 0; i < 20; i++) {
      Thread thread = new Thread(null, () -> run.accept(0), "guest", 1 << 20);
      thread.start();
      thread.join();
    }
    assertTrue(entered.get() > 1000);
    assertEquals(0, cut.get());
  }

  /** Of some hundred bytes each. */
  private static long frames(int count) {
    long a = count;
    long b = a * 3;
    long c = b ^ a;
    return count == 0 ? a : frames(count - 1) + a + b + c;
  }
}
