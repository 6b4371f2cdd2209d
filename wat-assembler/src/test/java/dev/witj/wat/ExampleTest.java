package dev.witj.wat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.Features;
import dev.witj.binary.component.ComponentValidator;
import dev.witj.diagnostics.Source;
import org.junit.jupiter.api.Test;

/** What the page of the package shows. */
class ExampleTest {
  @Test
  void assemblesAComponent() {
    assertEquals(
        1,
        ComponentValidator.validate(ByteSlice.of(component()), Features.ALL)
            .exports()
            .all()
            .size());
  }

  private static byte[] component() {
    // @start region="assemble"
    byte[] component =
        WatAssembler.assemble(
            Source.text(
                "adder.wat",
                """
                (component
                  (core module $m
                    (func (export "add") (param i32 i32) (result i32)
                      (i32.add (local.get 0) (local.get 1))))
                  (core instance $i (instantiate $m))
                  (func (export "add") (param "a" u32) (param "b" u32) (result u32)
                    (canon lift (core func $i "add"))))
                """));
    // @end
    return component;
  }
}
