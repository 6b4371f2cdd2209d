package dev.witj.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import dev.witj.wat.WatAssembler;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A guest in instances that served another store sees nothing of that, whatever it was. */
class RenewedInstanceTest {
  /** What each number changes, {@code see} tells. */
  private static final String GUEST =
      """
      (component
        (import "host" (instance $host
          (export "thing" (type $thing (sub resource)))
          (export "make" (func (result (own $thing))))))
        (alias export $host "thing" (type $thing))
        (core func $make (canon lower (func $host "make")))
        (core func $drop (canon resource.drop $thing))
        (core module $a
          (memory (export "m") 1 5)
          (table (export "t") 4 9 funcref)
          (global (export "g") (mut i64) (i64.const 4))
          (data (i32.const 16) "at first"))
        (core instance $a (instantiate $a))
        (core module $b
          (import "a" "m" (memory 1 5))
          (import "a" "t" (table $t 4 9 funcref))
          (import "a" "g" (global $g (mut i64)))
          (import "" "make" (func $make (result i32)))
          (import "" "drop" (func $drop (param i32)))
          (type $number (func (result i64)))
          (global $own (mut v128) (v128.const i64x2 5 6))
          (data $data "elsewhere")
          (elem (i32.const 1) $one $two)
          (elem $elem func $two)
          (func $one (result i64) (i64.const 1))
          (func $two (result i64) (i64.const 2))
          (func $memory (i64.store (i32.const 18) (i64.const -1))
            (memory.fill (i32.const 40000) (i32.const 7) (i32.const 9000)))
          (func $pages (drop (memory.grow (i32.const 1))))
          (func $shared (global.set $g (i64.const 40)))
          (func $global (global.set $own (v128.const i64x2 50 60)))
          (func $table (table.set $t (i32.const 1) (ref.func $two))
            (table.set $t (i32.const 3) (ref.func $two)))
          (func $elements (drop (table.grow $t (ref.null func) (i32.const 1))))
          (func $data (data.drop $data))
          (func $elem (elem.drop $elem))
          (func $handles (drop (call $make)) (call $drop (call $make)) (drop (call $make)))
          (func $trap (unreachable))
          (func $loop (loop $l (br $l)))
          (table $does funcref (elem $memory $pages $shared $global $table $elements $data $elem
            $handles $trap $loop))
          (func (export "change") (param i32) (call_indirect $does (local.get 0)))
          (func (export "see") (result i64) (local $seen i64) (local $at i32) (local $handle i32)
            (loop $l
              (local.set $seen (i64.add (i64.mul (local.get $seen) (i64.const 31))
                (i64.load (local.get $at))))
              (br_if $l (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 8)))
                (i32.const 65536))))
            (local.set $seen (i64.add (i64.mul (local.get $seen) (i64.const 31))
              (i64.extend_i32_u (memory.size))))
            (local.set $seen (i64.add (i64.mul (local.get $seen) (i64.const 31)) (global.get $g)))
            (local.set $seen (i64.add (i64.mul (local.get $seen) (i64.const 31))
              (i64x2.extract_lane 1 (global.get $own))))
            (local.set $seen (i64.add (i64.mul (local.get $seen) (i64.const 31))
              (call_indirect $t (type $number) (i32.const 1))))
            (local.set $seen (i64.add (i64.mul (local.get $seen) (i64.const 31))
              (i64.extend_i32_u (ref.is_null (table.get $t (i32.const 3))))))
            (local.set $seen (i64.add (i64.mul (local.get $seen) (i64.const 31))
              (i64.extend_i32_u (table.size $t))))
            (memory.init $data (i32.const 50) (i32.const 0) (i32.const 9))
            (table.init $t $elem (i32.const 0) (i32.const 0) (i32.const 1))
            (local.set $handle (call $make))
            (call $drop (local.get $handle))
            (i64.add (i64.mul (local.get $seen) (i64.const 31))
              (i64.extend_i32_u (local.get $handle)))))
        (core instance $b (instantiate $b
          (with "a" (instance $a))
          (with "" (instance (export "make" (func $make)) (export "drop" (func $drop))))))
        (func (export "change") (param "what" u32) (canon lift (core func $b "change")))
        (func (export "see") (result u64) (canon lift (core func $b "see"))))
      """;

  private static final int PAGES = 1;
  private static final int ELEMENTS = 5;
  private static final int TRAP = 9;
  private static final int LOOP = 10;

