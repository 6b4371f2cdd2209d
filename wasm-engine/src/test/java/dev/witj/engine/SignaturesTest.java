package dev.witj.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.Source;
import dev.witj.wat.WatAssembler;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What the JVM keeps for ever of a module, for each list of parameters that functions have, is
 * bounded: it takes room for compiled code from everybody.
 */
final class SignaturesTest {
  private static final int PARAMETERS = 100;

  /** Calls of functions none of which has parameters like another's. */
  private static Func caller(int functions) {
    StringBuilder text = new StringBuilder("(module\n");
    StringBuilder calls = new StringBuilder();
    for (int i = 0; i < functions; i++) {
      text.append("(func $").append(i).append(" (param");
      calls.append("(call $").append(i);
      for (int bit = 0; bit < PARAMETERS; bit++) {
        String type = bit < 16 && (i >> bit & 1) == 1 ? "i64" : "f32";
        text.append(' ').append(type);
        calls.append(" (").append(type).append(".const 0)");
      }
      text.append("))\n");
      calls.append(")\n");
    }
    return function(text.append("(func (export \"f\")\n").append(calls).append("))").toString());
  }

  private static Func function(String module) {
    Instance instance =
        WasmEngine.create()
            .compile(ByteSlice.of(WatAssembler.assemble(Source.text("many", module))), "many")
            .instantiate(List.of(), Meter.UNLIMITED);
    return (Func) instance.export("f").orElseThrow();
  }

  @Test
  void aModuleGetsRoomForMoreThanAnyNeeds() {
    Object[] _ = caller(500).call();
  }

  @Test
  void aModuleGetsNoRoomForWhateverItAsks() {
    Trap trap = assertThrows(Trap.class, () -> caller(2000).call());
    assertEquals(TrapKind.SIGNATURES_EXHAUSTED, trap.kind());
  }

  /** Long tables of branches are constants, too, which may begin as lists of parameters do. */
  @Test
  void takesNoTableOfBranchesForParameters() {
    int targets = 60;
    String all = IntStream.range(0, targets).mapToObj(i -> i + " ").collect(Collectors.joining());
    String table = all + "0 ".repeat(20_000 - targets) + (int) '(' + " ";
    StringBuilder text = new StringBuilder("(module\n");
    StringBuilder calls = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      text.append("(func $f").append(i).append(" (param i32) ");
      text.append("(block ".repeat(targets));
      text.append("(br_table ").append(table).append("50 ".repeat(19_000 + i));
      text.append("(local.get 0))").append(")".repeat(targets + 1)).append('\n');
      calls.append("(call $f").append(i).append(" (i32.const 0))\n");
    }
    Object[] _ =
        function(text.append("(func (export \"f\")\n").append(calls).append("))").toString())
            .call();
  }
}
