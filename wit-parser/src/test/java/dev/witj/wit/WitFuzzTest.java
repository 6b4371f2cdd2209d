package dev.witj.wit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import dev.witj.testdata.Corpus;
import dev.witj.testdata.TextMutator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Mutates all WIT there is; whatever comes out either resolves or ends in diagnostics. {@code
 * -Dwitj.fuzz.runs=N} says how many there are, {@code -Dwitj.fuzz.seed=N} from where.
 */
class WitFuzzTest {
  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "<",
          ">",
          "(",
          ")",
          ";",
          ",",
          ":",
          "/",
          ".",
          "@",
          "->",
          "=",
          "%",
          "_",
          "\"",
          "//",
          "/*",
          "*/",
          "package ",
          "interface ",
          "world ",
          "use ",
          "include ",
          "import ",
          "export ",
          "resource ",
          "record ",
          "variant ",
          "list<",
          "own<",
          "borrow<",
          "result<",
          "with ",
          "as ",
          "@since(version = 1.0.0)",
          "@unstable(feature = a)",
          "1.0.0",
          "a:b/c@1.0.0",
          "a",
          "\0",
          "\u202e",
          "\ud83d",
          "async ",
          "static ",
          "constructor",
          "func()");

  @Test
  void endsInDiagnosticsOnly() throws IOException {
    int runs = Integer.getInteger("witj.fuzz.runs", 5_000);
    long seed = Long.getLong("witj.fuzz.seed", 42);
    TextMutator mutator = new TextMutator(corpus(), PIECES, seed);
    WitParser parser = new WitParser(WitOptions.defaults().withFeatures(List.of("active")));
    int accepted = 0;
    Optional<ParsedWit> before = Optional.empty();
    for (int run = 0; run < runs; run++) {
      String text = mutator.next().text();
      try {
        Optional<ParsedWit> parsed = check(parser, text);
        if (parsed.isPresent()) {
          accepted++;
          before.ifPresent(other -> compares(other, parsed.get()));
          before = parsed;
        }
      } catch (RuntimeException | AssertionError | StackOverflowError e) {
        Path reproducer = Files.createTempFile("witj-fuzz", ".wit");
        Files.write(reproducer, text.getBytes(StandardCharsets.UTF_16BE));
        throw new AssertionError("run " + run + " of seed " + seed + ": " + reproducer, e);
      }
    }
    System.out.println("fuzz: " + runs + " runs, " + accepted + " accepted, seed " + seed);
  }

  private static Optional<ParsedWit> check(WitParser parser, String text) {
    ParsedWit parsed;
    try {
      parsed = parser.parseText("fuzz.wit", text);
    } catch (DiagnosticException expected) {
      // Its rendering must not fail either, and has been made by now. If it is only the meaning
      // that is wrong, the formatter works all the same.
      if (WitFormatterTest.parses(text)) {
        WitFormatterTest.holds(text);
      }
      return Optional.empty();
    }
    staysTheSame(parser, text, parsed);
    return Optional.of(parsed);
  }

  /** What is accepted prints, and formats, as something that means the same. */
  private static void staysTheSame(WitParser parser, String text, ParsedWit parsed) {
    Resolve resolve = parsed.resolve();
    try {
      String printed = WitPrinter.withDocs().printAll(resolve, parsed.main());
      Resolve again = parser.parseText("printed.wit", printed).resolve();
      assertTrue(resolve.isEquivalentTo(again), "printed, it says something else");
      for (int i = 0; i < resolve.packages().size(); i++) {
        PackageId id = new PackageId(i);
        PackageId there = again.find(resolve.get(id).name()).orElseThrow();
        assertEquals(
            WitPrinter.withDocs().print(resolve, id), WitPrinter.withDocs().print(again, there));
        assertEquals(
            List.of(), WitDiff.ofPackages(resolve, id, again, there).changes(), "differs from it");
      }
      WitFormatterTest.holds(text);
      String formatted = WitFormatter.format(Source.text("fuzz.wit", text));
      assertEquals(
          WitJson.print(resolve),
          WitJson.print(parser.parseText("formatted.wit", formatted).resolve()));
    } catch (DiagnosticException e) {
      throw new AssertionError("what was made of an accepted text is not accepted", e);
    }
  }

  /** What differs can be told, in both directions and without an exception. */
  private static void compares(ParsedWit one, ParsedWit other) {
    boolean same = one.resolve().isEquivalentTo(other.resolve());
    WitDiff diff = WitDiff.ofPackages(one.resolve(), one.main(), other.resolve(), other.main());
    assertFalse(diff.render().isEmpty());
    WitDiff back = WitDiff.ofPackages(other.resolve(), other.main(), one.resolve(), one.main());
    assertEquals(diff.changes().isEmpty(), back.changes().isEmpty(), diff::render);
    assertTrue(!same || diff.changes().isEmpty(), diff::render);
  }

  private static List<String> corpus() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String suite : List.of("wit-parser", "wit-bindgen", "wit-component")) {
      files.addAll(Corpus.files(Corpus.suite(suite), ".wit"));
    }
    List<String> texts = new ArrayList<>();
    for (Path file : files) {
      if (Files.size(file) < 8_000) {
        texts.add(Files.readString(file));
      }
    }
    return texts;
  }
}
