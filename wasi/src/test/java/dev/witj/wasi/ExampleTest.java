package dev.witj.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.runtime.Component;
import dev.witj.runtime.Engine;
import dev.witj.runtime.Linker;
import dev.witj.runtime.Store;
import dev.witj.testdata.Corpus;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page of {@link Wasi} shows. */
class ExampleTest {
  @Test
  void runsAProgram(@TempDir Path data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertEquals(0, run(Corpus.guests().resolve("c/c-hello.wasm"), data, out));
    assertTrue(
        out.toString(StandardCharsets.UTF_8).contains("world"),
        out.toString(StandardCharsets.UTF_8));
  }

  private static int run(Path hello, Path data, OutputStream out) {
    // @start region="run"
    Engine engine = Engine.create();
    Component component = Component.load(engine, hello);
    Wasi wasi =
        Wasi.builder()
            .args("hello", "world")
            .env("LEVEL", "debug")
            .preopen(data, "/data", true)
            .stdout(out)
            .build();
    Linker linker = Linker.create(engine);
    wasi.addTo(linker);
    try (Store store = Store.create(engine)) {
      int exitCode = Wasi.run(store, linker.pre(component));
      // @end
      return exitCode;
    }
  }
}
