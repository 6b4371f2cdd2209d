package dev.witj.engine;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.Source;
import dev.witj.wat.WatAssembler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Memories that no array can hold: address space is set aside, and only what is written takes room.
 */
class MappedMemoryTest {
  private static final long GIB = 1L << 30;
  private static final WasmEngine ENGINE = WasmEngine.create();

  /** Loads, stores and bulk operations at addresses that are given, of a memory that is put in. */
  private static final String USES =
      """
      (func (export "store") (param ADDRESS i64) (i64.store offset=8 (local.get 0) (local.get 1)))
      (func (export "load") (param ADDRESS) (result i64) (i64.load offset=8 (local.get 0)))
      (func (export "byte") (param ADDRESS) (result i32) (i32.load8_u (local.get 0)))
      (func (export "double") (param ADDRESS) (result f64)
        (f64.store (local.get 0) (f64.const 1.5)) (f64.load (local.get 0)))
      (func (export "vector") (param ADDRESS) (result i64)
        (v128.store offset=16 (local.get 0) (v128.const i64x2 7 9))
        (v128.store8_lane offset=16 3 (local.get 0) (v128.const i64x2 -1 -1))
        (i64.add
          (i64x2.extract_lane 0 (v128.load offset=16 (local.get 0)))
          (i64x2.extract_lane 1 (v128.load32x2_u offset=16 (local.get 0)))))
      (func (export "atomic") (param ADDRESS) (result i32)
        (i32.atomic.store (local.get 0) (i32.const 5))
        (drop (i32.atomic.rmw.add (local.get 0) (i32.const 2)))
        (i32.atomic.load (local.get 0)))
      (func (export "fill") (param ADDRESS) (param i32) (param ADDRESS)
        (memory.fill (local.get 0) (local.get 1) (local.get 2)))
      (func (export "copy") (param ADDRESS) (param ADDRESS) (param ADDRESS)
        (memory.copy (local.get 0) (local.get 1) (local.get 2)))
      (func (export "init") (param ADDRESS)
        (memory.init $d (local.get 0) (i32.const 1) (i32.const 2)))
      (func (export "grow") (param ADDRESS) (result ADDRESS) (memory.grow (local.get 0)))
      (func (export "size") (result ADDRESS) (memory.size))
      (data $d "abcd")
      """;

  @BeforeAll
  static void onlyWhereTheSystemMaps() {
    assumeTrue(
        memory("(memory 1 65536)").segment().isPresent(),
        "this system sets no address space aside");
  }

  private static WasmModule module(String memory, String address) {
    String text = "(module " + memory + USES.replace("ADDRESS", address) + ")";
    return ENGINE.compile(ByteSlice.of(WatAssembler.assemble(Source.text("m", text))), "m");
  }

  private static Memory memory(String declared) {
    String text = "(module " + declared + " (export \"memory\" (memory 0)))";
    return (Memory)
        ENGINE
            .compile(ByteSlice.of(WatAssembler.assemble(Source.text("m", text))), "m")
            .instantiate(List.of(), Meter.UNLIMITED)
            .export("memory")
            .orElseThrow();
  }

  private static Object call(Instance instance, String name, Object... arguments) {
    Object[] results = ((Func) instance.export(name).orElseThrow()).call(arguments);
    return results.length == 0 ? "nothing" : results[0];
  }

  private static Object address(boolean wide, long address) {
    return wide ? (Object) address : (Object) (int) address;
  }

  private static void use(Instance instance, boolean wide, long end) {
    for (long at : new long[] {0, 1 << 16, 2 * GIB - 12, 2 * GIB + 4, 3 * GIB, end - 64}) {
      Object place = address(wide, at & ~7);
      assertEquals("nothing", call(instance, "store", place, 0x0102_0304_0506_0708L + at));
      assertEquals(0x0102_0304_0506_0708L + at, call(instance, "load", place));
      assertEquals(1.5, call(instance, "double", place));
      assertEquals(0xffL, call(instance, "vector", place));
      assertEquals(7, call(instance, "atomic", place));
      call(instance, "fill", place, 0x5a, address(wide, 20));
      assertEquals(0x5a, call(instance, "byte", address(wide, (at & ~7) + 19)));
      call(instance, "init", place);
      call(instance, "copy", address(wide, (at & ~7) + 1), place, address(wide, 4));
      assertEquals((int) 'b', call(instance, "byte", address(wide, (at & ~7) + 1)));
      assertEquals((int) 'c', call(instance, "byte", address(wide, (at & ~7) + 2)));
    }
    for (long at : new long[] {end - 15, end - 1}) {
      Object place = address(wide, at);
      assertTrap(instance, "load", place);
      assertTrap(instance, "store", place, 1L);
      assertTrap(instance, "vector", address(wide, end - 31));
      assertTrap(instance, "fill", place, 0, address(wide, 16));
      assertTrap(instance, "copy", place, address(wide, 0), address(wide, 16));
    }
    assertTrap(instance, "atomic", address(wide, end - 4 + 4));
    if (wide) {
      assertTrap(instance, "load", -8L);
      assertTrap(instance, "load", Long.MAX_VALUE - 3);
      assertTrap(instance, "fill", -1L, 0, 2L);
      assertTrap(instance, "atomic", -8L);
    }
  }

