package dev.witj.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.runtime.Component;
import dev.witj.runtime.ComponentPart;
import dev.witj.runtime.Engine;
import dev.witj.runtime.Linker;
import dev.witj.runtime.Store;
import dev.witj.testdata.Corpus;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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

  @Test
  void givesEachComponentItsOwn(@TempDir Path data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Path todo = Corpus.guests().resolve("composed/todo-cli+c-todo.wasm");
    Map<String, List<Right>> asked = new TreeMap<>();
    assertEquals(0, run(todo, data, out, asked));
    assertEquals(Set.of("main", "i-todo"), asked.keySet());
    assertTrue(asked.getOrDefault("main", List.of()).contains(Right.FILES), asked.toString());
    assertEquals(List.of(), asked.get("i-todo"));
    assertEquals("0 todos, 0 done\n", out.toString(StandardCharsets.UTF_8));
  }

  private static int run(Path todo, Path data, OutputStream out, Map<String, List<Right>> asked) {
    // @start region="each-its-own"
    Engine engine = Engine.create();
    Component component = Component.load(engine, todo);
    for (ComponentPart part : component.parts()) {
      asked.put(
          part.path(),
          part.calls().stream()
              .flatMap(each -> Right.of(each.instance(), each.function()).stream())
              .distinct()
              .toList());
    }
    Wasi db = Wasi.builder().preopen(data, "/data", false).build();
    Wasi main = Wasi.builder().args("todo", "list").stdout(out).build();
    Map<String, Wasi> rights = Map.of("i-todo", db, "main", main);
    Wasi nothing = Wasi.builder().build();
    Wasi wasi = Wasi.byComponent(path -> rights.getOrDefault(path, nothing));
    // @end
    Linker linker = Linker.create(engine);
    wasi.addTo(linker);
    try (Store store = Store.create(engine)) {
      return Wasi.run(store, linker.pre(component));
    }
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
