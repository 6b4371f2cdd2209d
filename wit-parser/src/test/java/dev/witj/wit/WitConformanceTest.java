package dev.witj.wit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import dev.witj.diagnostics.Span;
import dev.witj.testdata.Corpus;
import dev.witj.testdata.Expectations;
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
  Stream<DynamicTest> accepts() throws IOException {
    Path suite = Corpus.suite("wit-parser");
    Expectations expectations = Expectations.load("wit-parser");
    ObjectMapper json = new ObjectMapper();
    return goldens(suite, ".wit.json")
        .map(
            golden -> {
              String name = name(golden, ".wit.json");
              return DynamicTest.dynamicTest(
                  name,
                  () ->
                      expectations.run(
                          name,
                          () -> {
                            Resolve resolve = PARSER.parse(input(suite, name)).resolve();
                            assertEquals(
                                json.readTree(golden.toFile()).toPrettyString(),
                                json.readTree(WitJson.print(resolve)).toPrettyString());
                          }));
            });
  }

  @TestFactory
  Stream<DynamicTest> rejects() throws IOException {
    Path suite = Corpus.suite("wit-parser").resolve("parse-fail");
    Expectations expectations = Expectations.load("wit-parser-reject");
    return goldens(suite, ".wit.result")
        .map(
            golden -> {
              String name = name(golden, ".wit.result");
              return DynamicTest.dynamicTest(
                  name, () -> expectations.run(name, () -> errors(input(suite, name))));
            });
  }

  @TestFactory
  Stream<DynamicTest> pointsWhereTheReferencePoints() throws IOException {
    Path suite = Corpus.suite("wit-parser").resolve("parse-fail");
    Expectations expectations = Expectations.load("wit-parser-places");
    return goldens(suite, ".wit.result")
        .filter(golden -> PLACE.matcher(read(golden)).find())
        .map(
            golden -> {
              String name = name(golden, ".wit.result");
              return DynamicTest.dynamicTest(
                  name,
                  () ->
                      expectations.run(
                          name,
                          () -> {
                            Matcher place = PLACE.matcher(read(golden));
                            place.find();
                            Diagnostic first = errors(input(suite, name)).getFirst();
                            assertEquals(
                                place.group(1) + ":" + place.group(2) + ":" + place.group(3),
                                place(first));
                          }));
            });
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

  private static Stream<Path> goldens(Path folder, String suffix) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> entry.getFileName().toString().endsWith(suffix))
          .sorted()
          .toList()
          .stream();
    }
  }

  private static String name(Path golden, String suffix) {
    String name = golden.getFileName().toString();
    return name.substring(0, name.length() - suffix.length());
  }

  /** A golden stands beside a file or a folder. */
  private static Path input(Path suite, String name) {
    return Stream.of(name + ".wit", name + ".wat", name + ".wasm", name)
        .map(suite::resolve)
        .filter(Files::exists)
        .findFirst()
        .orElseThrow();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
