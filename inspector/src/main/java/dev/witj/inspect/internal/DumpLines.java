package dev.witj.inspect.internal;

import dev.witj.binary.ByteCursor;
import dev.witj.binary.ByteSlice;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Lines with an offset, four bytes and what they mean. It stands at an offset of the file, and each
 * line takes the bytes from there to where the caller says.
 */
public final class DumpLines {
  private static final int FULL = 8192;
  private static final int BYTES = 4;
  private static final String HEX = "0123456789abcdef";

  private final Appendable out;
  private final byte[] array;
  private final int width;
  private final StringBuilder buffer = new StringBuilder(FULL + 1024);
  private int position;
  private int depth;

  public DumpLines(ByteSlice binary, Appendable out) {
    this.out = out;
    this.array = binary.array();
    this.position = binary.start();
    this.width = 3 + Integer.toHexString(binary.end()).length();
  }

  /** The offset of the first byte that stands in no line yet. */
  int position() {
    return position;
  }

  /** What follows lies in something nested. */
  void indent() {
    depth++;
  }

  void outdent() {
    depth--;
  }

  /** The bytes up to an offset, and what they mean. */
  public void line(int end, String meaning) {
    offset("0x" + Integer.toHexString(position));
    boolean first = true;
    do {
      for (int i = 0; i < BYTES; i++) {
        if (position < end) {
          int next = array[position++] & 0xff;
          buffer.append(' ').append(HEX.charAt(next >>> 4)).append(HEX.charAt(next & 15));
        } else {
          buffer.append("   ");
        }
      }
      if (first) {
        buffer.append(" | ").append(meaning);
      }
      endLine();
      first = false;
      if (position < end) {
        offset("");
      }
    } while (position < end);
  }

  /** Bytes up to an offset that are not shown. */
  void skip(int end, String meaning) {
    offset("0x" + Integer.toHexString(position));
    buffer.append("-------------| ... ").append(meaning);
    position = end;
    endLine();
  }

  /** A line that no bytes stand for. */
  void title(String text) {
    buffer.append(text);
    endLine();
  }

  private void offset(String text) {
    buffer.repeat(' ', 2 * depth + width - text.length()).append(text).append(" |");
  }

  private void endLine() {
    buffer.append('\n');
    if (buffer.length() >= FULL) {
      flush();
    }
  }

  public void flush() {
    try {
      out.append(buffer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    buffer.setLength(0);
  }

  /** Reads the number at the start of a list, which takes a line. */
  int count(ByteCursor in) {
    int count = in.readU32();
    line(in.position(), Integer.toUnsignedString(count) + " count");
    return count;
  }
}