  private final Engine engine = Engine.create();
  private final List<String> dropped = new ArrayList<>();
  private final List<Store> callers = new ArrayList<>();
  private RuntimeException hostFailure = new IllegalStateException("none");
  private boolean hostFails;
  private Runnable within = () -> {};
  private InstancePre pre = linked();

  private InstancePre linked() {
    Linker linker = Linker.create(engine);
    LinkerInstance host = linker.instance("host");
    host.resource("thing", ResourceType.ofHost("thing", object -> dropped.add((String) object)));
    host.func(
        "make",
        (store, _) -> {
          callers.add(store);
          within.run();
          if (hostFails) {
            throw hostFailure;
          }
          return "thing";
        });
    return linker.pre(
        Component.load(engine, "guest", WatAssembler.assemble(Source.text("guest.wat", GUEST))));
  }

  private final StoreLimits limits = StoreLimits.defaults();
  private long seenFirst;

  /** A module's first instance shows what its others begin with, and is renewed for nobody. */
  @BeforeEach
  void makeTheFirstInstance() {
    seenFirst = see(limits);
    assertEquals(0, kept());
  }

  @AfterEach
  void everyGuestSeesTheSame() {
    for (int i = 0; i < 3; i++) {
      assertEquals(seenFirst, see(limits));
      assertEquals(1, kept());
    }
  }

  private int kept() {
    return engine.spares().count(pre);
  }

  private long see(StoreLimits with) {
    try (Store store = Store.createBrief(engine, with)) {
      return (Long) Objects.requireNonNull(pre.instantiate(store).func("see").call());
    }
  }

