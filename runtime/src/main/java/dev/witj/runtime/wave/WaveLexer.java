package dev.witj.runtime.wave;

import dev.witj.diagnostics.Source;
import dev.witj.runtime.wave.WaveToken.Kind;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a text into tokens, one at a time. */
final class WaveLexer {
  private static final Pattern NUMBER =
      Pattern.compile("-inf|-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][-+]?[0-9]++)?");
  private static final Pattern LABEL =
      Pattern.compile(
          "%?(?:[a-z][a-z0-9]*+|[A-Z][A-Z0-9]*+)(?:-(?:[a-z][a-z0-9]*+|[A-Z][A-Z0-9]*+"
              + "|[0-9]++(?:[a-z][a-z0-9]*+|[A-Z][A-Z0-9]*+)?))*+");

  private final Source source;
  private final String text;
  private int at;

  WaveLexer(Source source, String text, int at) {
    this.source = source;
    this.text = text;
    this.at = at;
  }

  WaveToken next() {
    skipBlanks();
    int start = at;
    if (at == text.length()) {
      return new WaveToken(Kind.END, start, start);
    }
    char c = text.charAt(at);
    return switch (c) {
      case '{' -> token(Kind.BRACE_OPEN, start, start + 1);
      case '}' -> token(Kind.BRACE_CLOSE, start, start + 1);
      case '(' -> token(Kind.PAREN_OPEN, start, start + 1);
      case ')' -> token(Kind.PAREN_CLOSE, start, start + 1);
      case '[' -> token(Kind.BRACKET_OPEN, start, start + 1);
      case ']' -> token(Kind.BRACKET_CLOSE, start, start + 1);
      case ':' -> token(Kind.COLON, start, start + 1);
      case ',' -> token(Kind.COMMA, start, start + 1);
      case '\'' -> token(Kind.CHAR, start, quoted(start, '\''));
      case '"' ->
          text.startsWith("\"\"\"", start)
              ? token(Kind.MULTILINE_STRING, start, multiline(start))
              : token(Kind.STRING, start, quoted(start, '"'));
      default ->
          c == '-' || (c >= '0' && c <= '9')
              ? matched(Kind.NUMBER, NUMBER, "a number")
              : matched(Kind.LABEL, LABEL, "a value");
    };
  }

  private WaveToken token(Kind kind, int start, int end) {
    at = end;
    return new WaveToken(kind, start, end);
  }

  private WaveToken matched(Kind kind, Pattern pattern, String expected) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      throw error(
          at,
          at + Character.charCount(text.codePointAt(at)),
          WaveFault.UNEXPECTED_CHARACTER,
          expected);
    }
    return token(kind, at, matcher.end());
  }

  private void skipBlanks() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        at++;
      } else if (text.startsWith("//", at)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else {
        return;
      }
    }
  }

  /** The end of a character or string, whose closing quote is the first that is not escaped. */
  private int quoted(int start, char quote) {
    int i = start + 1;
    while (i < text.length() && text.charAt(i) != '\n') {
      char c = text.charAt(i);
      if (c == quote) {
        return i + 1;
      }
      i += c == '\\' ? 2 : 1;
    }
    throw error(start, start + 1, WaveFault.NOT_CLOSED, quote);
  }

  private int multiline(int start) {
    int end = text.indexOf("\"\"\"", start + 3);
    if (end < 0) {
      throw error(start, start + 3, WaveFault.LINES_NOT_CLOSED);
    }
    return end + 3;
  }

  private RuntimeException error(int start, int end, WaveFault fault, Object... facts) {
    return fault.error(facts).at(source.span(start, end)).toException();
  }
}
