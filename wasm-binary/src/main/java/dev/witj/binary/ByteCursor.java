package dev.witj.binary;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads a stretch of a binary from front to back. Positions are offsets in the whole file, so an
 * error deep inside a nested module points at the right byte. Every read that the bytes cannot
 * satisfy throws a {@link DiagnosticException} with that offset. Not thread-safe.
 */
public final class ByteCursor {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final Source source;
  private final byte[] array;
  private final int end;
  private int position;

  ByteCursor(ByteSlice slice) {
    this.source = slice.source();
    this.array = slice.array();
    this.position = slice.start();
    this.end = slice.end();
  }

  /** What messages point into. */
  public Source source() {
    return source;
  }

  /** The offset of the next byte in the file. */
  public int position() {
    return position;
  }

  /** The offset in the file after the last byte this may read. */
  public int end() {
    return end;
  }

  /** How many bytes are left. */
  public int remaining() {
    return end - position;
  }

  /** Whether all bytes are read. */
  public boolean atEnd() {
    return position >= end;
  }

  /** Goes to an offset of the file, which must lie in the stretch this reads. */
  public void seek(int offset) {
    if (offset < 0 || offset > end) {
      throw new IndexOutOfBoundsException("seek to " + offset + " of " + end);
    }
    position = offset;
  }

  /** The next byte, 0 to 255, without reading it; -1 at the end. */
  public int peek() {
    return position < end ? array[position] & 0xff : -1;
  }

  /** One byte, 0 to 255. */
  public int readByte() {
    if (position >= end) {
      throw unexpectedEnd(1);
    }
    return array[position++] & 0xff;
  }

  /** The next {@code count} bytes where they lie. */
  public ByteSlice readSlice(int count) {
    if (count < 0 || count > end - position) {
      throw unexpectedEnd(count);
    }
    int from = position;
    position += count;
    return ByteSlice.of(source, array).between(from, position);
  }

  /** All the bytes that are left. */
  public ByteSlice readRest() {
    return readSlice(end - position);
  }

  /** A length as a u32 and that many bytes, where they lie. */
  public ByteSlice readSized() {
    return readSlice(readU32());
  }

  /** Skips bytes. */
  public void skip(int count) {
    if (count < 0 || count > end - position) {
      throw unexpectedEnd(count);
    }
    position += count;
  }

  /** Four bytes, little-endian. */
  public int readFixed32() {
    if (end - position < 4) {
      throw unexpectedEnd(4);
    }
    int value = (int) INT.get(array, position);
    position += 4;
    return value;
  }

  /** Eight bytes, little-endian. */
  public long readFixed64() {
    if (end - position < 8) {
      throw unexpectedEnd(8);
    }
    long value = (long) LONG.get(array, position);
    position += 8;
    return value;
  }

  /** An unsigned LEB128 number of 32 bits; the result's bits are to be read as unsigned. */
  public int readU32() {
    if (position < end) {
      int first = array[position];
      if (first >= 0) {
        position++;
        return first;
      }
    }
    return readLongU32();
  }