  private void change(Instance instance, int what) {
    var _ = instance.func("change").call(what);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, PAGES, 2, 3, 4, ELEMENTS, 6, 7, 8})
  void nothingIsSeenOfWhatWasChanged(int what) {
    for (int i = 0; i < 3; i++) {
      try (Store store = Store.createBrief(engine, limits)) {
        change(pre.instantiate(store), what);
      }
      assertEquals(what == PAGES || what == ELEMENTS ? 0 : 1, kept());
      assertEquals(seenFirst, see(limits));
    }
  }

  @Test
  void whatHandlesStoodForIsDroppedWithTheStore() {
    dropped.clear();
    try (Store store = Store.createBrief(engine, limits)) {
      change(pre.instantiate(store), 8);
      assertEquals(1, dropped.size());
    }
    assertEquals(3, dropped.size());
  }

  @ParameterizedTest
  @CsvSource({TRAP + ",false", LOOP + ",false", LOOP + ",true"})
  void whoeverTrapsServesNobody(int what, boolean timed) {
    // Long enough for those that end by themselves, however busy the machine is.
    StoreLimits bounded =
        timed ? limits.withTimeout(Duration.ofSeconds(2)) : limits.withFuel(1_000_000);
    for (int i = 0; i < 3; i++) {
      long _ = see(bounded);
    }
    assertEquals(1, kept());
    try (Store store = Store.createBrief(engine, bounded)) {
      Instance instance = pre.instantiate(store);
      assertEquals(0, kept());
      assertThrows(TrapException.class, () -> change(instance, what));
    }
    assertEquals(0, kept());
  }

  @Test
  void whoeverTheHostEndsServesNobody() {
    long _ = see(limits);
    for (RuntimeException failure :
        List.of(
            new GuestExitException(0),
            new IllegalStateException("here"),
            new IllegalArgumentException("there"),
            new TrapException(TrapCode.UNREACHABLE, "in the host"))) {
      hostFailure = failure;
      hostFails = true;
      try (Store store = Store.createBrief(engine, limits)) {
        Instance instance = pre.instantiate(store);
        assertThrows(RuntimeException.class, () -> instance.func("see").call());
      }
      hostFails = false;
      assertEquals(0, kept());
      long _ = see(limits);
      assertEquals(1, kept());
    }
  }

  @Test
  void whoeverIsCutOffByTheEndOfItsStoreServesNobody() throws InterruptedException {
    long _ = see(limits);
    CountDownLatch inside = new CountDownLatch(1);
    within =
        () -> {
          inside.countDown();
          try {
            Thread.sleep(Duration.ofMinutes(1));
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };
    Store store = Store.createBrief(engine, limits);
    Instance instance = pre.instantiate(store);
    Thread guest =
        Thread.startVirtualThread(
            () -> assertThrows(IllegalStateException.class, () -> instance.func("see").call()));
    inside.await();
    store.close();
    guest.join();
    within = () -> {};
    assertEquals(0, kept());
  }

  @Test
  void whatTheHostHoldsOfAnOldStoreReachesNoNewOne() {
    Func old;
    Instance oldInstance;
    try (Store store = Store.createBrief(engine, limits)) {
      oldInstance = pre.instantiate(store);
      old = oldInstance.func("change");
    }
    assertEquals(1, kept());
    try (Store store = Store.createBrief(engine, limits)) {
      Instance instance = pre.instantiate(store);
      assertEquals(0, kept());
      assertThrows(IllegalStateException.class, () -> old.call(3));
      assertThrows(IllegalStateException.class, () -> oldInstance.func("change").call(3));
      assertEquals(seenFirst, instance.func("see").call());
    }
  }

  @Test
  void instancesThatServeOthersStayWithTheirStore() {
    Linker others = Linker.create(engine);
    long _ = see(limits);
    try (Store store = Store.createBrief(engine, limits)) {
      Instance instance = pre.instantiate(store);
      var _ = others.define("guest", instance);
    }
    assertEquals(0, kept());
  }

  @Test
  void theHostHasAnotherStoreEachTime() {
    callers.clear();
    for (int i = 0; i < 3; i++) {
      try (Store store = Store.createBrief(engine, limits)) {
        assertEquals("new", store.data(String.class, () -> "new"));
        store.setData(String.class, "old");
        var _ = pre.instantiate(store).func("see").call();
        assertSame(store, callers.getLast());
      }
    }
    assertNotSame(callers.get(0), callers.get(1));
    assertNotSame(callers.get(1), callers.get(2));
  }

  @Test
  void limitsCountAnewAndAreNotMixed() {
    StoreLimits small =
        limits.withFuel(1_000_000).withMemoryBytes(65536).withHandles(3).withCoreInstances(2);
    List<Long> left = new ArrayList<>();
    long _ = see(limits);
    for (int i = 0; i < 4; i++) {
      try (Store store = Store.createBrief(engine, small)) {
        Instance instance = pre.instantiate(store);
        assertEquals(1, kept());
        assertEquals(seenFirst, instance.func("see").call());
        left.add(store.fuel().orElseThrow());
        change(instance, 8);
        change(instance, PAGES);
        assertThrows(DiagnosticException.class, () -> pre.instantiate(store));
      }
    }
    assertEquals(1, left.stream().distinct().count());
    // The page was not to be had, and two components in one store are kept for nobody.
    assertEquals(1, kept());
  }

  /** However often: the collector may leave what is in its oldest part alone at first. */
  @Test
  void whatIsKeptGoesWithItsComponent() {
    long _ = see(limits);
    assertEquals(1, kept());
    callers.clear();
    WeakReference<InstancePre> gone = new WeakReference<>(pre);
    pre = linked();
    for (int i = 0; i < 20 && !gone.refersTo(null); i++) {
      System.gc();
    }
    assertTrue(gone.refersTo(null));
  }

  /** Until somebody asks for it, which may be never. */
  @Test
  void whatIsKeptHoldsNothingOfItsStore() {
    WeakReference<Store> gone = new WeakReference<>(changedAndClosed());
    callers.clear();
    assertEquals(1, kept());
    for (int i = 0; i < 20 && !gone.refersTo(null); i++) {
      System.gc();
    }
    assertTrue(gone.refersTo(null));
  }

  private Store changedAndClosed() {
    Store store = Store.createBrief(engine, limits);
    change(pre.instantiate(store), 8);
    store.close();
    return store;
  }

  @Test
  void whatNobodyAsksForGoes() {
    long before = System.nanoTime();
    long _ = see(limits);
    engine.spares().letGo(before);
    assertEquals(1, kept());
    engine.spares().letGo(System.nanoTime() + 1);
    assertEquals(0, kept());
  }

  @Test
  void twoInOneStoreAreNotKept() {
    try (Store store = Store.createBrief(engine, limits)) {
      Instance one = pre.instantiate(store);
      Instance two = pre.instantiate(store);
      change(one, 3);
      assertEquals(seenFirst, two.func("see").call());
    }
    assertEquals(0, kept());
  }
}
