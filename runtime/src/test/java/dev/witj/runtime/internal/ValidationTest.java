package dev.witj.runtime.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.component.ValidatedComponent;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import dev.witj.runtime.EngineConfig;
import dev.witj.wat.WatAssembler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidationTest {
  /** A component whose core function has this body, where an i32 is wanted. */
  private static ByteSlice component(String body) {
    String text =
        """
        (component
          (core module $m (func (export "f") (result i32) %s))
          (core instance $i (instantiate $m))
          (func (export "f") (result u32) (canon lift (core func $i "f"))))
        """
            .formatted(body);
    return ByteSlice.of(WatAssembler.assemble(Source.text("component", text)));
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void looksAtFunctionBodiesOnceAndAtTypesAlways(@TempDir Path folder) throws IOException {
    Validation validation = new Validation(EngineConfig.defaults().withCache(folder));
    ByteSlice invalid = component("i64.const 1");
    assertThrows(DiagnosticException.class, () -> validation.validate(invalid));
    assertEquals(List.of(), files(folder));

    ByteSlice valid = component("i32.const 1");
    assertEquals(1, validation.validate(valid).component().exports().size());
    List<Path> marks = files(folder);
    assertEquals(1, marks.size());

    // Bytes that differ in the body alone, passed off as those that were found valid.
    byte[] bytes = valid.toByteArray();
    for (int i = 0; i + 1 < bytes.length; i++) {
      if (bytes[i] == 0x41 && bytes[i + 1] == 1) {
        valid.array()[valid.start() + i] = 0x42;
      }
    }
    assertThrows(DiagnosticException.class, () -> validation.validate(valid));
    ValidatedComponent types =
        dev.witj.binary.component.ComponentValidator.validateTypes(
            valid, EngineConfig.defaults().features());
    assertEquals(1, types.exports().size());
    assertEquals(marks, files(folder));
  }

  @Test
  void keepsApartWhatFeaturesWereOn(@TempDir Path folder) throws IOException {
    EngineConfig config = EngineConfig.defaults().withCache(folder);
    ByteSlice component = component("i32.const 1");
    assertEquals(1, new Validation(config).validate(component).component().exports().size());
    EngineConfig all = config.withFeatures(dev.witj.binary.Features.ALL);
    assertEquals(1, new Validation(all).validate(component).component().exports().size());
    assertEquals(2, files(folder).size());
  }
}
