package dev.witj.wit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import dev.witj.testdata.Corpus;
import dev.witj.testdata.Golden;
import dev.witj.wit.internal.FormatTokens;
import dev.witj.wit.internal.FormatTokens.Comment;
import dev.witj.wit.internal.FormatTokens.Word;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class WitFormatterTest {
  private static String format(String text) {
    return WitFormatter.format(Source.text("test.wit", text));
  }

  /** The words without commas, of which the last of a list comes and goes, and all comments. */
  private static List<String> content(String text) {
    List<String> content = new ArrayList<>();
    List<String> comments = new ArrayList<>();
    for (Word word : FormatTokens.read(Source.text("test.wit", text))) {
      word.comments().stream().map(Comment::text).forEach(comments::add);
      if (!word.text().equals(",")) {
        content.add(word.text());
      }
    }
    content.addAll(comments);
    return content;
  }

  /** Demands that formatting loses nothing, moves no word, and changes nothing the second time. */
  static void holds(String text) {
    String once = format(text);
    assertEquals(content(text), content(once), "lost or moved something");
    assertEquals(once, format(once), "not the same again");
    // A carriage return alone, which a comment may hold, ends no line of WIT.
    assertTrue(!once.contains(" \n") || text.contains("/*"), once);
  }

  /** Whether the formatter has to do with a text at all. */
  static boolean parses(String text) {
    try {
      FormatTokens.read(Source.text("test.wit", text));
      return true;
    } catch (DiagnosticException e) {
      return false;
    }
  }

  private static List<Path> corpus() {
    return Stream.of(
            "wit-parser",
            "wasi-wit",
            "wit-bindgen",
            "wit-component",
            "wac",
            "jco-components",
            "wasm-tools-cli")
        .map(Corpus::suite)
        .flatMap(suite -> Corpus.files(suite, ".wit").stream())
        .toList();
  }

  @TestFactory
  Stream<DynamicTest> keepsEveryFileOfTheCorpus() {
    Path root = Corpus.suite("");
    return corpus().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    root.relativize(file).toString(),
                    () -> {
                      String text = Files.readString(file);
                      if (parses(text)) {
                        holds(text);
                      }
                    }));
  }

  /** Comments at every place at which a file may have one. */
  @Test
  void keepsCommentsBetweenAnyTwoWords() throws IOException {
    Random random = new Random(7);
    List<String> pieces =
        List.of(
            " // c\n",
            "// c\n// d\n",
            "\n\n// c\n",
            " /* c */ ",
            "/* c */",
            "\n/* c */",
            " /* c */\n",
            "\n/* c\n     d */\n",
            "\n\n\n",
            "\n",
            " /* c */ // d\n",
            "\n\n// c\n\n/* d */\n\n");
    for (Path file : Corpus.files(Corpus.testdata("wit/format"), ".wit")) {
      List<Word> words = FormatTokens.read(Source.text("test.wit", Files.readString(file)));
      for (int round = 0; round < 40; round++) {
        StringBuilder text = new StringBuilder();
        for (Word word : words) {
          boolean often = random.nextInt(10) < round / 4;
          text.append(" ").append(often ? pieces.get(random.nextInt(pieces.size())) : "");
          text.append(word.text());
        }
        holds(text.toString());
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> laysOutAsApproved() {
    return Corpus.files(Corpus.testdata("wit/format"), ".wit").stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    String.valueOf(file.getFileName()),
                    () -> {
                      String text = Files.readString(file);
                      holds(text);
                      Path approved = Path.of(file + ".out");
                      Golden.verify(approved, format(text));
                    }));
  }

  @Test
  void keepsWhatIsEmpty() {
    assertEquals("", format(""));
    assertEquals("", format(" \n\n"));
    assertEquals("// only this\n", format("\n\n// only this  "));
  }

  @Test
  void takesNothingThatIsNoWit() {
    assertThrows(DiagnosticException.class, () -> format("interface {"));
  }
}
