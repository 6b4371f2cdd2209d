package dev.witj.wat;

import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;

/**
 * Cuts a text into tokens in one pass ("Lexical Format" of the core specification). White space and
 * comments are dropped, and so are annotations of a name that nobody here reads: those need only be
 * well-formed tokens with balanced parentheses.
 *
 * <p>Tokens must be apart: characters that touch and are neither parentheses nor white space make
 * one reserved token together, whatever they would be alone.
 */
final class Lexer {
  private static final boolean[] ID_CHARACTERS = new boolean[0x7f];

  static {
    for (char c = 0x21; c < 0x7f; c++) {
      ID_CHARACTERS[c] = "\"(),;[]{}".indexOf(c) < 0;
    }
  }

  private final Source source;
  private final String text;
  private final boolean allowConfusing;
  private final Tokens tokens;
  private int at;

  private Lexer(Source source, String text, boolean allowConfusing) {
    this.source = source;
    this.text = text;
    this.allowConfusing = allowConfusing;
    tokens = new Tokens(source, text);
  }

  /**
   * The tokens of a text.
   *
   * @throws DiagnosticException at the first characters that make no token
   */
  static Tokens lex(Source source, boolean allowConfusing) {
    String text =
        source.text().orElseThrow(() -> new IllegalArgumentException("a binary has no tokens"));
    return new Lexer(source, text, allowConfusing).run();
  }

  private Tokens run() {
    int length = text.length();
    while (true) {
      skipSpace();
      if (at >= length) {
        break;
      }
      int start = at;
      char c = text.charAt(at);
      switch (c) {
        case '(' -> {
          at++;
          if (at < length && text.charAt(at) == '@') {
            annotation(start);
          } else {
            add(TokenKind.LEFT_PAREN, start);
          }
        }
        case ')' -> {
          at++;
          add(TokenKind.RIGHT_PAREN, start);
        }
        default -> add(run(start), start);
      }
    }
    add(TokenKind.END, length);
    return tokens;
  }

  private void add(TokenKind kind, int start) {
    if (at - start > Tokens.MAX_LENGTH) {
      throw fail(start, at, WatCode.TOO_LARGE);
    }
    tokens.add(kind, start, at);
  }

  private void skipSpace() {
    int length = text.length();
    while (at < length) {
      switch (text.charAt(at)) {
        case ' ', '\t', '\n', '\r' -> at++;
        case ';' -> {
          if (!nextIs(';')) {
            return;
          }
          lineComment();
        }
        case '(' -> {
          if (!nextIs(';')) {
            return;
          }
          blockComment();
        }
        default -> {
          return;
        }
      }
    }
  }

  private boolean nextIs(char c) {
    return at + 1 < text.length() && text.charAt(at + 1) == c;
  }

