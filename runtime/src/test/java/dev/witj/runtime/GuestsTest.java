package dev.witj.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.witj.runtime.async.StreamReader;
import dev.witj.runtime.async.WitFuture;
import dev.witj.runtime.value.Result;
import dev.witj.runtime.wave.Wave;
import dev.witj.runtime.wave.WaveCall;
import dev.witj.testdata.Corpus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real components from real toolchains. */
class GuestsTest {
  /** The StarlingMonkey guests take half a minute to compile without it. */
  private static final Engine ENGINE = Engines.cached();

  private static Component guest(String path) {
    return Component.load(ENGINE, Corpus.guests().resolve(path));
  }

  @Test
  void runsAssemblyScript() {
    Component component = guest("assemblyscript/as-calc.wasm");
    try (Store store = Store.create(ENGINE)) {
      Instance calc = Linker.create(ENGINE).instantiate(store, component);
      assertEquals("42", call(calc, "add(40, 2)"));
      assertEquals(
          "\"Hello from AssemblyScript, värld 🌍! (8 code units)\"",
          call(calc, "greet(\"värld 🌍\")"));
    }
  }

  @Test
  void runsAsyncFunctionsOfJavaScript() throws Exception {
    Component component = guest("js/async-noimport-qjs.wasm");
    try (Store store = Store.create(ENGINE)) {
      Instance api =
          Linker.create(ENGINE).instantiate(store, component).instance("example:asyncs/api@0.1.0");
      assertEquals("Hello, wit-j!", api.func("greet").call("wit-j"));
      assertEquals(
          List.of(0L, 1L, 2L, 3L, 4L),
          ((StreamReader<?>) Objects.requireNonNull(api.func("count").call(5L))).readAll());
      assertEquals(84L, ((WitFuture<?>) Objects.requireNonNull(api.func("later").call(42L))).get());
      assertEquals(
          List.of("A", "BÄ"),
          ((StreamReader<?>)
                  Objects.requireNonNull(
                      api.func("uppercase").call(StreamReader.of(List.of("a", "bä")))))
              .readAll());
      assertEquals(
          255L + 1, api.func("sum-bytes").call(StreamReader.ofBytes(new byte[] {1, -1, 0})));
      assertEquals(7L, api.func("both").call(WitFuture.of(3L), WitFuture.of(4L)));
      store.awaitTasks();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"c-todo", "todo-qjs-stub", "todo-sm", "todo-0.1.1"})
  void runsTheTodoStore(String name) {
    Component component = guest("todo/" + name + ".wasm");
    try (Store store = Store.create(ENGINE)) {
      Instance todo =
          Linker.create(ENGINE)
              .instantiate(store, component)
              .instance("example:todo/todo-store@0.1.0");
      List<String> results = new ArrayList<>();
      for (String each :
          List.of(
              "list-todos()",
              "create-todo(\"milk\")",
              "create-todo(\"bréad 🍞\")",
              "create-todo(\"\")",
              "list-todos()",
              "get-todo(2)",
              "get-todo(99)",
              "update-todo(1, \"oat milk\", true)",
              "update-todo(7, \"x\", false)",
              "delete-todo(2)",
              "delete-todo(2)",
              "list-todos()")) {
        results.add(call(todo, each));
      }
      assertEquals(
          """
          ok([])
          ok({id: 1, title: "milk", completed: false})
          ok({id: 2, title: "bréad 🍞", completed: false})
          err(validation-error("title must not be empty"))
          ok([{id: 1, title: "milk", completed: false}, {id: 2, title: "bréad 🍞", completed: false}])
          ok({id: 2, title: "bréad 🍞", completed: false})
          err(not-found("no todo with id 99"))
          ok({id: 1, title: "oat milk", completed: true})
          err(not-found("no todo with id 7"))
          ok
          err(not-found("no todo with id 2"))
          ok([{id: 1, title: "oat milk", completed: true}])
          """,
          String.join("\n", results) + "\n");
    }
  }

  /** A sink as the kinds component expects its host to have one. */
  private record Sink(String name, List<String> log) implements AutoCloseable {
    @Override
    public void close() {
      log.add("drop " + name);
    }
  }

