package dev.witj.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.witj.binary.debug.SourceLine;
import dev.witj.diagnostics.Source;
import dev.witj.runtime.TrapException.Frame;
import dev.witj.wat.WatAssembler;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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

  private static OptionalInt at(int offset) {
    return OptionalInt.of(offset);
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
            new Frame("inner", "low", 0, Optional.of("deep"), at(0x1f), Optional.empty()),
            new Frame("inner", "low", 1, Optional.of("g"), at(0x23), Optional.empty()),
            new Frame("caller", "top", 1, Optional.of("start"), at(0x26), Optional.empty())),
        frames);
    assertEquals("inner!low!g", frames.get(1).toString());
  }

  /** The columns of a source map are offsets: that of the call has a line, what is before none. */
  @Test
  void namesTheLinesThatTheModuleKnows() {
    String map = "{'sources':['a.ts'],'mappings':'gCAmBE'}".replace('\'', '"');
    List<Frame> frames =
        trap(
            """
            (component
              (core module $m
                (func $deep unreachable)
                (func (export "g") call $deep)
                (@custom "sourceMappingURL" "%s"))
              (core instance $i (instantiate $m))
              (func (export "f") (canon lift (core func $i "g"))))
            """
                .formatted(custom("data:;base64," + base64(map))));
    assertEquals(
        List.of(Optional.empty(), Optional.of(new SourceLine("a.ts", 20, 3))),
        frames.stream().map(Frame::line).toList());
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A text as a custom section holds it. */
  private static String custom(String text) {
    int length = text.length();
    return "\\%02x\\%02x".formatted((length & 0x7f) | 0x80, length >> 7) + text;
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
    assertEquals(
        new Frame("app.wasm", "m", 0, Optional.of("f"), at(0x1e), Optional.empty()),
        frames.getFirst());
  }
}
