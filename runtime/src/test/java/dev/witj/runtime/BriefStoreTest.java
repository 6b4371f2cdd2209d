package dev.witj.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.witj.diagnostics.Source;
import dev.witj.wat.WatAssembler;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing of what one guest, or the host for it, wrote is there for the next one. */
class BriefStoreTest {
  private static final String GUEST =
      """
      (component
        (import "host" (func $host (result (list u64))))
        (core module $libc
          (memory (export "m") 4)
          (global $free (mut i32) (i32.const 5000))
          (func (export "realloc") (param i32 i32 i32 i32) (result i32) (local $at i32)
            (local.set $at (i32.and (i32.add (global.get $free) (i32.const 7)) (i32.const -8)))
            (global.set $free (i32.add (local.get $at) (local.get 3)))
            (local.get $at)))
        (core instance $l (instantiate $libc))
        (core func $host' (canon lower (func $host) (memory $l "m") (realloc (func $l "realloc"))))
        (core module $m
          (import "l" "m" (memory 4))
          (import "" "host" (func $host (param i32)))
          (func (export "f") (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)
            (call $host (i32.const 200000))
            (i32.store (i32.const 100000) (i32.const 1)))
          (func (export "dirt") (result i32) (local $i i32) (local $n i32)
            (loop $l
              (local.set $n (i32.add (local.get $n)
                (i32.ne (i32.load8_u (local.get $i)) (i32.const 0))))
              (local.set $i (i32.add (local.get $i) (i32.const 1)))
              (br_if $l (i32.lt_u (local.get $i) (i32.const 262144))))
            (local.get $n))
          (func (export "fails") (i32.store (i32.const 150000) (i32.const 1)) (unreachable)))
        (core instance $i (instantiate $m
          (with "l" (instance $l))
          (with "" (instance (export "host" (func $host'))))))
        (func (export "f")
          (param "a" (list u8)) (param "b" (list s16)) (param "c" (list u32))
          (param "d" (list f64)) (param "e" string) (param "f" (list (tuple u8 char)))
          (canon lift (core func $i "f") (memory $l "m") (realloc (func $l "realloc"))
            string-encoding=utf16))
        (func (export "dirt") (result u32) (canon lift (core func $i "dirt")))
        (func (export "fails") (canon lift (core func $i "fails"))))
      """;

  @Test
  void everyGuestBeginsWithCleanMemory() {
    Engine engine = Engine.create();
    Component component =
        Component.load(engine, "guest", WatAssembler.assemble(Source.text("guest.wat", GUEST)));
    Linker linker = Linker.create(engine);
    linker.root().func("host", (_, _) -> List.of(-1L, -2L, -3L));
    InstancePre pre = linker.pre(component);
    for (int i = 0; i < 12; i++) {
      try (Store store = Store.createBrief(engine, StoreLimits.defaults())) {
        Instance instance = pre.instantiate(store);
        assertEquals(0L, instance.func("dirt").call(), "in instance " + i);
        var _ =
            instance
                .func("f")
                .call(
                    new byte[] {1, 2, 3},
                    new short[] {4, 5},
                    new int[1500],
                    new double[] {6, 7},
                    "text".repeat(i * 500),
                    List.of(dev.witj.runtime.value.Tuple.of((short) 1, (int) 'x')));
        if (i % 3 == 0) {
          assertThrows(TrapException.class, () -> instance.func("fails").call());
        }
      }
    }
  }
}
