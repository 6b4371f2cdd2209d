package dev.witj.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextRendererTest {
  private enum Codes implements Code {
    SOME_CODE;

    @Override
    public String template() {
      return "{}";
    }
  }

  private static Diagnostic at(Source source, String part) {
    int start = source.text().orElseThrow().indexOf(part);
    return Codes.SOME_CODE.error("broken").at(source.span(start, start + part.length()));
  }

  private static void renders(String expected, Diagnostic diagnostic) {
    assertEquals(expected.stripTrailing(), TextRenderer.plain().render(diagnostic));
  }

  @Test
  void showsThePlaceTheOthersTheNotesAndTheHelp() {
    Source source = Source.text("a.wit", "one\ntwo three\n\n\n\n\n\n\n\nten\n");
    renders(
        """
        error: broken
          --> a.wit:2:5
           |
         2 | two three
           |     ^^^^^ here
          --> a.wit:10:1
           |
        10 | ten
           | --- first defined here
           = note: one
                   of two lines
           = help: mend it
        """,
        at(source, "three")
            .at(source.span(8, 13), "here")
            .with(source.span(21, 24), "first defined here")
            .note("one\nof two lines")
            .help("mend it"));
  }

  @Test
  void lineBreaksInFactsBeginNoMessage() {
    renders(
        """
        error: no export `a
          error: all is lost`
        """,
        Codes.SOME_CODE.error("no export `a\nerror: all is lost`"));
  }

  @Test
  void keepsTabsSoThatMarksStandBelowWhatTheyMark() {
    renders(
        """
        error: broken
         --> a.wit:1:4
          |
        1 | \ta\tb c
          | \t \t^
        """,
        at(Source.text("a.wit", "\ta\tb c"), "b"));
  }

  @Test
  void marksOneColumnForACharacterOutsideTheBasicPlane() {
    renders(
        """
        error: broken
         --> a.wit:1:3
          |
        1 | 𝄞 𝄞𝄞 x
          |   ^^
        """,
        at(Source.text("a.wit", "𝄞 𝄞𝄞 x"), "𝄞𝄞"));
  }

  @Test
  void marksOnlyTheFirstLineOfALongSpan() {
    renders(
        """
        error: broken
         --> a.wit:1:5
          |
        1 | abc {
          |     ^
        """,
        at(Source.text("a.wit", "abc {\n  x\n}\n"), "{\n  x\n}"));
  }

  @Test
  void leavesCarriageReturnsOut() {
    Source source = Source.text("a.wit", "one\r\ntwo\r\n");
    renders(
        """
        error: broken
         --> a.wit:2:1
          |
        2 | two
          | ^^^
        """,
        at(source, "two"));
    renders(
        """
        error: broken
         --> a.wit:1:4
          |
        1 | one
          |    ^
        """,
        at(source, "\r\ntwo"));
  }

  @Test
  void pointsBehindTheLastCharacter() {
    Source source = Source.text("a.wit", "abc");
    renders(
        """
        error: broken
         --> a.wit:1:4
          |
        1 | abc
          |    ^
        """,
        Codes.SOME_CODE.error("broken").at(source.span(3, 3)));
    renders(
        """
        error: broken
         --> empty:1:1
          |
        1 |\s
          | ^
        """,
        Codes.SOME_CODE.error("broken").at(Source.text("empty", "").span(0, 0)));
  }

  @Test
  void showsOnlyPartOfAVeryLongLine() {
    String line = "x".repeat(500) + "HERE" + "y".repeat(500);
    String shown = TextRenderer.plain().render(at(Source.text("a.wit", line), "HERE"));
    assertTrue(shown.contains(":1:501\n"), shown);
    List<String> lines = shown.lines().toList();
    assertEquals("1 | ..." + "x".repeat(80) + "HERE" + "y".repeat(76) + "...", lines.get(3));
    assertEquals("  | " + " ".repeat(83) + "^^^^", lines.get(4));
  }

  @Test
  void marksNoFurtherThanTheShownPart() {
    String line = "x".repeat(10) + "y".repeat(1000);
    String shown = TextRenderer.plain().render(at(Source.text("a.wit", line), line.substring(10)));
    assertEquals("  | " + " ".repeat(10) + "^".repeat(150), shown.lines().toList().get(4));
  }

  @Test
  void neverSplitsACharacterOfALongLine() {
    for (int pad = 0; pad < 4; pad++) {
      String line = "x".repeat(pad) + "𝄞".repeat(400);
      for (int start = pad; start < line.length(); start += 50) {
        Source source = Source.text("a.wit", line);
        int from = start - (start - pad) % 2;
        String shown =
            TextRenderer.plain()
                .render(Codes.SOME_CODE.error("broken").at(source.span(from, from + 2)));
        assertTrue(shown.indexOf('\uFFFD') < 0, shown);
      }
    }
  }

  @Test
  void showsTheOffsetInABinary() {
    Source source = Source.binary("a.wasm");
    renders(
        """
        error: broken
         --> a.wasm (at offset 0x1f)
         --> a.wasm (at offset 0x0): the header
        """,
        Codes.SOME_CODE
            .error("broken")
            .at(source.span(31, 32))
            .with(source.span(0, 8), "the header"));
  }

  @Test
  void showsNoPlaceWhereThereIsNone() {
    renders("error: broken", Codes.SOME_CODE.error("broken"));
    renders("error: broken", Codes.SOME_CODE.error("broken").at(Span.none()));
  }

  @Test
  void putsABlankLineBetweenTwo() {
    Diagnostic one = Codes.SOME_CODE.error("one");
    Diagnostic two = Codes.SOME_CODE.error("two");
    assertEquals("error: one\n\nerror: two", TextRenderer.plain().render(List.of(one, two)));
  }

  @Test
  void letsNoControlCharacterThrough() {
    StringBuilder all = new StringBuilder();
    for (int c = 0; c < 0x3000; c++) {
      if (c != '\n') {
        all.appendCodePoint(c);
      }
    }
    all.append("\uFEFF\uD800 \uDB40\uDC01");
    String bad = all.toString();
    Source source = Source.text(bad, bad);
    Source binary = Source.binary(bad);
    String shown =
        TextRenderer.plain()
            .render(
                Codes.SOME_CODE
                    .error(bad)
                    .at(source.span(3, 9))
                    .at(source.span(100, 9000), bad)
                    .with(source.span(0, 1), bad)
                    .with(binary.span(0, 1), bad)
                    .note(bad)
                    .help(bad));
    shown
        .codePoints()
        .forEach(
            c -> {
              boolean shownAsItIs =
                  switch (Character.getType(c)) {
                    case Character.CONTROL -> c == '\n' || c == '\t';
                    case Character.FORMAT,
                        Character.SURROGATE,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR ->
                        false;
                    default -> true;
                  };
              assertTrue(shownAsItIs, () -> "U+" + Integer.toHexString(c));
            });
  }

  @Test
  void coloursWithoutChangingTheText() {
    Diagnostic diagnostic =
        at(Source.text("a.wit", "one two"), "two").note("n").help("h").with(Span.none(), "x");
    String coloured = TextRenderer.coloured().render(diagnostic);
    assertTrue(coloured.startsWith("\u001b[1;31merror\u001b[0m: "), coloured);
    assertEquals(
        TextRenderer.plain().render(diagnostic), coloured.replaceAll("\u001b\\[[0-9;]*m", ""));
  }
}
