package dev.witj.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/**
 * Lets no text of a file command a terminal: control characters, those that turn the direction of
 * what stands around them, and those that some readers end a line at, become U+FFFD. What comes
 * from standard output is looked at by people, through pipes too; files get every character.
 */
final class TerminalSafeWriter extends FilterWriter {
  TerminalSafeWriter(Writer out) {
    super(out);
  }

  @Override
  public void write(int c) throws IOException {
    out.write(safe((char) c));
  }

  @Override
  public void write(char[] chars, int from, int length) throws IOException {
    write(new String(chars, from, length), 0, length);
  }

  @Override
  public void write(String text, int from, int length) throws IOException {
    int done = from;
    int end = from + length;
    for (int i = from; i < end; i++) {
      char c = text.charAt(i);
      if (safe(c) != c) {
        out.write(text, done, i - done);
        out.write(safe(c));
        done = i + 1;
      }
    }
    out.write(text, done, end - done);
  }

  /** A text with what commands terminals replaced. */
  static String safe(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.chars().forEach(c -> safe.append(safe((char) c)));
    return safe.toString();
  }

  /**
   * A text of somebody else's as part of one line of a log: it cannot begin a line of its own,
   * which would look as if the host said it.
   */
  static String line(String text) {
    return safe(text.strip().replace("\r", "").replace("\n", "\\n"));
  }

  private static char safe(char c) {
    boolean control = c < 0x20 ? c != '\n' && c != '\t' && c != '\r' : c >= 0x7f && c < 0xa0;
    boolean turns =
        c == 0x61c
            || c == 0x200e
            || c == 0x200f
            || (c >= 0x202a && c <= 0x202e)
            || (c >= 0x2066 && c <= 0x2069);
    boolean ends = c == 0x2028 || c == 0x2029;
    return control || turns || ends ? '\ufffd' : c;
  }
}
