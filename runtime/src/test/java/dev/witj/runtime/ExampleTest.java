package dev.witj.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.witj.diagnostics.Source;
import dev.witj.wat.WatAssembler;
import org.junit.jupiter.api.Test;

/** What the page of the package shows. */
class ExampleTest {
  private static final byte[] ADDER =
      WatAssembler.assemble(
          Source.text(
              "adder.wat",
              """
              (component
                (import "log" (func $log (param "line" u32)))
                (core func $core-log (canon lower (func $log)))
                (core module $m
                  (import "" "log" (func $log (param i32)))
                  (func (export "add") (param i32 i32) (result i32)
                    (call $log (local.get 0))
                    (i32.add (local.get 0) (local.get 1))))
                (core instance $i
                  (instantiate $m (with "" (instance (export "log" (func $core-log))))))
                (func (export "add") (param "a" u32) (param "b" u32) (result u32)
                  (canon lift (core func $i "add"))))
              """));

  @Test
  void callsAComponent() {
    assertEquals(42L, sum(ADDER));
  }

  private static Object sum(byte[] adder) {
    // @start region="call"
    Engine engine = Engine.create();
    Component component = Component.load(engine, "adder.wasm", adder);
    Linker linker = Linker.create(engine);
    linker.root().func("log", (_, arguments) -> null);
    try (Store store = Store.create(engine)) {
      Instance instance = linker.instantiate(store, component);
      Object sum = instance.func("add").call(40L, 2L); // 42L: the Java form of u32 is a long
      // @end
      return java.util.Objects.requireNonNull(sum);
    }
  }
}