  private int readLongU32() {
    int start = position;
    int result = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int next = readByte();
      result |= (next & 0x7f) << shift;
      if (shift == 28 && (next & 0xf0) != 0) {
        throw leb("u32", next, start);
      }
      if (next < 0x80) {
        return result;
      }
    }
    throw new AssertionError("unreachable");
  }

  /** An unsigned LEB128 number of 64 bits; the result's bits are to be read as unsigned. */
  public long readU64() {
    int start = position;
    long result = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      int next = readByte();
      result |= (long) (next & 0x7f) << shift;
      if (shift == 63 && (next & 0xfe) != 0) {
        throw leb("u64", next, start);
      }
      if (next < 0x80) {
        return result;
      }
    }
    throw new AssertionError("unreachable");
  }

  /** A signed LEB128 number of 32 bits. */
  public int readS32() {
    int start = position;
    int result = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int next = readByte();
      result |= (next & 0x7f) << shift;
      if (shift == 28) {
        // Only four bits are left: the others must repeat the sign.
        int sign = next & 0x78;
        if (next >= 0x80 || (sign != 0 && sign != 0x78)) {
          throw leb("i32", next, start);
        }
        return result;
      }
      if (next < 0x80) {
        return result << (25 - shift) >> (25 - shift);
      }
    }
    throw new AssertionError("unreachable");
  }

  /** A signed LEB128 number of 33 bits, as block types and heap types use it. */
  public long readS33() {
    int start = position;
    long result = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int next = readByte();
      result |= (long) (next & 0x7f) << shift;
      if (shift == 28) {
        int sign = next & 0x70;
        if (next >= 0x80 || (sign != 0 && sign != 0x70)) {
          throw leb("s33", next, start);
        }
      }
      if (next < 0x80) {
        return result << (57 - shift) >> (57 - shift);
      }
    }
    throw new AssertionError("unreachable");
  }

  /** A signed LEB128 number of 64 bits. */
  public long readS64() {
    int start = position;
    long result = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      int next = readByte();
      result |= (long) (next & 0x7f) << shift;
      if (shift == 63) {
        if (next != 0 && next != 0x7f) {
          throw leb("i64", next, start);
        }
        return result;
      }
      if (next < 0x80) {
        return result << (57 - shift) >> (57 - shift);
      }
    }
    throw new AssertionError("unreachable");
  }

  /**
   * The number of items that follow. Whoever reads them must not reserve space by it: {@link
   * #reserve} says how much is sensible.
   *
   * @param limit the most that is allowed
   * @param what what is counted, in the plural, for the message
   */
  public int readCount(int limit, String what) {
    int start = position;
    int count = readU32();
    if (Integer.compareUnsigned(count, limit) > 0) {
      throw failAt(start, BinaryCode.LIMIT_EXCEEDED, what + " count exceeds limit of " + limit);
    }
    return count;
  }

  /** How many items to reserve space for when {@code count} are claimed: each needs a byte. */
  public int reserve(int count) {
    return Math.min(count, end - position);
  }

  /** A boolean byte, which must be 0 or 1. */
  public boolean readFlag(String what) {
    int at = position;
    int value = readByte();
    if (value > 1) {
      throw failAt(at, BinaryCode.MALFORMED, "invalid boolean byte for " + what);
    }
    return value == 1;
  }

  /** A name: its length and so many bytes of UTF-8. */
  public String readName() {
    return readName(Limits.MAX_STRING_SIZE);
  }

  /** A name of at most {@code limit} bytes. */
  public String readName(int limit) {
    int at = position;
    int size = readU32();
    if (Integer.compareUnsigned(size, limit) > 0) {
      throw failAt(at, BinaryCode.LIMIT_EXCEEDED, "string size out of bounds");
    }
    int start = position;
    skip(size);
    return utf8(start, size);
  }

  private String utf8(int start, int size) {
    boolean ascii = true;
    for (int i = start; i < start + size; i++) {
      ascii &= array[i] >= 0;
    }
    if (ascii) {
      return new String(array, start, size, StandardCharsets.ISO_8859_1);
    }
    try {
      // A new decoder reports malformed input, where `new String` would replace it.
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(array, start, size))
          .toString();
    } catch (CharacterCodingException e) {
      throw new DiagnosticException(
          BinaryCode.MALFORMED_UTF8.error("malformed UTF-8 encoding").at(source.span(start, start)),
          e);
    }
  }

  /** The exception for something wrong at the next byte. */
  public DiagnosticException fail(BinaryCode code, String message) {
    return failAt(position, code, message);
  }

  /** The exception for something wrong at an offset of the file. */
  public DiagnosticException failAt(int offset, BinaryCode code, String message) {
    return code.error(message).at(source.span(offset, offset)).toException();
  }

  /** The exception for a byte that means nothing here. */
  public DiagnosticException invalidByte(int offset, int value, String what) {
    return failAt(
        offset,
        BinaryCode.MALFORMED,
        "invalid leading byte (0x" + Integer.toHexString(value) + ") for " + what);
  }

  private DiagnosticException unexpectedEnd(int needed) {
    Diagnostic failure =
        BinaryCode.UNEXPECTED_END
            .error("unexpected end-of-file")
            .at(source.span(position, position));
    if (needed != 1 || position < end) {
      failure =
          failure.note(
              Integer.toUnsignedString(needed) + " bytes expected, " + (end - position) + " left");
    }
    return failure.toException();
  }

  private DiagnosticException leb(String kind, int last, int start) {
    boolean tooLong = last >= 0x80;
    // The reference points at the last byte of the number.
    int at = Math.max(start, position - 1);
    return failAt(
        at,
        BinaryCode.MALFORMED_INTEGER,
        "invalid var_" + kind + ": integer " + (tooLong ? "representation too long" : "too large"));
  }
}
