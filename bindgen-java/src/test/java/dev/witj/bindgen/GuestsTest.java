package dev.witj.bindgen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.runtime.Component;
import dev.witj.runtime.Engine;
import dev.witj.testdata.Corpus;
import dev.witj.testdata.Golden;
import dev.witj.wat.WatAssembler;
import dev.witj.wit.Resolve;
import dev.witj.wit.WitParser;
import dev.witj.wit.WorldId;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Java programs over generated bindings drive real components. */
class GuestsTest {
  @ParameterizedTest
  @ValueSource(strings = {"c-todo", "todo-qjs-stub", "todo-sm", "todo-0.1.1"})
  void todo(String component) throws Exception {
    Path guests = Corpus.guests();
    assertEquals(
        Files.readAllLines(guests.resolve("todo/todo-expected.txt")),
        run(
            "TodoProgram",
            guests.resolve("todo/todo.wit"),
            guests.resolve("todo/" + component + ".wasm")));
  }

  @Test
  void kinds() throws Exception {
    Path guests = Corpus.guests();
    assertEquals(
        Files.readAllLines(guests.resolve("js/kinds-expected.txt")),
        run("KindsProgram", guests.resolve("js/kinds.wit"), guests.resolve("js/kinds-sm.wasm")));
  }

  @Test
  void functionsThatBlockWithStreamsAndFutures() throws Exception {
    Path guests = Corpus.guests();
    assertEquals(
        List.of(
            "Hello, Java!",
            "[0, 1, 2, 3, 4]",
            "later 84",
            "bytes 258",
            "both 7",
            "[ONE, TWO, DREI]",
            "some [0]",
            "still Hello, there!"),
        run(
            "AsyncsProgram",
            guests.resolve("js/async-noimport.wit"),
            guests.resolve("js/async-noimport-qjs.wasm")));
  }

  @Test
  void bindingsWorkInAModuleThatDoesNotExportThem() throws Exception {
    Path guests = Corpus.guests();
    Class<?> program =
        compile("TodoProgram", guests.resolve("todo/todo.wit"))
            .asModule("example.program")
            .loadClass("example.program.TodoProgram");
    assertTrue(program.getModule().isNamed());
    assertFalse(program.getModule().isExported("example.todo"));
    assertEquals(
        Files.readAllLines(guests.resolve("todo/todo-expected.txt")),
        run(program, guests.resolve("todo/c-todo.wasm")));
  }

  @Test
  void exportsOfOneComponentAreImportsOfAnother() throws Exception {
    Path guests = Corpus.guests();
    Map<String, String> sources = new TreeMap<>();
    Resolve resolve = new WitParser().parse(guests.resolve("todo/wit-todo-guarded")).resolve();
    for (int world = 0; world < resolve.worlds().size(); world++) {
      Bindgen.generate(resolve, new WorldId(world), BindgenOptions.defaults())
          .files()
          .forEach(
              (path, text) -> {
                String before = sources.put(path, text);
                assertTrue(before == null || before.equals(text), path);
              });
    }
    sources.put("example/program/GuardedProgram.java", resource("GuardedProgram.java"));
    Object lines =
        Compiled.of(sources)
            .loadClass("example.program.GuardedProgram")
            .getMethod("run", Component.class, Component.class, Component.class)
            .invoke(
                null,
                load(guests.resolve("todo/todo-guarded.wasm")),
                load(guests.resolve("todo/auth.wasm")),
                load(guests.resolve("todo/c-todo.wasm")));
    assertEquals(
        List.of(
            "added 1 [ ] plain",
            "added 2 [ ] buy tea (by alice)",
            "error: ValidationError[value=refused: unknown user eve (call 3)]",
            "error: ValidationError[value=refused: not a token (call 4)]",
            "2 todos",
            "2 refused"),
        lines);
  }

  @Test
  void explainsWhereAComponentDiffers() throws Exception {
    Path guests = Corpus.guests();
    Throwable thrown =
        assertThrows(
                InvocationTargetException.class,
                () ->
                    run(
                        "TodoProgram",
                        guests.resolve("todo/todo.wit"),
                        guests.resolve("todo/todo-mismatch.wasm")))
            .getCause();
    Golden.verify(
        Corpus.testdata("bindgen").resolve("todo-mismatch.error"),
        Objects.requireNonNull(thrown).getMessage() + "\n");
  }

  @Test
  void tellsNumbersOfOneJavaTypeApart(@TempDir Path folder) throws Exception {
    Path guests = Corpus.guests();
    Path wit = folder.resolve("todo.wit");
    Files.writeString(wit, Files.readString(guests.resolve("todo/todo.wit")).replace("u32", "s64"));
    Throwable thrown =
        assertThrows(
                InvocationTargetException.class,
                () -> run("TodoProgram", wit, guests.resolve("todo/c-todo.wasm")))
            .getCause();
    Golden.verify(
        Corpus.testdata("bindgen").resolve("todo-number.error"),
        Objects.requireNonNull(thrown).getMessage() + "\n");
  }

  @Test
  void functionsCalledCloseAreFunctions() throws Exception {
    Path wat = Corpus.testdata("bindgen/door.wat");
    Path wit = Corpus.testdata("bindgen/door.wit");
    Object lines =
        compile("DoorProgram", wit)
            .loadClass("example.program.DoorProgram")
            .getMethod("run", Component.class)
            .invoke(
                null,
                Component.load(
                    Engine.create(),
                    "door",
                    WatAssembler.toBinary("door.wat", Files.readAllBytes(wat))));
    assertEquals(
        List.of(
            "open",
            "a new close",
            "close of a bar",
            "close of the door",
            "close of the world",
            "close gives 34",
            "close of back gives 5"),
        lines);
  }

  private static List<?> run(String program, Path wit, Path wasm) throws Exception {
    return run(compile(program, wit).loadClass("example.program." + program), wasm);
  }

  /** Compiles a program together with the bindings of a world. */
  private static Compiled compile(String program, Path wit) throws IOException {
    Map<String, String> sources =
        new TreeMap<>(
            GoldenTest.generate(wit, BindgenOptions.defaults().withAsync(AsyncForm.FUTURE))
                .files());
    sources.put("example/program/" + program + ".java", resource(program + ".java"));
    return Compiled.of(sources);
  }

  private static List<?> run(Class<?> program, Path wasm) throws Exception {
    return (List<?>) program.getMethod("run", Component.class).invoke(null, load(wasm));
  }

  private static Component load(Path wasm) {
    return Component.load(Engine.create(), wasm);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(GuestsTest.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
