package dev.witj.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.Source;
import dev.witj.wat.WatAssembler;
import dev.witj.wit.ParsedWit;
import dev.witj.wit.WitParser;
import dev.witj.wit.WitPrinter;
import org.junit.jupiter.api.Test;

/** What the page of the encoder shows. */
class ExampleTest {
  private static final ByteSlice MODULE =
      ByteSlice.of(
          WatAssembler.assemble(
              Source.text(
                  "add.wat",
                  """
                  (module
                    (func (export "add") (param i32 i32) (result i32)
                      local.get 0
                      local.get 1
                      i32.add))
                  """)));

  @Test
  void makesAComponent() {
    byte[] component = component(MODULE);
    DecodedWit decoded = WitDecoder.decode(ByteSlice.of(component));
    assertEquals(
        """
        package root:component;

        world root {
          export add: func(a: u32, b: u32) -> u32;
        }
        """,
        WitPrinter.withDocs().print(decoded.resolve(), decoded.main()));
  }

  private static byte[] component(ByteSlice module) {
    // @start region="encode"
    ParsedWit wit =
        new WitParser()
            .parseText(
                "adder.wit",
                """
                package example:adder;
                world adder { export add: func(a: u32, b: u32) -> u32; }
                """);
    // Compilers with bindings do this: the module says which world it is for.
    byte[] embedded = WorldEmbedder.of(wit.resolve(), wit.world()).embed(module);
    byte[] component = ComponentEncoder.of(ByteSlice.of(embedded)).encode();
    // @end
    return component;
  }
}
