package dev.witj.engine.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.witj.engine.EngineOptions;
import dev.witj.testdata.Corpus;
import dev.witj.wat.WastScript;
import dev.witj.wat.WatAssembler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs the project's own scripts of core modules. */
class ScriptsTest {
  @TestFactory
  Stream<DynamicTest> interpreted() {
    return scripts(Subject.interpreter());
  }

  @TestFactory
  Stream<DynamicTest> compiled() {
    return scripts(Subject.compiler(EngineOptions.defaults()));
  }

  @TestFactory
  Stream<DynamicTest> compiledInPieces() {
    return scripts(Subject.compiler(EngineOptions.defaults().withMethodLimit(150)));
  }

  private static Stream<DynamicTest> scripts(Subject subject) {
    return Corpus.files(Corpus.testdata("engine"), ".wast").stream()
        .map(
            path ->
                DynamicTest.dynamicTest(
                    String.valueOf(path.getFileName()), () -> run(path, subject)));
  }

  private static void run(Path path, Subject subject) throws IOException {
    WastScript script =
        WastScript.parse(
            WatAssembler.readText(String.valueOf(path.getFileName()), Files.readAllBytes(path)),
            new WatAssembler.Options(true));
    assertEquals(List.of(), CoreScript.run(script, subject).failures());
  }
}
