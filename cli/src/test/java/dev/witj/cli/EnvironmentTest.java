package dev.witj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What environment variables change. */
class EnvironmentTest {
  private static final String STRICT = "WAST_STRICT_COMPONENT_INDICES";

  /** A core function in the form of before 2026. */
  private static final String OLD_REFERENCE =
      """
      (component
        (core module $m (func (export "f")))
        (core instance $i (instantiate $m))
        (func (export "f") (canon lift (core func $i "f")))
        (core module $n (memory (export "memory") 1))
        (core instance $j (instantiate $n))
        (func (canon lift (core func $i "f") (memory $j "memory")))
      )
      """;

  @TempDir private Path folder = Path.of("");

  private static int validate(Map<String, String> environment) {
    return Session.run(OLD_REFERENCE.getBytes(StandardCharsets.UTF_8), environment, "validate", "-")
        .code();
  }

  @Test
  void oldReferencesAreReadUnlessTheEnvironmentIsStrict() {
    assertEquals(0, validate(Map.of()));
    assertEquals(0, validate(Map.of(STRICT, "")));
    assertEquals(0, validate(Map.of(STRICT, "0")));
    assertEquals(1, validate(Map.of(STRICT, "1")));
  }

  @Test
  void scriptsAreReadAsTheEnvironmentSays() throws IOException {
    Path script = folder.resolve("old.wast");
    Files.writeString(script, OLD_REFERENCE);
    Session lenient = Session.run("wast", "--no-execute", script.toString());
    assertEquals(0, lenient.code(), lenient.err());
    Session strict =
        Session.run(new byte[0], Map.of(STRICT, "1"), "wast", "--no-execute", script.toString());
    assertEquals(1, strict.code());
    assertTrue(strict.err().contains("(core "), strict.err());
  }
}
