package dev.witj.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.runtime.Component;
import dev.witj.runtime.Engine;
import dev.witj.runtime.InstancePre;
import dev.witj.runtime.Linker;
import dev.witj.runtime.Store;
import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;
import dev.witj.testdata.Corpus;
import dev.witj.testdata.RecordedCase;
import dev.witj.wasi.Wasi;
import dev.witj.wit.WitParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Composes the chains that the recorded cases name, from components of several toolchains, and
 * holds what they print to the record.
 */
final class ChainsTest {
  private static final List<String> STORES =
      List.of("c-todo", "todo-0.1.1", "todo-qjs-stub", "todo-sm");

  private static final Set<TrapCode> HANDLE_TRAPS =
      EnumSet.of(TrapCode.UNKNOWN_HANDLE, TrapCode.RESOURCE_TYPE_MISMATCH);

  @TempDir private Path temporary = Path.of("");

  @TestFactory
  Stream<DynamicNode> chains() {
    Path guests = Corpus.guests();
    Map<List<String>, List<RecordedCase>> byChain = new LinkedHashMap<>();
    for (RecordedCase each : RecordedCase.all()) {
      for (List<String> chain : each.chain().compositions(STORES)) {
        byChain.computeIfAbsent(chain, _ -> new ArrayList<>()).add(each);
      }
    }
    return byChain.entrySet().stream()
        .map(
            chain ->
                container(
                    guests,
                    chain.getKey().stream().map(name -> path(guests, name)).toList(),
                    chain.getValue()));
  }

  /** Where a component lies, below the folder of all. */
  private static String path(Path guests, String name) {
    return Stream.of("todo/", "kv/")
        .map(folder -> folder + name)
        .filter(path -> Files.exists(guests.resolve(path + ".wasm")))
        .findFirst()
        .orElseThrow();
  }

  private DynamicNode container(Path guests, List<String> chain, List<RecordedCase> cases) {
    Path composed = temporary.resolve(String.join("+", chain).replace('/', '.') + ".wasm");
    List<DynamicNode> tests = new ArrayList<>();
    tests.add(DynamicTest.dynamicTest("composes", () -> compose(guests, chain, composed)));
    InstancePre[] ready = new InstancePre[1];
    for (RecordedCase each : cases) {
      tests.add(
          DynamicTest.dynamicTest(
              each.name(),
              () -> {
                if (ready[0] == null) {
                  ready[0] = load(composed);
                }
                run(ready[0], each);
              }));
    }
    return DynamicContainer.dynamicContainer(String.join(" + ", chain), tests);
  }

  private static Session compose(Path guests, List<String> chain, Path output) {
    List<String> arguments = new ArrayList<>(List.of("compose"));
    arguments.add(guests.resolve(chain.getFirst() + ".wasm").toString());
    for (String definition : chain.subList(1, chain.size())) {
      arguments.addAll(List.of("-d", guests.resolve(definition + ".wasm").toString()));
    }
    arguments.addAll(List.of("-o", output.toString()));
    return assertDoesCompose(arguments, output);
  }

  private static Session assertDoesCompose(List<String> arguments, Path output) {
    try {
      Session first = Session.run(arguments.toArray(String[]::new));
      assertEquals(0, first.code(), first.err());
      byte[] bytes = Files.readAllBytes(output);
      assertEquals(0, Session.run(arguments.toArray(String[]::new)).code());
      assertArrayEquals(bytes, Files.readAllBytes(output), "composing twice gives the same bytes");
      assertEquals(0, Session.run("validate", output.toString()).code());
      Session wit = Session.run("component", "wit", output.toString());
      assertEquals(0, wit.code(), wit.err());
      assertTrue(new WitParser().parseText("printed", wit.out()).resolve().worlds().size() > 0);
      return first;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InstancePre load(Path composed) {
    Component component = Component.load(Engine.create(), composed);
    Linker linker = Linker.create(component.engine());
    Wasi.builder().build().addTo(linker);
    return linker.pre(component);
  }

  private static void run(InstancePre program, RecordedCase expected) {
    List<String> arguments = new ArrayList<>(List.of("program"));
    arguments.addAll(expected.arguments());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Store store = Store.create(program.component().engine())) {
      store.setData(Wasi.class, Wasi.builder().args(arguments).stdout(out).build());
      if (expected.traps()) {
        // The record comes from an implementation with a handle table per resource type. Here, as
        // in the specification, an instance has one: the dead handle's place may be another's.
        TrapException trap = assertThrows(TrapException.class, () -> Wasi.run(store, program));
        assertTrue(HANDLE_TRAPS.contains(trap.code()), trap::toString);
      } else {
        assertEquals(expected.exit(), Wasi.run(store, program));
      }
    }
    assertEquals(expected.output(), out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void composesJavaScriptWithJavaScript() {
    Path composed = temporary.resolve("shop.wasm");
    compose(Corpus.guests(), List.of("js/shop-qjs", "js/pricing-qjs"), composed);
    Map<String, String> calls = new LinkedHashMap<>();
    calls.put("total([{sku: \"tea\", qty: 2}, {sku: \"cup\", qty: 1}], none)", "ok(\"16.00\")");
    calls.put("total([{sku: \"tea\", qty: 3}], some(\"HALF\"))", "ok(\"5.25\")");
    calls.put("total([{sku: \"x\", qty: 1}], none)", "err(\"unknown sku x\")");
    calls.forEach(
        (call, result) -> {
          Session session = Session.run("run", "--invoke", call, composed.toString());
          assertEquals(result + "\n", session.out(), session.err());
        });
  }

  @Test
  void saysWhichVersionServesWhich() {
    Path composed = temporary.resolve("semver.wasm");
    Session session =
        compose(Corpus.guests(), List.of("todo/todo-cli", "todo/todo-0.1.1"), composed);
    assertTrue(session.err().contains("0.1.1"), session.err());
    Path guests = Corpus.guests();
    Session exact =
        Session.run(
            "compose",
            "--exact",
            guests.resolve("todo/todo-cli.wasm").toString(),
            "-d",
            guests.resolve("todo/todo-0.1.1.wasm").toString(),
            "-o",
            composed.toString());
    assertEquals(1, exact.code(), Arrays.toString(new String[] {exact.out(), exact.err()}));
  }
}
