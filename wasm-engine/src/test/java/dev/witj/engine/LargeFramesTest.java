package dev.witj.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.Source;
import dev.witj.wat.WatAssembler;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Frames of functions with many operands count as what guests hold, for as long as they do. */
final class LargeFramesTest {
  /** A function that takes about half a million bytes for each time that it calls itself. */
  private static final String DEEP =
      "(func $deep (export \"deep\") (param $n i64) (result i64) "
          + "(if (i64.eqz (local.get $n)) (then (return (i64.const 0)))) local.get $n "
          + "i64.const 0 ".repeat(40_000)
          + "(call $deep (i64.sub (local.get $n) (i64.const 1))) "
          + "i64.add ".repeat(40_001)
          + ")";

  private static final class Limited implements Meter {
    private final ObjectHeap heap = new ObjectHeap(10_000_000);

    @Override
    public ObjectHeap objects() {
      return heap;
    }
  }

  private static Func deep() {
    ByteSlice binary =
        ByteSlice.of(WatAssembler.assemble(Source.text("deep.wat", "(module " + DEEP + ")")));
    Instance made =
        WasmEngine.create().compile(binary, "deep").instantiate(List.of(), new Limited());
    return (Func) made.export("deep").orElseThrow();
  }

  @Test
  void manyAtOnceAreTooMuch() {
    Func deep = deep();
    assertEquals(
        TrapKind.OBJECTS_EXHAUSTED, assertThrows(Trap.class, () -> deep.callBits(1200)).kind());
  }

  @Test
  void manyInTurnAreNot() {
    Func deep = deep();
    for (int i = 0; i < 200; i++) {
      assertEquals(55, deep.callBits(10));
    }
  }
}
