package dev.witj.wast;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.witj.binary.Features;
import dev.witj.diagnostics.Source;
import dev.witj.wat.WastScript;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the page of the package shows. */
class ExampleTest {
  private static final String SCRIPT =
      """
      (module (func (export "half") (param i32) (result i32)
        (i32.div_u (local.get 0) (i32.const 2))))
      (assert_return (invoke "half" (i32.const 8)) (i32.const 4))
      (assert_return (invoke "half" (i32.const 9)) (i32.const 5))
      """;

  @Test
  void runsAScript() {
    WastReport report = run(SCRIPT);
    assertEquals(1, report.failures().size());
  }

  private static WastReport run(String text) {
    // @start region="run"
    WastScript script = WastScript.parse(Source.text("half.wast", text));
    try (RuntimeWastExecutor executor = new RuntimeWastExecutor()) {
      WastReport report = WastRunner.run(script, Features.ALL, Optional.of(executor));
      // @end
      return report;
    }
  }
}
