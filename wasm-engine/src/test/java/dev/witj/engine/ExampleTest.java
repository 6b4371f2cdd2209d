package dev.witj.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.Source;
import dev.witj.wat.WatAssembler;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the page of the package shows. */
class ExampleTest {
  private static final ByteSlice ADDER =
      ByteSlice.of(
          WatAssembler.assemble(
              Source.text(
                  "adder.wat",
                  """
                  (module
                    (func (export "add") (param i32 i32) (result i32)
                      (i32.add (local.get 0) (local.get 1))))
                  """)));

  @Test
  void callsAFunction() {
    assertEquals(3, sum(ADDER));
  }

  private static Object sum(ByteSlice binary) {
    // @start region="call"
    WasmEngine engine = WasmEngine.create();
    WasmModule module = engine.compile(binary, "adder");
    Instance instance = module.instantiate(List.of(), Meter.UNLIMITED);
    Func add = (Func) instance.export("add").orElseThrow();
    Object sum = add.call(1, 2)[0];
    // @end
    return Objects.requireNonNull(sum);
  }
}
