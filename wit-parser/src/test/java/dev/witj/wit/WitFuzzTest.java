package dev.witj.wit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import dev.witj.testdata.Corpus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Mutates all WIT there is; whatever comes out either resolves or ends in diagnostics. {@code
 * -Dwitj.fuzz.seconds} says for how long, {@code -Dwitj.fuzz.seed} from where.
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
    long seconds = Long.getLong("witj.fuzz.seconds", 5);
    long seed = Long.getLong("witj.fuzz.seed", 42);
    List<String> corpus = corpus();
    Random random = new Random(seed);
    WitParser parser = new WitParser(WitOptions.defaults().withFeatures(List.of("active")));
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    long runs = 0;
    int accepted = 0;
    Optional<ParsedWit> before = Optional.empty();
    while (System.nanoTime() < end) {
      String text = mutate(corpus, random);
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
        throw new AssertionError("run " + runs + " of seed " + seed + ": " + reproducer, e);
      }
      runs++;
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

  private static String mutate(List<String> corpus, Random random) {
    StringBuilder text = new StringBuilder(corpus.get(random.nextInt(corpus.size())));
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(text.length() + 1);
      int to = Math.min(text.length(), at + random.nextInt(1 + random.nextInt(40)));
      switch (random.nextInt(7)) {
        case 0 -> text.delete(at, to);
        case 1 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        case 2 -> text.replace(at, to, PIECES.get(random.nextInt(PIECES.size())));
        case 3 -> text.insert(random.nextInt(text.length() + 1), text.substring(at, to));
        case 4 -> {
          String other = corpus.get(random.nextInt(corpus.size()));
          int from = random.nextInt(other.length() + 1);
          int until = Math.min(other.length(), from + random.nextInt(200));
          text.insert(at, other.substring(from, until));
        }
        case 5 ->
            text.insert(at, PIECES.get(random.nextInt(PIECES.size())).repeat(random.nextInt(300)));
        default -> swapWords(text, random);
      }
    }
    return text.toString();
  }

  /** Puts one word in another's place: most such texts still parse, and reach the resolver. */
  private static void swapWords(StringBuilder text, Random random) {
    List<String> words =
        Stream.of(text.toString().split("[^A-Za-z0-9-]+")).filter(word -> !word.isEmpty()).toList();
    if (!words.isEmpty()) {
      String from = words.get(random.nextInt(words.size()));
      String to = words.get(random.nextInt(words.size()));
      int at = text.indexOf(from, random.nextInt(text.length()));
      if (at >= 0) {
        text.replace(at, at + from.length(), to);
      }
    }
  }
}
