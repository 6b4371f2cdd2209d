package dev.witj.wast;

import static org.junit.jupiter.api.Assertions.fail;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.Source;
import dev.witj.diagnostics.TextRenderer;
import dev.witj.testdata.Expectations;
import java.util.ArrayList;
import java.util.List;
import org.opentest4j.TestAbortedException;

/** Holds what came of a script to the list of what is expected to fail. */
final class Outcomes {
  private Outcomes() {}

  /**
   * Fails if a directive failed that is not listed, or one passed that is.
   *
   * @param file what the script is called in the list; its directives are {@code file:line}
   */
  static void verify(String file, Source source, WastReport report, Expectations expectations)
      throws Exception {
    List<Diagnostic> failures = new ArrayList<>();
    for (WastReport.Result result : report.results()) {
      int line = source.position(result.directive().span().start()).line();
      try {
        expectations.run(
            file + ":" + line,
            () -> {
              if (result.status() == WastReport.Status.FAILED) {
                throw new AssertionError("failed");
              }
            });
      } catch (AssertionError e) {
        failures.add(result.failure().orElseThrow(() -> e));
      } catch (TestAbortedException listed) {
        // A listed failure.
      }
    }
    if (!failures.isEmpty()) {
      fail(failures.size() + " failures\n" + TextRenderer.plain().render(failures));
    }
  }
}
