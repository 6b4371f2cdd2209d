package dev.witj.inspect.internal;

import dev.witj.binary.ByteSlice;
import dev.witj.inspect.WatPrinter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Lines of text in parentheses, indented by how deep they are, on their way to an output. */
public final class TextWriter {
  private static final int FULL = 8192;

  /** Further in, lines are indented no more: the text stays linear in the binary. */
  private static final int MAX_INDENT = 50;

  private static final String HEX = "0123456789abcdef";

  private final Appendable out;
  private final WatPrinter.Options options;
  private final StringBuilder buffer = new StringBuilder(FULL + 1024);
  private int depth;
  private boolean started;

  public TextWriter(Appendable out, WatPrinter.Options options) {
    this.out = out;
    this.options = options;
  }

  public TextWriter add(String text) {
    buffer.append(text);
    return this;
  }

  public TextWriter add(char character) {
    buffer.append(character);
    return this;
  }

  /** Takes back the last character of the line. */
  void backspace() {
    buffer.setLength(buffer.length() - 1);
  }

  /** An unsigned number. */
  public TextWriter add(int number) {
    return addUnsigned(Integer.toUnsignedLong(number));
  }

  TextWriter addUnsigned(long number) {
    if (number >= 0) {
      buffer.append(number);
    } else {
      buffer.append(Long.toUnsignedString(number));
    }
    return this;
  }

  TextWriter addSigned(long number) {
    buffer.append(number);
    return this;
  }

  /** The comment that carries an index. */
  TextWriter index(int index) {
    return add("(;").add(index).add(";)");
  }

  /** The annotation of a branch that is likely or not. */
  TextWriter hint(boolean likely) {
    return add("(@metadata.code.branch_hint \"\\0").add(likely ? '1' : '0').add("\")");
  }

  /** Starts a line whose content lies nowhere in particular. */
  TextWriter line() {
    return line(-1);
  }

  /** Starts a line whose content lies at an offset of the binary. */
  TextWriter line(int offset) {
    if (started) {
      buffer.append('\n');
    }
    started = true;
    if (buffer.length() >= FULL) {
      flush();
    }
    if (options.offsets()) {
      String prefix = offset < 0 ? "" : "(;@" + Integer.toHexString(offset) + ";)";
      buffer.append(prefix).repeat(' ', Math.max(0, 12 - prefix.length()));
    }
    buffer.repeat(options.indent(), Math.min(depth, MAX_INDENT));
    return this;
  }

  /** Takes away what is written since the last line was sent off. */
  String take() {
    String text = buffer.toString();
    buffer.setLength(0);
    return text;
  }

  /** What follows is one level deeper. */
  void indent() {
    depth++;
  }

  void outdent() {
    depth--;
  }

  /** Closes a form whose lines are indented. */
  void close() {
    depth--;
    line().add(')');
  }

  /** A string in quotes. */
  public TextWriter string(String text) {
    quote(text, buffer);
    return this;
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    text.codePoints()
        .forEach(
            c -> {
              if (isPlain(c)) {
                out.append((char) c);
              } else {
                out.append("\\u{").append(Integer.toHexString(c)).append('}');
              }
            });
    out.append('"');
  }

  /** Bytes as a string in quotes. */
  TextWriter bytes(ByteSlice bytes) {
    buffer.append('"');
    byte[] array = bytes.array();
    for (int i = bytes.start(); i < bytes.end(); i++) {
      int next = array[i] & 0xff;
      if (isPlain(next)) {
        buffer.append((char) next);
      } else {
        buffer.append('\\').append(HEX.charAt(next >>> 4)).append(HEX.charAt(next & 15));
      }
      if (buffer.length() >= FULL) {
        flush();
      }
    }
    buffer.append('"');
    return this;
  }

  private static boolean isPlain(int c) {
    return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
  }

  public void endOfText() {
    buffer.append('\n');
  }

  public void flush() {
    try {
      out.append(buffer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    buffer.setLength(0);
  }

  /** An identifier as it is written: quoted if it has to be. */
  static String identifier(String name) {
    boolean plain = !name.isEmpty();
    for (byte c : name.getBytes(StandardCharsets.UTF_8)) {
      plain &= isIdentifier(c);
    }
    if (plain) {
      return "$" + name;
    }
    StringBuilder quoted = new StringBuilder("$");
    quote(name, quoted);
    return quoted.toString();
  }

  private static boolean isIdentifier(byte c) {
    return c > 0x20 && c < 0x7f && "\"(),;[]{}".indexOf(c) < 0;
  }
}
