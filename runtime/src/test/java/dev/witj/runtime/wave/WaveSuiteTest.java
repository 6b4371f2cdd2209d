package dev.witj.runtime.wave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.witj.binary.component.FunctionType;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.testdata.Corpus;
import dev.witj.testdata.Expectations;
import dev.witj.wit.Function;
import dev.witj.wit.Interface;
import dev.witj.wit.ParsedWit;
import dev.witj.wit.Resolve;
import dev.witj.wit.WitParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Calls that the reference implementation accepts or rejects. */
final class WaveSuiteTest {
  @TestFactory
  Stream<DynamicTest> ui() throws IOException {
    Path folder = Corpus.suite("wasm-wave").resolve("ui");
    Expectations expectations = Expectations.load("wasm-wave");
    Map<String, FunctionType> functions = functions(folder.resolve("ui.wit"));
    return Corpus.files(folder, ".waves").stream()
        .map(
            file -> {
              String name = file.getFileName().toString().replace(".waves", "");
              return DynamicTest.dynamicTest(
                  name,
                  () ->
                      expectations.run(
                          name,
                          () -> {
                            String input = Files.readString(file);
                            List<String> expected =
                                Files.readAllLines(file.resolveSibling(name + ".out"));
                            if (name.startsWith("accept-")) {
                              accept(input, expected, functions);
                            } else {
                              reject(input, expected, functions);
                            }
                          }));
            });
  }

  private static void accept(
      String input, List<String> expected, Map<String, FunctionType> functions) {
    List<String> found = new ArrayList<>();
    for (Chunk chunk : chunks(input)) {
      found.addAll(chunk.comments);
      WaveCall call = Wave.parseCall(chunk.call);
      FunctionType type = functions.get(call.name());
      if (type == null) {
        throw new AssertionError("no function " + call.name());
      }
      Object[] arguments = call.arguments(type);
      found.add(Wave.printCall(call.name(), type, arguments));
      for (int i = 0; i < arguments.length; i++) {
        String text = Wave.print(type.signature().params().get(i).type(), arguments[i]);
        Object again = Wave.parse(type.signature().params().get(i).type(), text);
        assertEquals(
            text, Wave.print(type.signature().params().get(i).type(), again), "read again");
      }
    }
    assertEquals(String.join("\n", expected), String.join("\n", found));
  }

  private static void reject(
      String input, List<String> expected, Map<String, FunctionType> functions) {
    List<Chunk> chunks = chunks(input);
    assertEquals(
        expected.stream().filter(line -> !line.startsWith("//")).count(),
        chunks.size(),
        "number of inputs");
    for (Chunk chunk : chunks) {
      try {
        WaveCall call = Wave.parseCall(chunk.call);
        FunctionType type = functions.get(call.name());
        if (type == null) {
          continue;
        }
        Object[] arguments = call.arguments(type);
        fail("accepted " + chunk.call + " as " + Wave.printCall(call.name(), type, arguments));
      } catch (DiagnosticException e) {
        assertTrue(e.diagnostics().getFirst().primary().isPresent(), "has a place");
        assertFalse(e.diagnostics().getFirst().message().isEmpty());
      }
    }
  }

  private record Chunk(List<String> comments, String call) {}

  private static List<Chunk> chunks(String input) {
    List<Chunk> chunks = new ArrayList<>();
    for (String part : (input.endsWith("\n") ? input : input + "\n").split(";\n", -1)) {
      if (!part.isBlank()) {
        List<String> lines = part.lines().toList();
        List<String> comments = lines.stream().takeWhile(line -> line.startsWith("//")).toList();
        chunks.add(
            new Chunk(
                comments, lines.stream().skip(comments.size()).collect(Collectors.joining("\n"))));
      }
    }
    return chunks;
  }

  /** The functions of the only interface, under every name that a call may use. */
  private static Map<String, FunctionType> functions(Path wit) throws IOException {
    ParsedWit parsed = new WitParser().parseText("ui.wit", Files.readString(wit));
    Resolve resolve = parsed.resolve();
    WitTypes types = new WitTypes(resolve);
    Map<String, FunctionType> functions = new LinkedHashMap<>();
    for (var id : resolve.get(parsed.main()).interfaces().values()) {
      Interface of = resolve.get(id);
      String local = of.name().orElseThrow();
      String qualified = resolve.qualifiedName(id).orElseThrow();
      int version = qualified.indexOf('@');
      String path = version < 0 ? qualified : qualified.substring(0, version);
      for (Function function : of.functions().values()) {
        FunctionType type = types.function(function);
        functions.put(function.name(), type);
        functions.put(local + "." + function.name(), type);
        functions.put(path + "." + function.name(), type);
        functions.put(qualified + "." + function.name(), type);
        if (version >= 0) {
          functions.put(path + "." + function.name() + qualified.substring(version), type);
        }
      }
    }
    return functions;
  }
}
