package dev.witj.binary.component;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.witj.binary.Features;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.testdata.Expectations;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Valid components are accepted, and others are refused with a place. */
class ComponentValidationTest {
  @TestFactory
  Stream<DynamicTest> acceptsToolsComponents() {
    Features features = Features.ALL;
    return ComponentCorpus.files().stream()
        .map(
            item ->
                DynamicTest.dynamicTest(
                    item.name(), () -> ComponentValidator.validate(item.bytes(), features)));
  }

  @TestFactory
  Stream<DynamicTest> decidesScriptsComponents() {
    Expectations expectations = Expectations.load("component-validation");
    return Stream.of("cm-spec", "wasmtime-misc", "wasm-tools-cli")
        .flatMap(suite -> ComponentCorpus.scripts(suite).stream())
        .map(
            item ->
                DynamicTest.dynamicTest(
                    item.name(), () -> expectations.run(item.name(), () -> decide(item))));
  }

  private static void decide(ComponentCorpus.Item item) {
    Features features = item.features();
    if (item.valid()) {
      ComponentValidator.validate(item.bytes(), features);
    } else {
      DiagnosticException refusal =
          assertThrows(
              DiagnosticException.class, () -> ComponentValidator.validate(item.bytes(), features));
      assertEquals(1, refusal.diagnostics().size());
    }
  }
}