  private static void assertTrap(Instance instance, String name, Object... arguments) {
    Trap trap =
        assertThrows(Trap.class, () -> call(instance, name, arguments), name + List.of(arguments));
    assertEquals(TrapKind.MEMORY_OUT_OF_BOUNDS, trap.kind());
  }

  @Test
  void reachesWhatLiesBeyondTwoGibibytes() {
    Instance narrow = module("(memory 65535)", "i32").instantiate(List.of(), Meter.UNLIMITED);
    use(narrow, false, 4 * GIB - 65_536);
    Instance wide = module("(memory i64 131072)", "i64").instantiate(List.of(), Meter.UNLIMITED);
    use(wide, true, 8 * GIB);
  }

  @Test
  void growsWhereItLies() {
    Instance narrow = module("(memory 1 65536)", "i32").instantiate(List.of(), Meter.UNLIMITED);
    call(narrow, "store", 0, 42L);
    assertTrap(narrow, "load", (int) (3 * GIB));
    assertEquals(1, call(narrow, "grow", 65_534));
    use(narrow, false, 4 * GIB - 65_536);
    assertEquals(65_535, call(narrow, "grow", 1));
    assertEquals(65_536, call(narrow, "size"));
    assertEquals(-1, call(narrow, "grow", 1));
    Instance wide = module("(memory i64 1)", "i64").instantiate(List.of(), Meter.UNLIMITED);
    assertEquals(1L, call(wide, "grow", ((5 * GIB) >> 16) - 1));
    use(wide, true, 5 * GIB);
  }

  @Test
  void isGivenToModulesThatTakeItForAnArray() {
    for (String declared : List.of("(memory 1 65536)", "(memory 40000)")) {
      Memory memory = memory(declared);
      assertTrue(memory.segment().isPresent());
      memory.grow(65_535 - memory.pages());
      WasmModule importer = module("(import \"a\" \"m\" (memory 1))", "i32");
      use(importer.instantiate(List.of(memory), Meter.UNLIMITED), false, 4 * GIB - 65_536);
      // The same module over an array.
      Instance own = importer.instantiate(List.of(memory("(memory 1)")), Meter.UNLIMITED);
      call(own, "store", 8, 5L);
      assertEquals(5L, call(own, "load", 8));
      assertTrap(own, "load", 65_536);
    }
  }

  @Test
  void isGivenBackWhenTheStoreIsClosed() {
    List<Memory> kept = new ArrayList<>();
    Meter meter =
        new Meter() {
          @Override
          public boolean takeMemory(long bytes) {
            return bytes <= 1 << 20;
          }

          @Override
          public int maxTableElements() {
            return 0;
          }

          @Override
          public void made(Memory memory) {
            kept.add(memory);
          }
        };
    Instance instance = module("(memory 1 65536)", "i32").instantiate(List.of(), meter);
    assertEquals(-1, call(instance, "grow", 17));
    assertEquals(1, kept.size());
    kept.forEach(Memory::release);
    assertTrap(instance, "load", 0);
    assertEquals(0L, kept.getFirst().size());
    kept.forEach(Memory::release);
  }

  @Test
  void setsAddressSpaceAsideManyTimes() {
    WasmModule module = module("(memory i64 1) (export \"memory\" (memory 0))", "i64");
    for (int i = 0; i < 5_000; i++) {
      Instance instance = module.instantiate(List.of(), Meter.UNLIMITED);
      call(instance, "store", 0L, (long) i);
      assertEquals((long) i, call(instance, "load", 0L));
      Memory memory = (Memory) instance.export("memory").orElseThrow();
      assertTrue(memory.segment().isPresent(), "what is released can be had again");
      memory.release();
    }
  }

  /** Beyond that the JVM would find nothing for itself, and end. */
  @Test
  void leavesMostOfTheAddressSpaceToOthers() throws IOException {
    Path used = Path.of("/proc/self/statm");
    assumeTrue(Files.exists(used), "this system does not say how much address space is used");
    WasmModule module = module("(memory i64 1) (export \"memory\" (memory 0))", "i64");
    List<Memory> memories = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      Instance instance = module.instantiate(List.of(), Meter.UNLIMITED);
      call(instance, "store", 0L, (long) i);
      memories.add((Memory) instance.export("memory").orElseThrow());
    }
    long pages;
    try (Scanner numbers = new Scanner(used, US_ASCII)) {
      pages = numbers.nextLong();
    }
    assertTrue(pages * 4096 < 1L << 46, pages + " pages");
    memories.forEach(Memory::release);
  }

  @Test
  void haveWhatTheyMustWhereThereIsNotAllThatTheyMayNeed() {
    List<Memory> memories = new ArrayList<>();
    try {
      memories.add(memory("(memory i64 40000 40000)"));
      do {
        memories.add(memory("(memory i64 1)"));
      } while (memories.getLast().segment().isPresent());
      memories.getFirst().release();
      memories.add(memory("(memory i64 40000)"));
      assertTrue(memories.getLast().segment().isPresent());
      assertEquals(-1, memories.getLast().grow(1));
    } finally {
      memories.forEach(Memory::release);
    }
  }
}
