package dev.witj.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.binary.Features;
import dev.witj.diagnostics.Source;
import dev.witj.runtime.async.StreamReader;
import dev.witj.wat.WatAssembler;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What guests can make the host keep for tasks, streams and error contexts is bounded. */
final class AsyncLimitsTest {
  private static final StoreLimits LIMITS = StoreLimits.defaults();

  private final Engine engine = Engine.create(EngineConfig.defaults().withFeatures(Features.ALL));

  private Component component(String text) {
    return Component.load(engine, "guest", WatAssembler.assemble(Source.text("guest.wat", text)));
  }

  private static final String CALLEE =
      """
      (component $Callee
        (core module $Mem (memory (export "mem") 1))
        (core instance $mem (instantiate $Mem))
        (core func $set (canon waitable-set.new))
        (core func $wait (canon waitable-set.wait (memory (core memory $mem "mem"))))
        (core module $M
          (import "" "set" (func $set (result i32)))
          (import "" "wait" (func $wait (param i32 i32) (result i32)))
          (func (export "f") (drop (call $wait (call $set) (i32.const 0)))))
        (core instance $m (instantiate $M (with "" (instance
          (export "set" (func $set)) (export "wait" (func $wait))))))
        (func (export "f") async (canon lift (core func $m "f") async)))
      """;

  /** Each of them keeps a stack, which may be as deep as the JVM allows. */
  @Test
  void boundsTasksThatWaitOnAStack() {
    Component calls =
        component(
            """
            (component
              CALLEE
              (component $Caller
                (import "f" (func $callee async))
                (core func $f (canon lower (func $callee) async))
                (core module $M
                  (import "" "f" (func $f (result i32)))
                  (func (export "f") (param $n i32)
                    (loop $l
                      (drop (call $f))
                      (local.set $n (i32.sub (local.get $n) (i32.const 1)))
                      (br_if $l (local.get $n)))))
                (core instance $m (instantiate $M (with "" (instance
                  (export "f" (func $f))))))
                (func (export "f") async (param "n" u32) (canon lift (core func $m "f"))))
              (instance $callee (instantiate $Callee))
              (instance $caller (instantiate $Caller
                (with "f" (func $callee "f"))))
              (func (export "f") (alias export $caller "f")))
            """
                .replace("CALLEE", CALLEE));
    assertEquals("done", call(calls, LIMITS.withStacks(20), 20L));
    TrapException trap =
        assertThrows(TrapException.class, () -> call(calls, LIMITS.withStacks(20), 21L));
    assertEquals(TrapCode.LIMIT_EXCEEDED, trap.code());
    assertEquals(
        "more than 20 tasks and threads of guests wait with frames on a stack", trap.getMessage());
  }

  private Object call(Component component, StoreLimits limits, Object... arguments) {
    try (Store store = Store.create(engine, limits)) {
      Object result =
          Linker.create(engine).pre(component).instantiate(store).func("f").call(arguments);
      return result == null ? "done" : result;
    }
  }

  @Test
  void boundsTheMessagesOfErrorContexts() {
    Component makes =
        component(
            """
            (component
              (core module $Mem (memory (export "mem") 1))
              (core instance $mem (instantiate $Mem))
              (core func $new (canon error-context.new (memory (core memory $mem "mem"))))
              (core func $drop (canon error-context.drop))
              (core module $M
                (import "" "new" (func $new (param i32 i32) (result i32)))
                (import "" "drop" (func $drop (param i32)))
                (func (export "f") (param $n i32) (param $drops i32)
                  (loop $l
                    (call $new (i32.const 0) (i32.const 10000))
                    (if (param i32) (local.get $drops) (then (call $drop)) (else (drop)))
                    (local.set $n (i32.sub (local.get $n) (i32.const 1)))
                    (br_if $l (local.get $n)))))
              (core instance $m (instantiate $M (with "" (instance
                (export "new" (func $new)) (export "drop" (func $drop))))))
              (func (export "f") (param "n" u32) (param "drops" bool)
                (canon lift (core func $m "f"))))
            """);
    StoreLimits limits = LIMITS.withLiftedBytes(1_000_000);
    assertEquals("done", call(makes, limits, 50L, false));
    assertEquals("done", call(makes, limits, 1000L, true));
    TrapException trap = assertThrows(TrapException.class, () -> call(makes, limits, 51L, false));
    assertEquals(TrapCode.LIMIT_EXCEEDED, trap.code());
    assertEquals("the host would keep more than 1000000 bytes for the guest", trap.getMessage());
  }

