package dev.witj.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.Source;
import dev.witj.engine.script.Subject;
import dev.witj.wat.WatAssembler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Memories of further instances are made of what the first one showed, and are their own. */
class InitialDataTest {
  private static byte[] assemble(String fields) {
    return WatAssembler.assemble(Source.text("data.wat", "(module " + fields + ")"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(memory (export \"m\") 1)",
        "(memory (export \"m\") 2) (data (i32.const 3) \"abc\") (data (i32.const 4) \"xyzzy\")",
        "(memory (export \"m\") 1) (data (i32.const 65533) \"end\") (data (i32.const 0) \"0\")",
        "(memory (export \"m\") i64 1) (data (i64.const 10) \"abc\")",
        "(memory (export \"m\") 9 (pagesize 1)) (data (i32.const 7) \"ab\")",
        "(memory 1) (memory (export \"m\") 1) (data (i32.const 7) \"ab\")"
            + " (data (memory 1) (i32.const 8) \"cd\")",
        "(global $g i32 (i32.const 77)) (memory (export \"m\") 1) (data (global.get $g) \"ab\")"
            + " (data (i32.const 78) \"cd\")",
        "(memory (export \"m\") 1) (data (i32.add (i32.const 70) (i32.const 8)) \"ab\")"
            + " (data (i32.const 79) \"cd\")",
        "(memory (export \"m\") 1) (data \"passive\") (data (i32.const 1) \"ab\")"
            + " (func $s (memory.init 0 (i32.const 2) (i32.const 0) (i32.const 7)) (data.drop 0))"
            + " (start $s)",
        "(memory (export \"m\") 1) (data (i32.const 1) \"ab\") (func $s (memory.fill"
            + " (i32.const 2) (i32.const 7) (i32.const 5))) (start $s)"
      })
  void everyInstanceBeginsAlike(String fields) {
    byte[] binary = assemble(fields);
    byte[] expected =
        MemoryContents.of(memory(Subject.interpreter().compile(ByteSlice.of(binary))));
    WasmModule module = WasmEngine.create().compile(ByteSlice.of(binary), "data");
    for (int i = 0; i < 4; i++) {
      Memory made = memory(module);
      assertArrayEquals(expected, MemoryContents.of(made));
      MemoryContents.fill(made, (byte) 0x55);
    }
  }

  private static Memory memory(WasmModule module) {
    return (Memory) module.instantiate(List.of(), Meter.UNLIMITED).export("m").orElseThrow();
  }

  /** Hears of memories, so that a test can let go of them. */
  private static final class Hearing implements Meter {
    final List<Memory> made = new ArrayList<>();
    private final boolean noting;

    Hearing(boolean noting) {
      this.noting = noting;
    }

    @Override
    public boolean isNoting() {
      return noting;
    }

    @Override
    public void made(Memory memory) {
      made.add(memory);
    }
  }

  private static Memory only(WasmModule module) {
    Hearing meter = new Hearing(false);
    var _ = module.instantiate(List.of(), meter);
    assertEquals(1, meter.made.size());
    return meter.made.getFirst();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(memory 3)",
        "(memory 2) (data (i32.const 3) \"abc\") (data (i32.const 4) \"xyzzy\")"
            + " (data (i32.const 70) \"near\") (data (i32.const 5000) \"far\")"
            + " (data (i32.const 131070) \"zz\") (data (i32.const 131071) \"y\")",
        "(memory 4097 (pagesize 1)) (data (i32.const 4096) \"a\")",
      })
  void whatIsLeftIsMadeAgainWhatItWas(String fields) {
    WasmModule module = WasmEngine.create().compile(ByteSlice.of(assemble(fields)), "data");
    byte[] expected = only(module).bytes().clone();
    Random random = new Random(7);
    Set<byte[]> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < 50; i++) {
      Memory memory = only(module);
      byte[] bytes = memory.bytes();
      assertArrayEquals(expected, bytes);
      arrays.add(bytes);
      for (int k = random.nextInt(4); k > 0; k--) {
        int from = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, from + random.nextInt(9000));
        Arrays.fill(bytes, from, to, (byte) random.nextInt());
      }
      bytes[0] = 1;
      bytes[bytes.length - 1] = 1;
      memory.release();
      assertEquals(0, memory.bytes().length);
      memory.release();
    }
    assertEquals(1, arrays.size());
  }

