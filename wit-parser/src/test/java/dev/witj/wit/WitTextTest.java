package dev.witj.wit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.witj.diagnostics.DiagnosticException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** From bytes to text: nothing that is not UTF-8 is taken for it. */
final class WitTextTest {
  private static final String TEXT = "package a:b;\n/// grüß\ninterface i {}\n";

  private static String decoded(byte[] bytes) {
    return WitText.decode("a.wit", bytes).text().orElseThrow();
  }

  private static String rejected(byte[] bytes) {
    return String.valueOf(
        assertThrows(DiagnosticException.class, () -> WitText.decode("a.wit", bytes)).getMessage());
  }

  private static byte[] bytes(String text, Charset charset) {
    return text.getBytes(charset);
  }

  @Test
  void takesOneByteOrderMarkAway() {
    assertEquals(TEXT, decoded(bytes(TEXT, StandardCharsets.UTF_8)));
    assertEquals(TEXT, decoded(bytes("\ufeff" + TEXT, StandardCharsets.UTF_8)));
    assertEquals("\ufeff" + TEXT, decoded(bytes("\ufeff\ufeff" + TEXT, StandardCharsets.UTF_8)));
    assertEquals("", decoded(new byte[0]));
  }

  @Test
  void saysWhichByteIsNoUtf8() {
    String expected =
        """
        error: the file is not UTF-8: no character has the byte 0xfc here
         --> a.wit:2:7
          |
        2 | /// gr\ufffd
          |       ^
          = help: save it as UTF-8\
        """;
    assertEquals(expected, rejected(bytes(TEXT, StandardCharsets.ISO_8859_1)));
    byte[] cut = bytes("// ü", StandardCharsets.UTF_8);
    assertEquals(
        "error: the file is not UTF-8: no character has the byte 0xc3 here",
        rejected(java.util.Arrays.copyOf(cut, cut.length - 1)).lines().findFirst().orElseThrow());
  }

  @Test
  void knowsUtf16() {
    String expected =
        """
        error: the file is UTF-16, not UTF-8
         --> a.wit (at offset 0x0)
          = help: save it as UTF-8\
        """;
    assertEquals(expected, rejected(bytes(TEXT, StandardCharsets.UTF_16)));
    assertEquals(expected, rejected(bytes("\ufeff" + TEXT, StandardCharsets.UTF_16LE)));
    assertEquals(expected, rejected(bytes(TEXT, StandardCharsets.UTF_16BE)));
    assertEquals(expected, rejected(bytes(TEXT, StandardCharsets.UTF_16LE)));
  }
}
