package dev.witj.wasi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.witj.runtime.Component;
import dev.witj.runtime.Engine;
import dev.witj.runtime.EngineConfig;
import dev.witj.testdata.Corpus;
import dev.witj.testdata.Expectations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The programs of the test suite of WASI 0.3, each held to the operations that its JSON names. */
@Timeout(300)
final class TestsuiteTest {
  private static final Expectations EXPECTED = Expectations.load("wasi-testsuite-p3");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Engine ENGINE =
      Engine.create(
          EngineConfig.defaults().withCache(Corpus.root().resolve("wasi-http/target/code-cache")));

  @TempDir private Path temporary = Path.of("");

  @TestFactory
  Stream<DynamicTest> programs() {
    Path suite = Corpus.suite("wasi-testsuite").resolve("wasm32-wasip3");
    return Corpus.files(suite, ".wasm").stream()
        .map(
            file -> {
              String name = suite.relativize(file).toString().replace(".wasm", "");
              return DynamicTest.dynamicTest(
                  name, () -> EXPECTED.run(name, () -> run(file, specification(file))));
            });
  }

  private static JsonNode specification(Path wasm) throws IOException {
    Path file = wasm.resolveSibling(wasm.getFileName().toString().replace(".wasm", ".json"));
    return Files.exists(file) ? JSON.readTree(file.toFile()) : MissingNode.getInstance();
  }

  private void run(Path file, JsonNode specification) throws Exception {
    Component component = Component.load(ENGINE, file);
    JsonNode operations = specification.path("operations");
    if (specification.path("world").asText().equals("wasi:http/service")) {
      try (ServiceTrial trial = new ServiceTrial(component, specification.path("servers"))) {
        for (JsonNode operation : operations) {
          trial.perform(operation);
        }
      }
      return;
    }
    // The older form says all that is run at its top.
    JsonNode start = operations.isEmpty() ? specification : operations.get(0);
    try (ProgramTrial trial =
        ProgramTrial.start(component, file, start, Files.createTempDirectory(temporary, "root"))) {
      if (operations.isEmpty()) {
        assertEquals(start.path("exit_code").asInt(0), trial.exitCode());
      }
      for (JsonNode operation : operations) {
        trial.perform(operation);
      }
    }
  }

  /** The fields of an object whose values are texts. */
  static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new LinkedHashMap<>();
    object.properties().forEach(each -> texts.put(each.getKey(), each.getValue().asText()));
    return texts;
  }
}
