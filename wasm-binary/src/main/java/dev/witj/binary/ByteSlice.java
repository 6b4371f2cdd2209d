package dev.witj.binary;

import dev.witj.diagnostics.Source;
import dev.witj.diagnostics.Span;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * A part of a binary that is looked at where it lies: nothing is copied, and its offsets are those
 * of the whole file. The array must not be changed while a slice of it is in use. Two slices are
 * equal if their bytes are.
 */
public final class ByteSlice {
  private final Source source;
  private final byte[] array;
  private final int start;
  private final int end;

  private ByteSlice(Source source, byte[] array, int start, int end) {
    if (start < 0 || end < start || end > array.length) {
      throw new IndexOutOfBoundsException("slice " + start + ".." + end + " of " + array.length);
    }
    this.source = source;
    this.array = array;
    this.start = start;
    this.end = end;
  }

  /** The whole of a binary. */
  public static ByteSlice of(Source source, byte[] array) {
    return new ByteSlice(source, array, 0, array.length);
  }

  /** The whole of a binary that has no name. */
  public static ByteSlice of(byte[] array) {
    return of(Source.binary("<binary>"), array);
  }

  /** What messages about these bytes point into. */
  public Source source() {
    return source;
  }

  /** The array of the whole file; not a copy. */
  public byte[] array() {
    return array;
  }

  /** The offset of the first byte in the file. */
  public int start() {
    return start;
  }

  /** The offset after the last byte in the file. */
  public int end() {
    return end;
  }

  /** How many bytes there are. */
  public int size() {
    return end - start;
  }

  /** Where this lies in the file. */
  public ByteRange range() {
    return new ByteRange(start, end);
  }

  /** Where this lies, for a diagnostic. */
  public Span span() {
    return source.span(start, end);
  }

  /** The part between two offsets of the file. */
  public ByteSlice between(int from, int to) {
    if (from < start || to > end) {
      throw new IndexOutOfBoundsException(from + ".." + to + " is outside " + start + ".." + end);
    }
    return new ByteSlice(source, array, from, to);
  }

  /** A reader that starts at the first byte. */
  public ByteCursor cursor() {
    return new ByteCursor(this);
  }

  /** A stream over the bytes, without a copy. */
  public InputStream stream() {
    return new ByteArrayInputStream(array, start, end - start);
  }

  /** A copy of the bytes. */
  public byte[] toByteArray() {
    return Arrays.copyOfRange(array, start, end);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ByteSlice that
        && Arrays.equals(array, start, end, that.array, that.start, that.end);
  }

  @Override
  public int hashCode() {
    // Megabytes are asked for this at the start of a process: by far the fastest sum before
    // anything is compiled.
    CRC32C sum = new CRC32C();
    sum.update(array, start, end - start);
    return (int) sum.getValue();
  }

  @Override
  public String toString() {
    return source.name()
        + "[0x"
        + Integer.toHexString(start)
        + "..0x"
        + Integer.toHexString(end)
        + "]";
  }
}
