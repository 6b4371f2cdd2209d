package dev.witj.wat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LexerTest {
  private static Tokens lex(String text) {
    return Lexer.lex(Source.text("test.wat", text), false);
  }

  private static List<String> kinds(String text) {
    Tokens tokens = lex(text);
    List<String> kinds = new ArrayList<>();
    for (int i = 0; i < tokens.count() - 1; i++) {
      kinds.add(tokens.kind(i) + " " + tokens.written(i));
    }
    return kinds;
  }

  private static WatCursor cursor(String text) {
    return new WatCursor(lex(text));
  }

  @Test
  void cutsTokens() {
    assertEquals(
        List.of(
            "LEFT_PAREN (",
            "KEYWORD module",
            "ID $a.b",
            "ID $\"x y\"",
            "STRING \"s\\\"t\"",
            "INTEGER -0x1_f",
            "FLOAT 1.5e+3",
            "FLOAT nan:0x7",
            "KEYWORD nan:canonical",
            "RIGHT_PAREN )"),
        kinds("(module $a.b $\"x y\" \"s\\\"t\" -0x1_f 1.5e+3 nan:0x7 nan:canonical)"));
  }

  @Test
  void joinsWhatTouches() {
    assertEquals(List.of("RESERVED \"a\"\"b\""), kinds("\"a\"\"b\""));
    assertEquals(List.of("RESERVED 0drop"), kinds("0drop"));
    assertEquals(List.of("RESERVED $x\"y\"z"), kinds("$x\"y\"z"));
    assertEquals(List.of("RESERVED a,b"), kinds("a,b"));
    assertEquals(List.of("KEYWORD a"), kinds("a;;b"));
  }

  @Test
  void skipsCommentsAndUnknownAnnotations() {
    assertEquals(List.of("KEYWORD a", "KEYWORD b"), kinds("a (; (; ;) ;) ;; c\n b"));
    assertEquals(List.of("KEYWORD a", "KEYWORD b"), kinds("a (@x (y) \"z)\" (@w)) b"));
    assertEquals(
        List.of("ANNOTATION (@name", "STRING \"n\"", "RIGHT_PAREN )"), kinds("(@name \"n\")"));
    assertEquals(1, kinds("(@\"custom\" ").size());
  }

  @Test
  void endsLineCommentsAtEveryLineBreak() {
    assertEquals(List.of("KEYWORD a"), kinds(";; x\ra"));
    assertEquals(List.of("KEYWORD a"), kinds(";; x\r\na"));
  }

  @Test
  void refusesWhatIsNoNumber() {
    for (String text : List.of("0x", "1_", "1__0", "_1x", "0x1.p", "1e", "+", "0xg", "1.e")) {
      String kind = kinds(text).getFirst();
      assertEquals("RESERVED " + text, kind);
    }
  }

  @Test
  void decodesStrings() {
    assertEquals("a\n\u00e9\ud83d\ude00\"", cursor("\"a\\n\\u{e9}\ud83d\ude00\\22\"").expectName());
    assertEquals(3, cursor("\"\\ff\\00\\7f\"").expectBytes().length);
    assertThrows(DiagnosticException.class, () -> cursor("\"\\ff\"").expectName());
  }

  @Test
  void comparesIdentifiersByWhatTheyMean() {
    assertEquals("a", cursor("$a").idName());
    assertEquals("a", cursor("$\"\\61\"").idName());
    assertThrows(DiagnosticException.class, () -> lex("$"));
    assertThrows(DiagnosticException.class, () -> lex("$\"\""));
    assertThrows(DiagnosticException.class, () -> cursor("$\"\\ff\"").idName());
  }

  @Test
  void readsIntegersOfBothSigns() {
    assertEquals(-1, cursor("-1").expectInteger(32, true));
    assertEquals(0xffff_ffffL, cursor("4294967295").expectInteger(32, true));
    assertEquals(-1L, cursor("18446744073709551615").expectInteger(64, true));
    assertEquals(Long.MIN_VALUE, cursor("-0x8000_0000_0000_0000").expectInteger(64, true));
    for (String text : List.of("4294967296", "-2147483649", "0x1_0000_0000")) {
      assertThrows(DiagnosticException.class, () -> cursor(text).expectInteger(32, true));
    }
    assertThrows(DiagnosticException.class, () -> cursor("18446744073709551616").expectU64());
    assertThrows(DiagnosticException.class, () -> cursor("+1").expectU32());
  }

  @Test
  void readsHexadecimalFloatsAsJavaDoes() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      double number = Double.longBitsToDouble(random.nextLong());
      if (!Double.isFinite(number)) {
        continue;
      }
      String text = Double.toHexString(number);
      assertEquals(Double.doubleToRawLongBits(number), cursor(text).expectF64(), text);
      // As a single it has to be rounded.
      float single = Float.parseFloat(text);
      Integer bits = Numbers.float32(text, 0, text.length());
      if (Float.isInfinite(single)) {
        assertNull(bits, text);
      } else {
        assertNotNull(bits, text);
        assertEquals(Float.floatToRawIntBits(single), bits.intValue(), text);
      }
    }
  }

  @Test
  void roundsHalfwayFloatsToEven() {
    assertEquals(0x4b80_0000, cursor("0x1000001p0").expectF32());
    assertEquals(0x4b80_0002, cursor("0x1000003p0").expectF32());
    assertEquals(0x4b80_0001, cursor("0x1000001.0000000000000000000000001p0").expectF32());
    assertEquals(1, cursor("0x1p-149").expectF32());
    assertEquals(0, cursor("0x1p-150").expectF32());
    assertEquals(1, cursor("0x1.000001p-150").expectF32());
    assertEquals(0x0080_0000, cursor("0x1.fffffffp-127").expectF32());
    assertEquals(0x7f7f_ffff, cursor("0x1.fffffefp127").expectF32());
    assertThrows(DiagnosticException.class, () -> cursor("0x1.ffffffp127").expectF32());
    assertEquals(0x8000_0000, cursor("-0").expectF32());
    assertEquals(0x7fc0_0000, cursor("nan").expectF32());
    assertEquals(0xff80_0001, cursor("-nan:0x1").expectF32());
  }
}
