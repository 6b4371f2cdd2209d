package dev.witj.engine.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.witj.engine.EngineOptions;
import dev.witj.testdata.Corpus;
import dev.witj.testdata.Expectations;
import dev.witj.wat.WastScript;
import dev.witj.wat.WatAssembler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs the specification's own tests. {@code -Dwitj.report=true} says how many directives held. */
class CoreTestsuiteTest {
  @TestFactory
  Stream<DynamicTest> interpreted() {
    return scripts("core-testsuite-interpreted", Subject::interpreter);
  }

  @TestFactory
  Stream<DynamicTest> compiled() {
    return scripts("core-testsuite-compiled", () -> Subject.compiler(EngineOptions.defaults()));
  }

  @TestFactory
  Stream<DynamicTest> compiledInPieces() {
    return scripts(
        "core-testsuite-compiled",
        () -> Subject.compiler(EngineOptions.defaults().withMethodLimit(150)));
  }

  private static Stream<DynamicTest> scripts(String list, Supplier<Subject> subject) {
    Expectations expectations = Expectations.load(list);
    Path folder = Corpus.suite("core-testsuite");
    return Corpus.files(folder, ".wast").stream()
        .map(path -> folder.relativize(path).toString().replace('\\', '/'))
        // Custom descriptors are no part of the engine.
        .filter(file -> !file.startsWith("proposals/custom-descriptors/"))
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file,
                    () -> expectations.run(file, () -> run(folder.resolve(file), file, subject))));
  }

  private static void run(Path path, String file, Supplier<Subject> subject) throws IOException {
    WastScript script =
        WastScript.parse(
            WatAssembler.readText(file, Files.readAllBytes(path)), new WatAssembler.Options(true));
    CoreScript.Report report = CoreScript.run(script, subject.get());
    if (Boolean.getBoolean("witj.report")) {
      System.out.println("SCRIPT " + file + ": " + report.held() + ", " + report.failures().size());
    }
    assertEquals(List.of(), report.failures());
  }
}
