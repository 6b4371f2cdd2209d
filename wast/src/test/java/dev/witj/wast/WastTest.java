package dev.witj.wast;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.binary.Feature;
import dev.witj.binary.Features;
import dev.witj.diagnostics.Source;
import dev.witj.testdata.Corpus;
import dev.witj.testdata.Expectations;
import dev.witj.wat.WastScript;
import dev.witj.wat.WatAssembler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every directive of the suites' scripts that can be decided without executing: modules and
 * components that must be valid are, and those that must be refused are.
 */
class WastTest {
  private static final String OLD_INDICES = "WAST_STRICT_COMPONENT_INDICES=0 wast";
  private static final Pattern FLAGS = Pattern.compile("(?:-f|--features)[= ](\\S+)");
  private static final Pattern KEYS = Pattern.compile("^;;! (\\w+) = (\\w+)$", Pattern.MULTILINE);

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
    return suite("wasmtime-misc", (file, text) -> configured(text));
  }

  @TestFactory
  Stream<DynamicTest> componentModel() {
    Features features =
        Features.DEFAULT.with(
            Feature.CM_MORE_ASYNC_BUILTINS,
            Feature.CM_THREADING,
            Feature.CM_ASYNC_STACKFUL,
            Feature.CM_IMPLEMENTS,
            Feature.CM_FIXED_LENGTH_LISTS,
            Feature.CM_MAP);
    return suite("cm-spec", (file, text) -> features);
  }

  /** The features on the lines at the top that say how the reference is set up. */
  static Features configured(String text) {
    Features features = Features.parse("custom-page-sizes,wide-arithmetic,legacy-exceptions");
    Matcher keys = KEYS.matcher(text);
    while (keys.find()) {
      String key = keys.group(1).replace("component_model_", "cm_").replace('_', '-');
      Optional<Feature> feature = Feature.of(key.equals("cm-memory64") ? "cm64" : key);
      if (feature.isPresent()) {
        features =
            keys.group(2).equals("true")
                ? features.with(feature.get())
                : features.without(feature.get());
      }
    }
    return features;
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
    return Stream.concat(
            Corpus.files(folder, ".wast").stream(),
            Corpus.files(folder, ".wat").stream().filter(WastTest::isScript))
        .filter(path -> !folder.relativize(path).toString().startsWith("snapshots"))
        .map(
            path -> {
              String file = folder.relativize(path).toString().replace('\\', '/');
              return DynamicTest.dynamicTest(
                  file,
                  () ->
                      expectations.run(file, () -> file(name, path, file, features, expectations)));
            });
  }

  /** Some scripts are named as if they were texts of modules. */
  private static boolean isScript(Path wat) {
    try {
      return Files.readString(wat).startsWith(";; RUN: wast ");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void file(
      String suite, Path path, String file, FeatureChoice features, Expectations expectations)
      throws Exception {
    Source source = WatAssembler.readText(file, Files.readAllBytes(path));
    String text = source.text().orElseThrow();
    // The reference reads the older references, too, unless it is told otherwise; only one of the
    // suites tells it.
    boolean strict = !suite.equals("wasmtime-misc") && !text.startsWith(";; RUN: " + OLD_INDICES);
    WastScript script = WastScript.parse(source, new WatAssembler.Options(true, strict));
    WastReport report = WastRunner.check(script, features.of(file, text));
    Outcomes.verify(file, source, report, expectations);
    // The directives of threads have results, too.
    assertTrue(report.results().size() >= script.directives().size());
  }
}
