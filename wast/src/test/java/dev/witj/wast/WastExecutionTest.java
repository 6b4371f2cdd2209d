package dev.witj.wast;

import dev.witj.binary.Feature;
import dev.witj.binary.Features;
import dev.witj.diagnostics.Source;
import dev.witj.testdata.Corpus;
import dev.witj.testdata.Expectations;
import dev.witj.wat.WastScript;
import dev.witj.wat.WatAssembler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.TestAbortedException;

/** Runs the scripts of the suites; what cannot be run is skipped with a reason. */
class WastExecutionTest {
  private static final WatAssembler.Options OPTIONS = new WatAssembler.Options(true);
  private static final WatAssembler.Options OLD = new WatAssembler.Options(true, false);

  @TestFactory
  Stream<DynamicTest> coreTestsuite() throws IOException {
    Path folder = Corpus.suite("core-testsuite");
    Map<String, String> features = new HashMap<>();
    for (String line : Files.readAllLines(folder.resolve("FEATURES.tsv"))) {
      String[] columns = line.split("\t", -1);
      features.put(columns[0], columns[1]);
    }
    Expectations expectations = Expectations.load("core-testsuite-run");
    return Corpus.files(folder, ".wast").stream()
        .map(path -> folder.relativize(path).toString().replace('\\', '/'))
        .filter(file -> !file.startsWith("proposals/") && !file.startsWith("legacy/"))
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file,
                    () ->
                        expectations.run(
                            file,
                            () ->
                                run(
                                    folder.resolve(file),
                                    file,
                                    Features.parse(features.getOrDefault(file, "wasm3")),
                                    expectations))));
  }

  @TestFactory
  Stream<DynamicTest> componentModel() {
    Path folder = Corpus.suite("cm-spec");
    Features features =
        Features.DEFAULT.with(
            Feature.CM_MORE_ASYNC_BUILTINS,
            Feature.CM_THREADING,
            Feature.CM_ASYNC_STACKFUL,
            Feature.CM_IMPLEMENTS,
            Feature.CM_FIXED_LENGTH_LISTS,
            Feature.CM_MAP);
    Expectations expectations = Expectations.load("cm-spec-run");
    return Corpus.files(folder, ".wast").stream()
        .map(path -> folder.relativize(path).toString().replace('\\', '/'))
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file,
                    () ->
                        expectations.run(
                            file, () -> run(folder.resolve(file), file, features, expectations))));
  }

  /** What wasmtime tests of components, with its own host. */
  @TestFactory
  Stream<DynamicTest> componentsOfWasmtime() {
    Path folder = Corpus.suite("wasmtime-misc");
    Expectations expectations = Expectations.load("wasmtime-misc-run");
    return Corpus.files(folder, ".wast").stream()
        .map(path -> folder.relativize(path).toString().replace('\\', '/'))
        .filter(file -> file.startsWith("component-model"))
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file,
                    () ->
                        expectations.run(
                            file,
                            () ->
                                run(
                                    folder.resolve(file),
                                    file,
                                    WastTest.configured(Files.readString(folder.resolve(file))),
                                    expectations))));
  }

  /** Our own; the first line of each says which features it needs. */
  @TestFactory
  Stream<DynamicTest> own() {
    Expectations none = Expectations.load("own-run");
    return Corpus.files(Corpus.testdata("wast"), ".wast").stream()
        .map(
            path -> {
              String file = path.getFileName().toString();
              return DynamicTest.dynamicTest(
                  file, () -> run(path, file, Features.parse(firstLine(path)), none));
            });
  }

  private static String firstLine(Path path) throws IOException {
    return Files.readAllLines(path).getFirst().substring(2).strip();
  }

  private static void run(Path path, String file, Features features, Expectations expectations)
      throws Exception {
    Source source = WatAssembler.readText(file, Files.readAllBytes(path));
    WastScript script =
        WastScript.parse(source, file.startsWith("component-model") ? OLD : OPTIONS);
    WastReport report;
    try (RuntimeWastExecutor executor = new RuntimeWastExecutor(WasmtimeHost::define)) {
      report = WastRunner.run(script, features, Optional.of(executor));
    }
    if (Boolean.getBoolean("witj.report")) {
      System.out.println("WAST " + file + ": " + report.summary());
    }
    Outcomes.verify(file, source, report, expectations);
    if (report.results().stream().noneMatch(r -> r.status() == WastReport.Status.PASSED)) {
      throw new TestAbortedException("nothing in it can be run");
    }
  }
}
