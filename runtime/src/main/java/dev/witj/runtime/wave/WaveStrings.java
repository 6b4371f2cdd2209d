package dev.witj.runtime.wave;

import dev.witj.diagnostics.Source;

/** What stands between quotes, and back. */
final class WaveStrings {
  private static final int MAX_HEX_DIGITS = 6;

  private WaveStrings() {}

  /** Resolves the escapes between two places. */
  static String unescape(Source source, String text, int start, int end) {
    StringBuilder out = new StringBuilder(end - start);
    int i = start;
    while (i < end) {
      char c = text.charAt(i);
      if (c != '\\') {
        if (Character.isSurrogate(c)) {
          int codePoint = text.codePointAt(i);
          if (Character.charCount(codePoint) == 1) {
            throw error(source, WaveFault.LONE_SURROGATE, i, i + 1);
          }
          out.appendCodePoint(codePoint);
          i += 2;
        } else {
          out.append(c);
          i++;
        }
        continue;
      }
      char escape = i + 1 < end ? text.charAt(i + 1) : '\0';
      int length = 2;
      switch (escape) {
        case '\'', '"', '\\' -> out.append(escape);
        case 't' -> out.append('\t');
        case 'n' -> out.append('\n');
        case 'r' -> out.append('\r');
        case 'u' -> {
          int close = text.indexOf('}', i);
          length = unicodeLength(source, text, i, Math.min(end, close < 0 ? end : close + 1));
          int codePoint = Integer.parseInt(text, i + 3, i + length - 1, 16);
          if (!Character.isValidCodePoint(codePoint)
              || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE)) {
            throw error(source, WaveFault.ESCAPED_NO_CHARACTER, i, i + length);
          }
          out.appendCodePoint(codePoint);
        }
        default -> throw error(source, WaveFault.UNKNOWN_ESCAPE, i, Math.min(end, i + 2));
      }
      i += length;
    }
    return out.toString();
  }

  private static int unicodeLength(Source source, String text, int start, int end) {
    int length = end - start;
    boolean ok =
        length >= 5
            && length <= 4 + MAX_HEX_DIGITS
            && text.charAt(start + 2) == '{'
            && text.charAt(end - 1) == '}';
    for (int i = start + 3; ok && i < end - 1; i++) {
      ok = Character.digit(text.charAt(i), 16) >= 0 && text.charAt(i) < 0x80;
    }
    if (!ok) {
      throw error(source, WaveFault.MALFORMED_ESCAPE, start, Math.max(end, start));
    }
    return length;
  }

  /** The content of a string in triple quotes that starts and ends at these places. */
  static String multiline(Source source, String text, int start, int end) {
    int from = start + 3;
    if (text.startsWith("\r\n", from)) {
      from += 2;
    } else if (text.startsWith("\n", from)) {
      from++;
    } else {
      throw error(source, WaveFault.NO_LINE_BREAK, start, start + 3);
    }
    int to = end - 3;
    int indent = 0;
    while (to > from && text.charAt(to - 1) == ' ') {
      to--;
      indent++;
    }
    if (text.charAt(to - 1) != '\n') {
      throw error(source, WaveFault.CLOSED_IN_LINE, end - 3, end);
    }
    StringBuilder out = new StringBuilder();
    int line = from;
    while (line < to) {
      int feed = text.indexOf('\n', line);
      int stop = feed > line && text.charAt(feed - 1) == '\r' ? feed - 1 : feed;
      int content = line + indent;
      if (content > stop || !text.startsWith(" ".repeat(indent), line)) {
        throw error(source, WaveFault.INDENTED_LESS, line, stop);
      }
      out.append(line == from ? "" : "\n").append(unescape(source, text, content, stop));
      line = feed + 1;
    }
    return out.toString();
  }

  static void appendEscaped(StringBuilder out, int codePoint) {
    switch (codePoint) {
      case '\\' -> out.append("\\\\");
      case '\'' -> out.append("\\'");
      case '"' -> out.append("\\\"");
      case '\t' -> out.append("\\t");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      default -> {
        if (isVisible(codePoint)) {
          out.appendCodePoint(codePoint);
        } else {
          out.append("\\u{").append(Integer.toHexString(codePoint)).append('}');
        }
      }
    }
  }

  private static boolean isVisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK ->
          false;
      case Character.SPACE_SEPARATOR -> codePoint == ' ';
      default -> true;
    };
  }

  private static RuntimeException error(Source source, WaveFault fault, int start, int end) {
    return fault.error().at(source.span(start, end)).toException();
  }
}
