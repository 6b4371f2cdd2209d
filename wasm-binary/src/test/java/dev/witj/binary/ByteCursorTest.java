package dev.witj.binary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class ByteCursorTest {
  private static ByteCursor cursor(int... bytes) {
    byte[] array = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      array[i] = (byte) bytes[i];
    }
    return ByteSlice.of(array).cursor();
  }

  private static void fails(BinaryCode code, int offset, ByteCursor in, Consumer<ByteCursor> read) {
    DiagnosticException e = assertThrows(DiagnosticException.class, () -> read.accept(in));
    Diagnostic diagnostic = e.diagnostics().getFirst();
    assertEquals(code, diagnostic.code());
    assertEquals(offset, diagnostic.primary().orElseThrow().span().start());
    assertTrue(e.toString().contains("(at offset 0x" + Integer.toHexString(offset) + ")"));
  }

  @Test
  void readsUnsignedNumbers() {
    assertEquals(0, cursor(0).readU32());
    assertEquals(624485, cursor(0xe5, 0x8e, 0x26).readU32());
    assertEquals(-1, cursor(0xff, 0xff, 0xff, 0xff, 0x0f).readU32());
    assertEquals(3, cursor(0x83, 0x80, 0x80, 0x80, 0x00).readU32());
    assertEquals(-1L, cursor(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01).readU64());
  }

  @Test
  void readsSignedNumbers() {
    assertEquals(-1, cursor(0x7f).readS32());
    assertEquals(Integer.MIN_VALUE, cursor(0x80, 0x80, 0x80, 0x80, 0x78).readS32());
    assertEquals(Integer.MAX_VALUE, cursor(0xff, 0xff, 0xff, 0xff, 0x07).readS32());
    assertEquals(-123456, cursor(0xc0, 0xbb, 0x78).readS32());
    assertEquals((1L << 32) - 1, cursor(0xff, 0xff, 0xff, 0xff, 0x0f).readS33());
    assertEquals(-1L, cursor(0xff, 0xff, 0xff, 0xff, 0x7f).readS33());
    assertEquals(
        Long.MIN_VALUE,
        cursor(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x7f).readS64());
  }

  @Test
  void refusesNumbersThatAreTooLongOrTooLarge() {
    fails(
        BinaryCode.MALFORMED_INTEGER,
        4,
        cursor(0x80, 0x80, 0x80, 0x80, 0x80, 0x00),
        ByteCursor::readU32);
    fails(
        BinaryCode.MALFORMED_INTEGER, 4, cursor(0xff, 0xff, 0xff, 0xff, 0x1f), ByteCursor::readU32);
    fails(
        BinaryCode.MALFORMED_INTEGER, 4, cursor(0xff, 0xff, 0xff, 0xff, 0x0f), ByteCursor::readS32);
    fails(
        BinaryCode.MALFORMED_INTEGER, 4, cursor(0xff, 0xff, 0xff, 0xff, 0x3f), ByteCursor::readS33);
    fails(
        BinaryCode.MALFORMED_INTEGER,
        9,
        cursor(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x02),
        ByteCursor::readU64);
    fails(
        BinaryCode.MALFORMED_INTEGER,
        9,
        cursor(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x3f),
        ByteCursor::readS64);
  }

  @Test
  void readsBackWhatTheWriterWrites() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20_000; i++) {
      long number = random.nextLong() >> random.nextInt(64);
      ByteWriter out = new ByteWriter();
      int low = (int) number;
      out.writeU32(low).writeSigned(low);
      out.writeU64(number).writeSigned(number);
      out.writeFixed32(low).writeFixed64(number);
      ByteCursor in = ByteSlice.of(out.toByteArray()).cursor();
      assertEquals(low, in.readU32());
      assertEquals(low, in.readS32());
      assertEquals(number, in.readU64());
      assertEquals(number, in.readS64());
      assertEquals(low, in.readFixed32());
      assertEquals(number, in.readFixed64());
      assertTrue(in.atEnd());
    }
  }

  @Test
  void readsNamesStrictly() {
    assertEquals("añ💡", roundTrip("añ💡"));
    // Too long a form, a surrogate, a byte that stands alone, one beyond the last code point.
    fails(BinaryCode.MALFORMED_UTF8, 1, cursor(2, 0xc0, 0x80), ByteCursor::readName);
    fails(BinaryCode.MALFORMED_UTF8, 1, cursor(3, 0xed, 0xa0, 0x80), ByteCursor::readName);
    fails(BinaryCode.MALFORMED_UTF8, 1, cursor(1, 0x80), ByteCursor::readName);
    fails(BinaryCode.MALFORMED_UTF8, 1, cursor(4, 0xf4, 0x90, 0x80, 0x80), ByteCursor::readName);
    fails(BinaryCode.UNEXPECTED_END, 1, cursor(3, 'a'), ByteCursor::readName);
    fails(BinaryCode.LIMIT_EXCEEDED, 0, cursor(0xff, 0xff, 0xff, 0xff, 0x0f), ByteCursor::readName);
  }

  private static String roundTrip(String name) {
    return ByteSlice.of(new ByteWriter().writeName(name).toByteArray()).cursor().readName();
  }

  @Test
  void offsetsAreThoseOfTheWholeFile() {
    ByteSlice file = ByteSlice.of(new byte[] {1, 2, 3, 4, 5, 6});
    ByteCursor in = file.between(2, 4).cursor();
    assertEquals(3, in.readByte());
    assertEquals(3, in.position());
    assertEquals(4, in.readByte());
    fails(BinaryCode.UNEXPECTED_END, 4, in, ByteCursor::readByte);
    fails(BinaryCode.UNEXPECTED_END, 4, in, c -> c.readSlice(Integer.MAX_VALUE));
    fails(BinaryCode.UNEXPECTED_END, 4, in, ByteCursor::readFixed64);
  }
}
