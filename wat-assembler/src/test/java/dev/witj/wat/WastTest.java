package dev.witj.wat;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.witj.binary.Features;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.Source;
import dev.witj.diagnostics.TextRenderer;
import dev.witj.testdata.Corpus;
import dev.witj.testdata.Expectations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.TestAbortedException;

/**
 * Every directive of the suites' core scripts that can be decided without executing: modules that
 * must be valid are, and those that must be refused are.
 */
class WastTest {
  private static final WatAssembler.Options OPTIONS = new WatAssembler.Options(true);
  private static final Pattern FLAGS = Pattern.compile("(?:-f|--features)[= ](\\S+)");

  @TestFactory
  Stream<DynamicTest> coreTestsuite() throws IOException {
    Path folder = Corpus.suite("core-testsuite");
    Map<String, String> features = new HashMap<>();
    for (String line : Files.readAllLines(folder.resolve("FEATURES.tsv"))) {
      String[] columns = line.split("\t", -1);
      features.put(columns[0], columns[1]);
    }
    return suite(
        "core-testsuite",
        (file, text) -> {
          if (file.startsWith("legacy/")) {
            return Features.parse("wasm3,legacy-exceptions");
          }
          if (file.startsWith("proposals/custom-page-sizes/")) {
            return Features.parse("wasm3,custom-page-sizes");
          }
          return Features.parse(features.getOrDefault(file, "wasm3"));
        });
  }

  @TestFactory
  Stream<DynamicTest> wasmToolsCli() {
    return suite("wasm-tools-cli", (file, text) -> featuresOf(text));
  }

  @TestFactory
  Stream<DynamicTest> wasmtimeMisc() {
    return suite(
        "wasmtime-misc",
        (file, text) -> Features.parse("custom-page-sizes,wide-arithmetic,legacy-exceptions"));
  }

  /** The features on the line that says how the reference runs the script. */
  private static Features featuresOf(String text) {
    int run = text.indexOf(";; RUN");
    int end = run;
    do {
      end = text.indexOf('\n', end + 1);
    } while (end > 0 && text.charAt(end - 1) == '\\');
    Matcher flags =
        FLAGS.matcher(run < 0 ? "" : text.substring(run, end < 0 ? text.length() : end));
    return flags.find() ? Features.parse(flags.group(1)) : Features.DEFAULT;
  }

  private interface FeatureChoice {
    Features of(String file, String text);
  }

  private static Stream<DynamicTest> suite(String name, FeatureChoice features) {
    Path folder = Corpus.suite(name);
    Expectations expectations = Expectations.load(name + "-wast");
    return Corpus.files(folder, ".wast").stream()
        .filter(path -> !folder.relativize(path).toString().startsWith("snapshots"))
        .map(
            path -> {
              String file = folder.relativize(path).toString().replace('\\', '/');
              return DynamicTest.dynamicTest(
                  file,
                  () -> expectations.run(file, () -> file(path, file, features, expectations)));
            });
  }

  private static void file(
      Path path, String file, FeatureChoice features, Expectations expectations) throws Exception {
    Source source = WatAssembler.readText(file, Files.readAllBytes(path));
    WastScript script = WastScript.parse(source, OPTIONS);
    if (script.directives().stream().anyMatch(WastTest::isAboutComponents)) {
      throw new TestAbortedException("components have a test of their own");
    }
    Features enabled = features.of(file, source.text().orElseThrow());
    WastReport report = WastRunner.check(script, enabled);
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
        if (result.failure().isEmpty()) {
          throw e;
        }
        failures.add(result.failure().get());
      } catch (TestAbortedException listed) {
        // A listed failure.
      }
    }
    if (!failures.isEmpty()) {
      fail(failures.size() + " failures\n" + TextRenderer.plain().render(failures));
    }
    // The directives of threads have results, too.
    assertTrue(report.results().size() >= script.directives().size());
  }

  static boolean isAboutComponents(WastDirective directive) {
    return switch (directive) {
      case WastDirective.Define define -> define.module().isComponent();
      case WastDirective.Definition definition -> definition.module().isComponent();
      case WastDirective.AssertInvalid invalid -> invalid.module().isComponent();
      case WastDirective.AssertMalformed malformed -> malformed.module().isComponent();
      case WastDirective.AssertUnlinkable unlinkable -> unlinkable.module().isComponent();
      case WastDirective.Instance instance -> instance.component();
      case WastDirective.AssertTrap trap ->
          trap.execution() instanceof WastDirective.Instantiation made
              && made.module().isComponent();
      case WastDirective.Register _,
          WastDirective.Perform _,
          WastDirective.AssertReturn _,
          WastDirective.AssertExhaustion _,
          WastDirective.AssertException _,
          WastDirective.AssertSuspension _,
          WastDirective.StartThread _,
          WastDirective.AwaitThread _ ->
          false;
    };
  }
}
