package dev.witj.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.Source;
import dev.witj.engine.script.Subject;
import dev.witj.wat.WatAssembler;
import java.util.Arrays;
import java.util.List;
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
    byte[] expected = memory(Subject.interpreter().compile(ByteSlice.of(binary))).bytes();
    WasmModule module = WasmEngine.create().compile(ByteSlice.of(binary), "data");
    for (int i = 0; i < 4; i++) {
      Memory made = memory(module);
      assertArrayEquals(expected, made.bytes());
      Arrays.fill(made.bytes(), (byte) 0x55);
    }
  }

  private static Memory memory(WasmModule module) {
    return (Memory) module.instantiate(List.of(), Meter.UNLIMITED).export("m").orElseThrow();
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
