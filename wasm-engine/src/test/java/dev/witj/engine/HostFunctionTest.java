package dev.witj.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.NumType;
import dev.witj.diagnostics.Source;
import dev.witj.wat.WatAssembler;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Functions of the host's have types as those of modules do. */
class HostFunctionTest {
  private static final String GROUP =
      "(module (rec (type $f (func (param i32) (result i32))) (type $other (func)))"
          + " (import \"\" \"f\" (func $f (type $f)))"
          + " (func (export \"run\") (result i32) (call $f (i32.const 41))))";

  private final WasmEngine engine = WasmEngine.create();
  private final WasmModule module =
      engine.compile(ByteSlice.of(WatAssembler.assemble(Source.text("group.wat", GROUP))), "group");
  private final HostFunction.OfBits next = arguments -> new long[] {arguments[0] + 1};

  @Test
  void isOfTheVeryTypeThatIsImported() {
    Func f = engine.hostFunc(module.typeIds().getFirst(), next);
    Func run = (Func) module.instantiate(List.of(f), Meter.UNLIMITED).export("run").orElseThrow();
    assertArrayEquals(new Object[] {42}, run.call());
  }

  @Test
  void isOfAnotherTypeIfThatStandsAlone() {
    FuncType alike = new FuncType(List.of(NumType.I32), List.of(NumType.I32));
    Func f = engine.hostFunc(alike, next);
    assertThrows(LinkException.class, () -> module.instantiate(List.of(f), Meter.UNLIMITED));
  }
}