  /** Each call is within its limit; those that wait are so together. */
  @Test
  void boundsTheArgumentsOfCallsThatWait() {
    Component gives =
        component(
            """
            (component
              (import "take" (func $take async (param "bytes" (list u8))))
              (core module $Mem (memory (export "mem") 2))
              (core instance $mem (instantiate $Mem))
              (core func $take (canon lower (func $take) async (memory (core memory $mem "mem"))))
              (core module $M
                (import "" "take" (func $take (param i32 i32) (result i32)))
                (func (export "f") (param $n i32) (param $length i32)
                  (loop $l
                    (drop (call $take (i32.const 0) (local.get $length)))
                    (local.set $n (i32.sub (local.get $n) (i32.const 1)))
                    (br_if $l (local.get $n)))))
              (core instance $m (instantiate $M (with "" (instance (export "take" (func $take))))))
              (func (export "f") async (param "n" u32) (param "length" u32)
                (canon lift (core func $m "f"))))
            """);
    Linker waits = Linker.create(engine);
    waits
        .root()
        .func(
            "take",
            (_, _) -> {
              Thread.sleep(1_000_000);
              return null;
            });
    Linker takes = Linker.create(engine);
    takes.root().func("take", (_, _) -> null);
    StoreLimits limits = LIMITS.withLiftedBytes(1_000_000);
    try (Store store = Store.create(engine, limits)) {
      Object _ = takes.pre(gives).instantiate(store).func("f").call(50L, 100_000L);
      Object _ = waits.pre(gives).instantiate(store).func("f").call(9L, 100_000L);
      Func again = takes.pre(gives).instantiate(store).func("f");
      TrapException trap = assertThrows(TrapException.class, () -> again.call(1L, 100_000L));
      assertEquals(TrapCode.LIMIT_EXCEEDED, trap.code());
    }
    // The threads that wait take some, too.
    try (Store store = Store.create(engine, limits)) {
      Object _ = takes.pre(gives).instantiate(store).func("f").call(1000L, 0L);
      Func wait = waits.pre(gives).instantiate(store).func("f");
      Object _ = wait.call(100L, 0L);
      TrapException trap = assertThrows(TrapException.class, () -> wait.call(100L, 0L));
      assertEquals(TrapCode.LIMIT_EXCEEDED, trap.code());
    }
  }

  /** The host has a thread for each that it takes something from. */
  @Test
  void boundsTheStreamsThatTheHostHolds() {
    Component gives =
        component(
            """
            (component
              (type $bytes (stream u8))
              (import "take" (func $take (param "bytes" $bytes)))
              (core func $take (canon lower (func $take)))
              (core func $new (canon stream.new $bytes))
              (core func $drop (canon stream.drop-writable $bytes))
              (core module $M
                (import "" "take" (func $take (param i32)))
                (import "" "new" (func $new (result i64)))
                (import "" "drop" (func $drop (param i32)))
                (func (export "f") (param $n i32) (local $ends i64)
                  (loop $l
                    (local.set $ends (call $new))
                    (call $take (i32.wrap_i64 (local.get $ends)))
                    (call $drop (i32.wrap_i64 (i64.shr_u (local.get $ends) (i64.const 32))))
                    (local.set $n (i32.sub (local.get $n) (i32.const 1)))
                    (br_if $l (local.get $n)))))
              (core instance $m (instantiate $M (with "" (instance
                (export "take" (func $take)) (export "new" (func $new))
                (export "drop" (func $drop))))))
              (func (export "f") (param "n" u32) (canon lift (core func $m "f"))))
            """);
    StoreLimits limits = LIMITS.withLiftedBytes(1_000_000);
    assertEquals("done", give(gives, limits, true));
    TrapException trap = assertThrows(TrapException.class, () -> give(gives, limits, false));
    assertEquals(TrapCode.LIMIT_EXCEEDED, trap.code());
  }

  private Object give(Component gives, StoreLimits limits, boolean closes) {
    Linker linker = Linker.create(engine);
    linker
        .root()
        .func(
            "take",
            (_, arguments) -> {
              if (closes) {
                ((StreamReader<?>) arguments[0]).close();
              }
              return null;
            });
    try (Store store = Store.create(engine, limits)) {
      Object _ = linker.pre(gives).instantiate(store).func("f").call(200L);
    }
    return "done";
  }

  /** Whoever asks for much from many streams and takes nothing gets small pieces in the end. */
  @Test
  void boundsWhatIsReadForStreams() {
    Component reads =
        component(
            """
            (component
              (type $bytes (stream u8))
              (import "give" (func $give (result $bytes)))
              (core module $Mem (memory (export "mem") 2))
              (core instance $mem (instantiate $Mem))
              (core func $give (canon lower (func $give)))
              (core func $read (canon stream.read $bytes async
                (memory (core memory $mem "mem"))))
              (core module $M
                (import "" "give" (func $give (result i32)))
                (import "" "read" (func $read (param i32 i32 i32) (result i32)))
                (func (export "f") (param $n i32)
                  (loop $l
                    (drop (call $read (call $give) (i32.const 0) (i32.const 65536)))
                    (local.set $n (i32.sub (local.get $n) (i32.const 1)))
                    (br_if $l (local.get $n)))))
              (core instance $m (instantiate $M (with "" (instance
                (export "give" (func $give)) (export "read" (func $read))))))
              (func (export "f") async (param "n" u32) (canon lift (core func $m "f"))))
            """);
    AtomicLong asked = new AtomicLong();
    StreamReader<Integer> endless =
        new StreamReader<>() {
          @Override
          public List<Integer> read(int max) {
            throw new UnsupportedOperationException();
          }

          @Override
          public int read(byte[] into, int offset, int length) throws InterruptedException {
            long _ = asked.addAndGet(into.length);
            Thread.sleep(1_000_000);
            return length;
          }

          @Override
          public void close() {}
        };
    Linker linker = Linker.create(engine);
    linker.root().func("give", (_, _) -> endless);
    int streams = 2000;
    int limit = 32 << 20;
    try (Store store = Store.create(engine, LIMITS.withLiftedBytes(limit))) {
      Object _ = linker.pre(reads).instantiate(store).func("f").call((long) streams);
    }
    assertTrue(asked.get() > 1 << 20, asked::toString);
    assertTrue(asked.get() <= limit / 2 + streams * 256, asked::toString);
    try (Store store = Store.create(engine, LIMITS.withLiftedBytes(limit / 4))) {
      Func f = linker.pre(reads).instantiate(store).func("f");
      TrapException trap = assertThrows(TrapException.class, () -> f.call((long) streams));
      assertEquals(TrapCode.LIMIT_EXCEEDED, trap.code());
    }
  }
}
