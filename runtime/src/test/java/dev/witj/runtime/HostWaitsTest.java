package dev.witj.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.witj.diagnostics.Source;
import dev.witj.runtime.async.HostWaits;
import dev.witj.wat.WatAssembler;
import org.junit.jupiter.api.Test;

/** Whether a guest is told that a function of the host waits is for the function to say. */
final class HostWaitsTest {
  private static final int STARTED = 1;

  /** Gives the state in which a call is when it was begun. */
  private static final String BEGINS =
      """
      (component
        (import "wait" (func $wait async))
        (core func $wait (canon lower (func $wait) async))
        (core module $M
          (import "" "wait" (func $wait (result i32)))
          (func (export "f") (result i32) (i32.and (call $wait) (i32.const 15))))
        (core instance $m (instantiate $M (with "" (instance (export "wait" (func $wait))))))
        (func (export "f") async (result u32) (canon lift (core func $m "f"))))
      """;

  /** As where all of the waiting goes by before its caller looks. */
  @Test
  void whoSaysThatItWaitsHasWaitedHoweverSoonThatEnds() {
    Engine engine = Engine.create();
    Linker linker = Linker.create(engine);
    linker
        .root()
        .func(
            "wait",
            (_, _) -> {
              HostWaits.begin();
              return null;
            });
    InstancePre begins =
        linker.pre(
            Component.load(
                engine, "begins", WatAssembler.assemble(Source.text("begins.wat", BEGINS))));
    for (int i = 0; i < 100; i++) {
      try (Store store = Store.create(engine)) {
        assertEquals((long) STARTED, begins.instantiate(store).func("f").call());
      }
    }
  }
}