  /** Functions that write in every way there is, to an address. */
  private static final String WRITERS =
      """
      (memory (export "m") 3)
      (data (i32.const 3) "abc") (data (i32.const 4094) "over the edge")
      (data (i32.const 70000) "far") (data (i32.const 196600) "the last")
      (data $passive "some bytes that are nowhere yet")
      (func (export "0") (param i32) (i32.store (local.get 0) (i32.const -1)))
      (func (export "1") (param i32) (i64.store offset=9 (local.get 0) (i64.const -1)))
      (func (export "2") (param i32) (f32.store (local.get 0) (f32.const -1)))
      (func (export "3") (param i32) (f64.store (local.get 0) (f64.const -1)))
      (func (export "4") (param i32) (i32.store8 (local.get 0) (i32.const -1)))
      (func (export "5") (param i32) (i32.store16 (local.get 0) (i32.const -1)))
      (func (export "6") (param i32) (i64.store8 (local.get 0) (i64.const -1)))
      (func (export "7") (param i32) (i64.store16 (local.get 0) (i64.const -1)))
      (func (export "8") (param i32) (i64.store32 (local.get 0) (i64.const -1)))
      (func (export "9") (param i32) (v128.store (local.get 0) (v128.const i64x2 -1 -1)))
      (func (export "10") (param i32)
        (v128.store8_lane 3 (local.get 0) (v128.const i64x2 -1 -1)))
      (func (export "11") (param i32)
        (v128.store16_lane 3 (local.get 0) (v128.const i64x2 -1 -1)))
      (func (export "12") (param i32)
        (v128.store32_lane 3 (local.get 0) (v128.const i64x2 -1 -1)))
      (func (export "13") (param i32)
        (v128.store64_lane 1 (local.get 0) (v128.const i64x2 -1 -1)))
      (func (export "14") (param i32)
        (memory.fill (local.get 0) (i32.const 1) (i32.const 9000)))
      (func (export "15") (param i32)
        (memory.copy (local.get 0) (i32.const 4090) (i32.const 5000)))
      (func (export "16") (param i32)
        (memory.init $passive (local.get 0) (i32.const 0) (i32.const 31)))
      (func (export "17") (param i32)
        (i32.atomic.store (i32.and (local.get 0) (i32.const -4)) (i32.const -1)))
      (func (export "18") (param i32)
        (drop (i64.atomic.rmw16.add_u (i32.and (local.get 0) (i32.const -2)) (i64.const 77))))
      (func (export "19") (param i32)
        (drop (i32.atomic.rmw8.cmpxchg_u (local.get 0) (i32.const 0) (i32.const 9))))
      (func (export "20") (param i32)
        (memory.fill (local.get 0) (i32.const 1) (i32.const 0)))
      """;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whateverIsWrittenIsGoneWhereThatIsNoted(boolean inLargeFunctions) {
    String fields =
        inLargeFunctions
            ? WRITERS.replace(
                "(param i32)", "(param i32)" + " (drop (i32.const 1000000))".repeat(200))
            : WRITERS;
    WasmModule module = WasmEngine.create().compile(ByteSlice.of(assemble(fields)), "data");
    byte[] expected = only(module).bytes().clone();
    Random random = new Random(11);
    Set<byte[]> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < 600; i++) {
      Hearing meter = new Hearing(true);
      Instance instance = module.instantiate(List.of(), meter);
      Memory memory = meter.made.getFirst();
      assertArrayEquals(expected, memory.bytes());
      arrays.add(memory.bytes());
      for (int k = 0; k < 3; k++) {
        Func writer = (Func) instance.export(String.valueOf((i + 7 * k) % 21)).orElseThrow();
        // Most places are about the edges of pages, or of the memory.
        int at = (random.nextInt(60) - 5) * 4096 - random.nextInt(20);
        try {
          var _ = writer.callBits(Integer.toUnsignedLong(at));
        } catch (Trap trap) {
          assertEquals(TrapKind.MEMORY_OUT_OF_BOUNDS, trap.kind());
        }
      }
      memory.release();
    }
    // The first instance has no image yet.
    assertEquals(2, arrays.size());
  }

  @Test
  void whoDoesNotNoteWhatItWritesMakesOthersLookForIt() {
    WasmEngine engine = WasmEngine.create();
    WasmModule owner = engine.compile(ByteSlice.of(assemble("(memory (export \"m\") 2)")), "owner");
    WasmModule user =
        engine.compile(
            ByteSlice.of(
                assemble(
                    "(memory (import \"o\" \"m\") 1) (func (export \"f\")"
                        + " (i32.store (i32.const 70000) (i32.const 7)))")),
            "user");
    for (int i = 0; i < 4; i++) {
      Hearing meter = new Hearing(true);
      Memory memory = (Memory) owner.instantiate(List.of(), meter).export("m").orElseThrow();
      assertArrayEquals(new byte[131072], memory.bytes());
      Instance writer = user.instantiate(List.of(memory), new Hearing(false));
      var _ = ((Func) writer.export("f").orElseThrow()).callBits();
      assertEquals(7, memory.bytes()[70000]);
      memory.release();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5000})
  void everyInstanceHasGlobalsOfItsOwn(int count) {
    String last = "$g" + (count - 1);
    StringBuilder fields = new StringBuilder();
    for (int i = 0; i < count; i++) {
      fields.append("(global $g%s (mut i64) (i64.const %s))".formatted(i, i + 7));
    }
    fields.append(
        "(global $v (mut v128) (v128.const i64x2 3 4)) (global (export \"e\") (mut i32)"
            + " (i32.const 9)) (func (export \"f\") (result i64) (global.set "
            + last
            + " (i64.mul (global.get "
            + last
            + ") (i64.const 2))) (global.set $v (i64x2.add (global.get $v) (global.get $v)))"
            + " (i64.add (global.get "
            + last
            + ") (i64x2.extract_lane 1 (global.get $v))))");
    WasmModule module =
        WasmEngine.create().compile(ByteSlice.of(assemble(fields.toString())), "globals");
    for (int i = 0; i < 3; i++) {
      Instance instance = module.instantiate(List.of(), Meter.UNLIMITED);
      Func function = (Func) instance.export("f").orElseThrow();
      assertEquals(2 * (count + 6) + 8, function.callBits());
      assertEquals(4 * (count + 6) + 16, function.callBits());
      Global exported = (Global) instance.export("e").orElseThrow();
      assertEquals(9, exported.get());
      exported.set(10);
    }
  }

  @Test
  void nothingIsLeftOfMemoriesThatGrewOrAreShared() {
    WasmEngine engine = WasmEngine.create();
    for (String fields : List.of("(memory 1 9)", "(memory 1 9 shared)")) {
      WasmModule module = engine.compile(ByteSlice.of(assemble(fields)), "data");
      assertEquals(65536, only(module).bytes().length);
      Memory before = only(module);
      byte[] bytes = before.bytes();
      if (!before.shared()) {
        assertEquals(1, before.grow(1));
        Arrays.fill(before.bytes(), (byte) 1);
      }
      Arrays.fill(bytes, (byte) 1);
      before.release();
      assertArrayEquals(new byte[65536], only(module).bytes());
    }
  }

  @Test
  void modulesDoNotGetWhatIsAnothersOrStillInUse() {
    WasmEngine engine = WasmEngine.create();
    WasmModule one = engine.compile(ByteSlice.of(assemble("(memory 1)")), "one");
    WasmModule two = engine.compile(ByteSlice.of(assemble("(memory 1)")), "two");
    assertEquals(only(one).bytes().length, only(two).bytes().length);
    Memory first = only(one);
    byte[] bytes = first.bytes();
    first.release();
    assertNotSame(bytes, only(two).bytes());
    assertSame(bytes, only(one).bytes());
    assertNotSame(bytes, only(one).bytes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(memory 1) (data (i32.const 65535) \"ab\")",
        "(memory 1) (data (i32.const -1) \"\")",
        "(memory 0) (data (i32.const 0) \"a\")",
        "(memory i64 1) (data (i64.const -1) \"a\")",
        "(memory i64 1) (data (i64.const 0x7fff_ffff_ffff_ffff) \"a\")"
      })
  void whatHasNoPlaceTrapsEveryTime(String fields) {
    WasmModule module = WasmEngine.create().compile(ByteSlice.of(assemble(fields)), "data");
    for (int i = 0; i < 3; i++) {
      Trap trap = assertThrows(Trap.class, () -> module.instantiate(List.of(), Meter.UNLIMITED));
      assertEquals(TrapKind.MEMORY_OUT_OF_BOUNDS, trap.kind());
    }
  }
}