  private void lineComment() {
    for (at += 2; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\n' || c == '\r') {
        return;
      }
      checkConfusing(c);
    }
  }

  private void blockComment() {
    int start = at;
    int depth = 1;
    at += 2;
    while (depth > 0) {
      if (at >= text.length()) {
        throw fail(start, start + 2, WatCode.UNTERMINATED_COMMENT);
      }
      char c = text.charAt(at);
      if (c == ';' && nextIs(')')) {
        depth--;
        at += 2;
      } else if (c == '(' && nextIs(';')) {
        depth++;
        at += 2;
      } else {
        checkConfusing(c);
        at++;
      }
    }
  }

  /** {@code (@name}; drops the whole form when the name is not one that is read. */
  private void annotation(int start) {
    at++;
    int name = at;
    if (at < text.length() && text.charAt(at) == '"') {
      string();
      if (at == name + 2) {
        throw fail(start, at, WatCode.EMPTY_ANNOTATION);
      }
    } else {
      while (at < text.length() && isIdCharacter(text.charAt(at))) {
        at++;
      }
      if (at == name) {
        throw fail(start, at, WatCode.EMPTY_ANNOTATION);
      }
    }
    if (Annotations.isKnown(text, name, at)) {
      add(TokenKind.ANNOTATION, start);
      return;
    }
    int opened = at;
    for (int depth = 1; depth > 0; ) {
      skipSpace();
      if (at >= text.length()) {
        throw fail(start, opened, WatCode.UNCLOSED_ANNOTATION);
      }
      char c = text.charAt(at);
      if (c == '(') {
        // Inside, any tokens may stand, `(@)` among them.
        depth++;
        at++;
      } else if (c == ')') {
        depth--;
        at++;
      } else {
        run(at);
      }
    }
  }

  /** A longest run of characters that touch, and what it is. */
  private TokenKind run(int start) {
    int strings = 0;
    boolean other = false;
    boolean identifiers = false;
    loop:
    while (at < text.length()) {
      char c = text.charAt(at);
      if (isIdCharacter(c)) {
        identifiers = true;
        at++;
        continue;
      }
      switch (c) {
        case '"' -> {
          string();
          strings++;
        }
        case ';' -> {
          if (nextIs(';')) {
            break loop;
          }
          other = true;
          at++;
        }
        case ',', '[', ']', '{', '}' -> {
          other = true;
          at++;
        }
        default -> {
          break loop;
        }
      }
    }
    if (at == start) {
      int point = text.codePointAt(at);
      int end = at + Character.charCount(point);
      checkConfusing(text.charAt(at));
      throw fail(start, end, WatCode.UNEXPECTED_CHARACTER, shown(point));
    }
    if (other) {
      return TokenKind.RESERVED;
    }
    char first = text.charAt(start);
    if (strings > 0) {
      if (!identifiers) {
        return strings == 1 ? TokenKind.STRING : TokenKind.RESERVED;
      }
      boolean quoted =
          strings == 1
              && first == '$'
              && text.charAt(start + 1) == '"'
              && stringEnd(start + 1) == at;
      if (quoted && at == start + 3) {
        throw fail(start, at, WatCode.BAD_IDENTIFIER);
      }
      return quoted ? TokenKind.ID : TokenKind.RESERVED;
    }
    if (first == '$') {
      if (at == start + 1) {
        throw fail(start, at, WatCode.BAD_IDENTIFIER);
      }
      return TokenKind.ID;
    }
    if (first >= 'a' && first <= 'z' && first != 'i' && first != 'n') {
      return TokenKind.KEYWORD;
    }
    TokenKind number = Numbers.classify(text, start, at);
    if (number != TokenKind.RESERVED) {
      return number;
    }
    return first >= 'a' && first <= 'z' ? TokenKind.KEYWORD : TokenKind.RESERVED;
  }

  /** The end of the (already checked) string that begins at an offset. */
  private int stringEnd(int start) {
    int i = start + 1;
    while (text.charAt(i) != '"') {
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    return i + 1;
  }

  private void string() {
    int start = at++;
    int length = text.length();
    while (true) {
      if (at >= length) {
        throw WatCode.UNTERMINATED_STRING
            .error()
            .at(source.span(length, length))
            .with(source.span(start, start + 1), "it begins here")
            .toException();
      }
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return;
      }
      if (c == '\\') {
        escape();
      } else if (c == '\n' || c == '\r') {
        throw WatCode.CHARACTER_IN_STRING
            .error(shown(c))
            .at(source.span(at, at + 1))
            .with(source.span(start, start + 1), "it begins here")
            .help("a string ends on the line that it begins on: with `\"`, or write `\\n`")
            .toException();
      } else if (c < 0x20 || c == 0x7f) {
        throw fail(at, at + 1, WatCode.CHARACTER_IN_STRING, shown(c));
      } else if (Character.isSurrogate(c)) {
        int point = text.codePointAt(at);
        if (point < Character.MIN_SUPPLEMENTARY_CODE_POINT) {
          throw fail(at, at + 1, WatCode.BAD_UTF8_CHARACTER, shown(c));
        }
        at += 2;
      } else {
        checkConfusing(c);
        at++;
      }
    }
  }

  private void escape() {
    int start = at++;
    switch (charAtOrEnd(at)) {
      case 't', 'n', 'r', '"', '\'', '\\' -> at++;
      case 'u' -> {
        at++;
        unicodeEscape(start);
      }
      default -> {
        if (Numbers.hexDigit(text.charAt(at)) < 0) {
          int point = text.codePointAt(at);
          throw fail(at, at + Character.charCount(point), WatCode.BAD_ESCAPE, shown(point));
        }
        hexDigit(at + 1);
        at += 2;
      }
    }
  }

  /** {@code \}{@code u{}<em>hexnum</em>{@code }}, with {@code at} behind the letter. */
  private void unicodeEscape(int start) {
    char open = charAtOrEnd(at);
    if (open != '{') {
      throw fail(at, at + 1, WatCode.UNOPENED_ESCAPE, shown(open));
    }
    at++;
    long point = hexDigit(at++);
    while (true) {
      char c = charAtOrEnd(at);
      if (c == '_') {
        at++;
        hexDigit(at);
        continue;
      }
      int digit = Numbers.hexDigit(c);
      if (digit < 0) {
        break;
      }
      point = (point << 4) | digit;
      if (point >>> 32 != 0) {
        throw fail(at, at + 1, WatCode.ESCAPE_TOO_LARGE);
      }
      at++;
    }
    if (charAtOrEnd(at) != '}') {
      throw fail(at, at + 1, WatCode.UNCLOSED_ESCAPE, shown(text.codePointAt(at)));
    }
    at++;
    if (point > Character.MAX_CODE_POINT
        || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)) {
      throw fail(start, at, WatCode.BAD_SCALAR, Long.toHexString(point));
    }
  }

  private char charAtOrEnd(int offset) {
    if (offset >= text.length()) {
      throw fail(text.length(), text.length(), WatCode.UNTERMINATED_STRING);
    }
    return text.charAt(offset);
  }

  private int hexDigit(int offset) {
    int digit = Numbers.hexDigit(charAtOrEnd(offset));
    if (digit < 0) {
      throw fail(offset, offset + 1, WatCode.BAD_HEX_DIGIT, shown(text.codePointAt(offset)));
    }
    return digit;
  }

  private void checkConfusing(char c) {
    if (c >= 0x2000 && !allowConfusing && isConfusing(c)) {
      throw fail(at, at + 1, WatCode.CONFUSING_CHARACTER, shown(c));
    }
  }

  private static boolean isConfusing(char c) {
    return (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069') || c == '\u206c';
  }

  /** {@code idchar} of the specification. */
  static boolean isIdCharacter(char c) {
    return c < ID_CHARACTERS.length && ID_CHARACTERS[c];
  }

  private static String shown(int point) {
    return point > 0x20 && point < 0x7f
        ? "'" + (char) point + "'"
        : "'\\u{" + Integer.toHexString(point) + "}'";
  }

  private DiagnosticException fail(int start, int end, WatCode code, Object... facts) {
    int until = Math.clamp(end, start, Math.max(start, text.length()));
    return code.error(facts).at(source.span(start, until)).toException();
  }
}
