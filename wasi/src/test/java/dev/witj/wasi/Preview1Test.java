package dev.witj.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.Source;
import dev.witj.encode.ComponentEncoder;
import dev.witj.encode.Preview1Adapter;
import dev.witj.runtime.Component;
import dev.witj.runtime.StoreLimits;
import dev.witj.testdata.Corpus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Programs for preview 1 do by way of our adapter what they must. */
final class Preview1Test {
  private static Component program(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      String name = file.getFileName().toString();
      ByteSlice program = ByteSlice.of(Source.binary(name), bytes);
      return Component.load(
          Guest.ENGINE,
          name,
          ComponentEncoder.of(program)
              .withPreview1(
                  Preview1Adapter.neededBy(program).orElse(Preview1Adapter.Kind.REACTOR),
                  Optional.empty())
              .encode());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Component guest(String path) {
    return program(Corpus.guests().resolve(path));
  }

  @TestFactory
  Stream<DynamicTest> runsTheSuite(@TempDir Path scratch) {
    Path suite = Corpus.suite("wasi-testsuite").resolve("wasm32-wasip1");
    return Corpus.files(suite, ".wasm").stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    suite.relativize(file).toString(),
                    () -> check(file, Files.createTempDirectory(scratch, "root"))));
  }

  private static void check(Path file, Path scratch) throws IOException {
    Path said = Path.of(file.toString().replaceAll("\\.wasm$", ".json"));
    JsonNode json =
        Files.exists(said)
            ? new ObjectMapper().readTree(said.toFile())
            : new ObjectMapper().createObjectNode();
    List<String> arguments = new ArrayList<>();
    json.path("args").forEach(each -> arguments.add(each.asText()));
    Optional<Path> root = Optional.empty();
    if (json.hasNonNull("root")) {
      root = Optional.of(copy(file.resolveSibling(json.get("root").asText()), scratch));
    }
    Optional<Path> given = root;
    Guest.Outcome outcome =
        Guest.run(
            program(file),
            wasi -> {
              json.path("env")
                  .properties()
                  .forEach(e -> wasi.env(e.getKey(), e.getValue().asText()));
              given.ifPresent(folder -> wasi.preopen(folder, "/", false));
              return wasi;
            },
            StoreLimits.defaults(),
            arguments);
    assertEquals(Optional.empty(), outcome.trap(), outcome::err);
    assertEquals(json.path("exit_code").asInt(0), outcome.code(), outcome::err);
    assertEquals(json.path("stdout").asText(outcome.out()), outcome.out());
    assertEquals(json.path("stderr").asText(outcome.err()), outcome.err());
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path each : (Iterable<Path>) files::iterator) {
        Path target = to.resolve(from.relativize(each).toString());
        if (Files.isDirectory(each)) {
          Files.createDirectories(target);
        } else {
          Files.copy(each, target);
        }
        assertTrue(target.toFile().setWritable(true));
      }
    }
    return to;
  }

  @Test
  void endsWithTheCodeOfTheProgram() {
    assertEquals(7, run(guest("c/c-hello.core.wasm"), "--exit", "7").code());
    assertEquals(3, run(guest("rust/rust-hello-p1.core.wasm"), "--exit", "3").code());
    assertEquals(3, run(guest("go/go-hello.core.wasm"), "--exit").code());
  }

  @Test
  void readsInputThatIsLongerThanTheProgramsFirstMemory() {
    byte[] lines = "abcdefgh\n".repeat(100_000).getBytes(StandardCharsets.UTF_8);
    for (String path : List.of("c/c-hello.core.wasm", "rust/rust-hello-p1.core.wasm")) {
      Guest.Outcome outcome =
          Guest.run(
              guest(path),
              wasi -> wasi.stdin(new ByteArrayInputStream(lines)),
              StoreLimits.defaults(),
              List.of("--stdin"));
      assertTrue(outcome.out().contains("stdin: " + lines.length + " bytes"), outcome.toString());
    }
  }

  @Test
  void takesArgumentsAndVariablesOfAnySize() {
    String large = "x".repeat(200_000);
    Guest.Outcome outcome =
        Guest.run(
            guest("c/c-hello.core.wasm"),
            wasi -> wasi.env("GREETING", large),
            StoreLimits.defaults(),
            List.of(large));
    assertTrue(outcome.out().contains("[" + large + "]"));
    assertTrue(outcome.out().contains("GREETING=" + large + "\n"));
  }

  @Test
  void findsItsFileAmongThousands(@TempDir Path folder) throws IOException {
    for (int i = 0; i < 3000; i++) {
      Files.createFile(folder.resolve("a-file-with-a-long-name-" + i));
    }
    Guest.Outcome c = runIn(folder, guest("c/c-hello.core.wasm"), "--file", "/data");
    assertTrue(
        c.out()
            .endsWith("stat: 0 size=8890\ntail: line 999\nlisted: 1\nunlink: 0, then stat: -1\n"),
        c.toString());
    Guest.Outcome rust = runIn(folder, guest("rust/rust-hello-p1.core.wasm"), "--file", "/data");
    assertTrue(
        rust.out().endsWith("lines=1000 bytes=8890 meta=8890\nlisted=1\ngone=NotFound\n"),
        rust.toString());
  }

  @Test
  void asksForNothingOfPreview1ThatItDoesNotUse() {
    Component calculator = guest("assemblyscript/as-calc.core.wasm");
    assertFalse(
        calculator.imports().byName().keySet().stream()
            .anyMatch(name -> name.startsWith("wasi:filesystem")));
  }

  private static Guest.Outcome run(Component component, String... arguments) {
    return Guest.run(component, wasi -> wasi, StoreLimits.defaults(), List.of(arguments));
  }

  private static Guest.Outcome runIn(Path folder, Component component, String... arguments) {
    return Guest.run(
        component,
        wasi -> wasi.preopen(folder, "/data", false),
        StoreLimits.defaults(),
        List.of(arguments));
  }
}