  @Test
  void passesEveryKindOfValueAndResourcesBothWays() {
    Component component = guest("js/kinds-sm.wasm");
    List<String> log = new ArrayList<>();
    Linker linker = Linker.create(ENGINE);
    LinkerInstance host = linker.instance("example:kinds/host@0.1.0");
    host.resource("sink", ResourceType.ofHost("sink"));
    host.func(
        "log",
        (store, arguments) -> {
          log.add("log " + arguments[0]);
          return null;
        });
    host.func("[constructor]sink", (store, arguments) -> new Sink((String) arguments[0], log));
    host.func(
        "[method]sink.put",
        (store, arguments) -> {
          byte[] bytes = (byte[]) arguments[1];
          log.add("sink " + ((Sink) arguments[0]).name() + " " + bytes.length);
          return Result.ok((long) bytes.length);
        });
    try (Store store = Store.create(ENGINE)) {
      Instance kinds = linker.instantiate(store, component).instance("example:kinds/kinds@0.1.0");
      Map<String, String> calls =
          Map.ofEntries(
              Map.entry(
                  "ints(255, -128, 65535, -32768, 4294967295, -2147483648, 9007199254740991,"
                      + " -9007199254740992)",
                  "(255, -128, 65535, -32768, 4294967295, -2147483648, 9007199254740991,"
                      + " -9007199254740992)"),
              Map.entry("floats(1.5, -0.1)", "(1.5, -0.1)"),
              Map.entry("chars('🍞')", "'🍞'"),
              Map.entry("bools(true)", "false"),
              Map.entry("echo-color(green)", "green"),
              Map.entry("echo-perms({write, exec})", "{write, exec}"),
              Map.entry("opt(some(some(3)))", "some(some(3))"),
              Map.entry("opt(some(none))", "some(none)"),
              Map.entry("opt(none)", "none"),
              Map.entry("res(ok(41))", "ok(42)"),
              Map.entry("res(err(\"bad\"))", "err(\"bad!\")"),
              Map.entry("res-unit(false)", "err"),
              Map.entry("many(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)", "136"),
              Map.entry("lists([[1, 2, 3], [], [65535]])", "[[3, 2, 1], [], [65535]]"),
              Map.entry(
                  "echo-shapes([dot, circle(2.5), rect((1, 2)), poly([{x: 1, y: 2}])])",
                  "[dot, circle(2.5), rect((1, 2)), poly([{x: 1, y: 2}])]"),
              Map.entry(
                  "echo-nested({id: 7, at: {x: -1, y: 2}, tags: [\"a\", \"ö\"], note: some(\"n\"),"
                      + " color: blue, perms: {read, f8}})",
                  "{id: 7, at: {x: -1, y: 2}, tags: [\"a\", \"ö\"], note: some(\"n\"), color:"
                      + " blue, perms: {read, f8}}"));
      calls.forEach((text, expected) -> assertEquals(expected, call(kinds, text), text));
      assertEquals("ok", call(kinds, "res-unit(true)"));
      assertEquals("sink k 3", log.getFirst());

      GuestResource counter = resource(kinds.func("[constructor]counter").call(5L));
      assertEquals(5L, kinds.func("[method]counter.get").call(counter));
      assertEquals(8L, kinds.func("[method]counter.add").call(counter, 3));
      assertEquals("log add 3", log.getLast());
      assertEquals(8L, kinds.func("[method]counter.get").call(counter));
      GuestResource ten = resource(kinds.func("[constructor]counter").call(10L));
      GuestResource merged = resource(kinds.func("[static]counter.merge").call(counter, ten));
      assertEquals(18L, kinds.func("[method]counter.get").call(merged));
      merged.close();
      counter.close();
    }
  }

  private static GuestResource resource(@Nullable Object value) {
    assertNotNull(value);
    return (GuestResource) value;
  }

  private static String call(Instance instance, String text) {
    WaveCall call = Wave.parseCall(text);
    Func func = instance.func(call.name());
    return Wave.printResult(func.type(), func.call(call.arguments(func.type())));
  }
}
