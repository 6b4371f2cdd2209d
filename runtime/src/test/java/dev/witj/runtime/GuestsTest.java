package dev.witj.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.witj.testdata.Corpus;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Real components from real toolchains. */
class GuestsTest {
  private static final Engine ENGINE = Engine.create();

  private static Component guest(String path) {
    Path file = Corpus.guests().resolve(path);
    return Component.load(ENGINE, file);
  }

  @Test
  void runsAssemblyScript() {
    Component component = guest("assemblyscript/as-calc.wasm");
    try (Store store = Store.create(ENGINE)) {
      Instance calc = Linker.create(ENGINE).instantiate(store, component);
      assertEquals(42L, calc.func("add").call(40L, 2L));
      assertEquals(
          "Hello from AssemblyScript, värld 🌍! (8 code units)",
          calc.func("greet").call("värld 🌍"));
    }
  }
}
