package dev.witj.wit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import dev.witj.diagnostics.Span;
import dev.witj.testdata.Corpus;
import dev.witj.testdata.Expectations;
import dev.witj.testdata.WitCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The goldens of the reference parser: equal JSON trees, and errors at the same places. */
class WitConformanceTest {
  private static final WitParser PARSER =
      new WitParser(
          WitOptions.defaults().withFeatures(Set.of("active")).withBuiltins(PackageSource.none()));
  private static final Pattern PLACE = Pattern.compile("--> \\S*?([^/\\s]+\\.wit):(\\d+):(\\d+)");

  @TestFactory
  Stream<DynamicTest> accepts() {
    // Those that need a decoder are tested where there is one.
    Expectations expectations = Expectations.load("wit-parser");
    return WitCase.in(Corpus.suite("wit-parser"), ".wit.json").stream()
        .filter(each -> !each.isEncoded())
        .map(
            each ->
                test(
                    expectations,
                    each,
                    () -> each.verifyTree(WitJson.print(PARSER.parse(each.input()).resolve()))));
  }

  @TestFactory
  Stream<DynamicTest> rejects() {
    Expectations expectations = Expectations.load("wit-parser-reject");
    return rejected().map(each -> test(expectations, each, () -> errors(each.input())));
  }

  @TestFactory
  Stream<DynamicTest> pointsWhereTheReferencePoints() {
    Expectations expectations = Expectations.load("wit-parser-places");
    return rejected()
        .filter(each -> PLACE.matcher(read(each.golden())).find())
        .map(
            each ->
                test(
                    expectations,
                    each,
                    () -> {
                      Matcher place = PLACE.matcher(read(each.golden()));
                      place.find();
                      assertEquals(
                          place.group(1) + ":" + place.group(2) + ":" + place.group(3),
                          place(errors(each.input()).getFirst()));
                    }));
  }

  private static Stream<WitCase> rejected() {
    return WitCase.in(Corpus.suite("wit-parser").resolve("parse-fail"), ".wit.result").stream();
  }

  private static DynamicTest test(Expectations expectations, WitCase of, Expectations.Case body) {
    return DynamicTest.dynamicTest(of.name(), () -> expectations.run(of.name(), body));
  }

  private static List<Diagnostic> errors(Path input) {
    return assertThrows(DiagnosticException.class, () -> PARSER.parse(input)).diagnostics();
  }

  private static String place(Diagnostic diagnostic) {
    if (diagnostic.primary().isEmpty()) {
      return "nowhere: " + diagnostic.message();
    }
    Span span = diagnostic.primary().get().span();
    Source.Position position = span.source().position(span.start());
    return Path.of(span.source().name()).getFileName()
        + ":"
        + position.line()
        + ":"
        + position.column();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
