package dev.witj.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.witj.diagnostics.Source;
import dev.witj.runtime.TrapException.Frame;
import dev.witj.wat.WatAssembler;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which functions of guests a trap says were running. */
class BacktraceTest {
  private final Engine engine = Engine.create();

  private List<Frame> trap(String text) {
    byte[] binary = WatAssembler.assemble(Source.text("component", text));
    try (Store store = Store.create(engine)) {
      Instance instance =
          Linker.create(engine).instantiate(store, Component.load(engine, "app.wasm", binary));
      return assertThrows(TrapException.class, () -> instance.func("f").call()).backtrace();
    }
  }

  @Test
  void namesFunctionsModulesAndComponentsInnermostFirst() {
    List<Frame> frames =
        trap(
            """
            (component
              (component $inner
                (core module $low
                  (func $deep unreachable)
                  (func (export "g") call $deep))
                (core instance $i (instantiate $low))
                (func (export "g") (canon lift (core func $i "g"))))
              (component $caller
                (import "g" (func $g'))
                (core func $g (canon lower (func $g')))
                (core module $top
                  (import "" "g" (func $g))
                  (func $start (export "f") call $g))
                (core instance $j
                  (instantiate $top (with "" (instance (export "g" (func $g))))))
                (func (export "f") (canon lift (core func $j "f"))))
              (instance $n (instantiate $inner))
              (instance $o (instantiate $caller (with "g" (func $n "g"))))
              (export "f" (func $o "f")))
            """);
    assertEquals(
        List.of(
            new Frame("inner", "low", 0, Optional.of("deep")),
            new Frame("inner", "low", 1, Optional.of("g")),
            new Frame("caller", "top", 1, Optional.of("start"))),
        frames);
    assertEquals("inner!low!g", frames.get(1).toString());
  }

  @Test
  void keepsToTheInnermostOfVeryMany() {
    List<Frame> frames =
        trap(
            """
            (component
              (core module $m (func $f (export "f") call $f))
              (core instance $i (instantiate $m))
              (func (export "f") (canon lift (core func $i "f"))))
            """);
    assertEquals(32, frames.size());
    assertEquals(new Frame("app.wasm", "m", 0, Optional.of("f")), frames.getFirst());
  }
}
