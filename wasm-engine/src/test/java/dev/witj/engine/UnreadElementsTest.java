package dev.witj.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.Source;
import dev.witj.wat.WatAssembler;
import java.util.List;
import org.junit.jupiter.api.Test;

/** References to functions are made when somebody reads them, and are always the same. */
class UnreadElementsTest {
  private static final int FUNCTIONS = 5000;

  private static WasmModule compile(String fields) {
    byte[] binary = WatAssembler.assemble(Source.text("elements.wat", "(module " + fields + ")"));
    return WasmEngine.create().compile(ByteSlice.of(binary), "elements");
  }

  /** A limit on what guests hold, which that many references exceed. */
  private static final class Limited implements Meter {
    private final ObjectHeap heap = new ObjectHeap(200_000);

    @Override
    public ObjectHeap objects() {
      return heap;
    }
  }

  @Test
  void countsOnlyReferencesThatAreRead() {
    String functions = "(func $f (export \"f\")) ".concat("(func) ".repeat(FUNCTIONS - 1));
    StringBuilder segment = new StringBuilder("(elem (i32.const 0) func");
    for (int i = 0; i < FUNCTIONS; i++) {
      segment.append(' ').append(i);
    }
    Instance made =
        compile("(table (export \"t\") " + FUNCTIONS + " funcref) " + functions + segment + ")")
            .instantiate(List.of(), new Limited());
    Table table = (Table) made.export("t").orElseThrow();
    assertSame(made.export("f").orElseThrow(), table.get(0));
    Trap trap =
        assertThrows(
            Trap.class,
            () -> {
              for (int i = 0; i < FUNCTIONS; i++) {
                var _ = table.get(i);
              }
            });
    assertEquals(TrapKind.OBJECTS_EXHAUSTED, trap.kind());
  }

  @Test
  void answersTheSameReferenceWhereverItStands() {
    WasmModule module =
        compile(
            "(table (export \"t\") 4 funcref) (table (export \"u\") 4 funcref)"
                + " (elem (i32.const 0) func $f $g $f) (elem (table 1) (i32.const 1) func $g $f)"
                + " (func $f) (func $g) (func (export \"copy\")"
                + " (table.copy 0 1 (i32.const 3) (i32.const 2) (i32.const 1)))");
    Instance made = module.instantiate(List.of(), Meter.UNLIMITED);
    ((Func) made.export("copy").orElseThrow()).callBits();
    Table first = (Table) made.export("t").orElseThrow();
    Table second = (Table) made.export("u").orElseThrow();
    Object f = first.get(2);
    assertSame(f, first.get(0));
    assertSame(f, first.get(3));
    assertSame(f, second.get(2));
    assertSame(first.get(1), second.get(1));
    assertNotSame(f, first.get(1));
    Instance another = module.instantiate(List.of(), Meter.UNLIMITED);
    Table further = (Table) another.export("t").orElseThrow();
    assertNotSame(f, further.get(0));
  }
}
