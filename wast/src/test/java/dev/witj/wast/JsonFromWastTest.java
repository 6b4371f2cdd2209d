package dev.witj.wast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.diagnostics.Source;
import dev.witj.testdata.Corpus;
import dev.witj.testdata.Expectations;
import dev.witj.wat.WastScript;
import dev.witj.wat.WatAssembler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The JSON commands of scripts against those of the reference. */
class JsonFromWastTest {
  @TestFactory
  Stream<DynamicTest> equalsTheReference() {
    Path folder = Corpus.suite("wasm-tools-cli");
    Path snapshots = folder.resolve("snapshots");
    Expectations expectations = Expectations.load("wasm-tools-cli-json");
    return Corpus.files(snapshots, ".wast.json").stream()
        .map(
            golden -> {
              String json = snapshots.relativize(golden).toString().replace('\\', '/');
              String file = json.substring(0, json.length() - ".json".length());
              return DynamicTest.dynamicTest(
                  file, () -> expectations.run(file, () -> file(folder, file, golden)));
            });
  }

  private static void file(Path folder, String file, Path golden) throws Exception {
    byte[] content = Files.readAllBytes(folder.resolve(file));
    Source source = WatAssembler.readText("tests/cli/" + file, content);
    String name = Path.of(file).getFileName().toString();
    String stem = name.substring(0, name.length() - ".wast".length());
    WastScript script = WastScript.parse(source);
    JsonFromWast.Converted converted = JsonFromWast.convert(script, stem, true);
    assertEquals(Files.readString(golden).strip(), converted.json());
  }

  @Test
  void writesQuotedTextAndItsBinary() {
    Source source =
        Source.text("a.wast", "(assert_invalid (module quote \"(func\" \" $f)\") \"no\")");
    JsonFromWast.Converted converted = JsonFromWast.convert(WastScript.parse(source), "a", false);
    assertEquals(
        "{\"source_filename\":\"a.wast\",\"commands\":[{\"type\":\"assert_invalid\",\"line\":1,"
            + "\"filename\":\"a.0.wat\",\"module_type\":\"text\",\"binary_filename\":\"a.0.wasm\","
            + "\"text\":\"no\"}]}",
        converted.json());
    assertEquals(List.of("a.0.wat", "a.0.wasm"), List.copyOf(converted.files().keySet()));
    assertEquals(
        "(func  $f)",
        new String(
            Objects.requireNonNull(converted.files().get("a.0.wat")), StandardCharsets.UTF_8));
    assertTrue(WatAssembler.isBinary(Objects.requireNonNull(converted.files().get("a.0.wasm"))));
  }
}
