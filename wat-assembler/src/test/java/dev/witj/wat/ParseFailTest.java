package dev.witj.wat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Label;
import dev.witj.diagnostics.Source;
import dev.witj.testdata.Corpus;
import dev.witj.testdata.Expectations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Texts that must be refused, and where: the line and column that the reference points at. */
class ParseFailTest {
  private static final Pattern PLACE = Pattern.compile("--> \\S+?:(\\d+):(\\d+)\\n");

  @TestFactory
  Stream<DynamicTest> refuses() {
    Path folder = Corpus.suite("wast-parse-fail");
    Expectations expectations = Expectations.load("wast-parse-fail");
    return Corpus.files(folder, ".wat").stream()
        .map(
            path -> {
              String file = folder.relativize(path).toString();
              return DynamicTest.dynamicTest(file, () -> expectations.run(file, () -> file(path)));
            });
  }

  @TestFactory
  Stream<DynamicTest> pointsAtThePlace() {
    Path folder = Corpus.suite("wast-parse-fail");
    Expectations expectations = Expectations.load("wast-parse-fail-places");
    return Corpus.files(folder, ".wat").stream()
        .map(
            path -> {
              String file = folder.relativize(path).toString();
              return DynamicTest.dynamicTest(file, () -> expectations.run(file, () -> place(path)));
            });
  }

  private static Label file(Path path) throws Exception {
    Source source = WatAssembler.readText(path.toString(), Files.readAllBytes(path));
    DiagnosticException failure =
        assertThrows(DiagnosticException.class, () -> WatAssembler.assemble(source));
    return failure.diagnostics().getFirst().primary().orElseThrow();
  }

  private static void place(Path path) throws Exception {
    Matcher expected = PLACE.matcher(Files.readString(Path.of(path + ".err")));
    assertTrue(expected.find());
    Label found = file(path);
    Source.Position position = found.span().source().position(found.span().start());
    assertEquals(
        expected.group(1) + ":" + expected.group(2), position.line() + ":" + position.column());
  }
}
