package dev.witj.wat;

import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Excerpt;
import dev.witj.diagnostics.Span;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A place among the tokens of a text: what the parsers look at and take from. Methods named {@code
 * is…} look, {@code take…} go on if it is so, {@code expect…} fail if it is not.
 */
final class WatCursor {
  /** How deep forms may nest where a parser calls itself. */
  static final int MAX_DEPTH = 200;

  private final Tokens tokens;
  private int at;
  private int depth;

  WatCursor(Tokens tokens) {
    this.tokens = tokens;
  }

  Tokens tokens() {
    return tokens;
  }

  // Places.

  /** The number of the current token, for {@link #reset} and {@link #spanFrom}. */
  int position() {
    return at;
  }

  void reset(int position) {
    at = position;
  }

  Span span() {
    return tokens.span(at);
  }

  /** From a token up to the last one taken. */
  Span spanFrom(int position) {
    int last = Math.max(position, at - 1);
    return tokens.source().span(tokens.start(position), tokens.end(last));
  }

  boolean atEnd() {
    return peek() == TokenKind.END;
  }

  void advance() {
    at++;
  }

  /** Goes one form deeper; {@link #leave} goes back. */
  void enter() {
    if (++depth > MAX_DEPTH) {
      throw fail(WatCode.TOO_DEEP);
    }
  }

  void leave() {
    depth--;
  }

  // Tokens.

  TokenKind peek() {
    return tokens.kind(at);
  }

  TokenKind peek(int ahead) {
    return tokens.kind(at + ahead);
  }

  boolean isLeft() {
    return peek() == TokenKind.LEFT_PAREN;
  }

  boolean isRight() {
    return peek() == TokenKind.RIGHT_PAREN;
  }

  boolean takeLeft() {
    return take(TokenKind.LEFT_PAREN);
  }

  boolean takeRight() {
    return take(TokenKind.RIGHT_PAREN);
  }

  void expectLeft() {
    expect(TokenKind.LEFT_PAREN);
  }

  void expectRight() {
    expect(TokenKind.RIGHT_PAREN);
  }

  private boolean take(TokenKind kind) {
    if (peek() != kind) {
      return false;
    }
    at++;
    return true;
  }

  private void expect(TokenKind kind) {
    if (!take(kind)) {
      throw expected(kind.label());
    }
  }

  boolean isKeyword() {
    return peek() == TokenKind.KEYWORD;
  }

  boolean isKeyword(String keyword) {
    return isKeyword(0, keyword);
  }

  boolean isKeyword(int ahead, String keyword) {
    return peek(ahead) == TokenKind.KEYWORD && tokens.is(at + ahead, keyword);
  }

  boolean takeKeyword(String keyword) {
    if (!isKeyword(keyword)) {
      return false;
    }
    at++;
    return true;
  }

  void expectKeyword(String keyword) {
    if (!takeKeyword(keyword)) {
      throw expected("`" + keyword + "`");
    }
  }

  /** Takes any keyword. */
  String expectKeyword() {
    if (!isKeyword()) {
      throw expected("a keyword");
    }
    return tokens.written(at++);
  }

  /** The current token's text if it is a keyword, else the empty string. */
  String keywordOrEmpty() {
    return keywordOrEmpty(0);
  }

  String keywordOrEmpty(int ahead) {
    return peek(ahead) == TokenKind.KEYWORD ? tokens.written(at + ahead) : "";
  }

  /** Whether a form {@code (keyword …)} begins here. */
  boolean isForm(String keyword) {
    return isLeft() && isKeyword(1, keyword);
  }

  /** Whether a form {@code (first second …)} begins here. */
  boolean isForm(String first, String second) {
    return isForm(first) && isKeyword(2, second);
  }

  /** Takes {@code (keyword}. */
  boolean takeForm(String keyword) {
    if (!isForm(keyword)) {
      return false;
    }
    at += 2;
    return true;
  }

  /** Takes the parenthesis of {@code (keyword}. */
  boolean takeLeftOf(String keyword) {
    if (!isForm(keyword)) {
      return false;
    }
    at++;
    return true;
  }

  /** Goes behind the end of the form whose opening parenthesis was the last token taken. */
  void skipRestOfForm(int opening) {
    for (int open = 1; open > 0; at++) {
      switch (peek()) {
        case LEFT_PAREN, ANNOTATION -> open++;
        case RIGHT_PAREN -> open--;
        case END -> throw failAt(tokens.span(opening), WatCode.UNCLOSED_PARENTHESIS);
        case ID, KEYWORD, STRING, INTEGER, FLOAT, RESERVED -> {}
      }
    }
  }

  /** Takes {@code (first second}. */
  boolean takeForm(String first, String second) {
    if (!isForm(first, second)) {
      return false;
    }
    at += 3;
    return true;
  }

  /** The keyword that opens the form that begins here, else the empty string. */
  String formOrEmpty() {
    return isLeft() ? keywordOrEmpty(1) : "";
  }

  void expectForm(String keyword) {
    expectLeft();
    expectKeyword(keyword);
  }

  // Annotations.

  boolean isAnnotation() {
    return peek() == TokenKind.ANNOTATION;
  }

  boolean isAnnotation(String name) {
    if (!isAnnotation()) {
      return false;
    }
    int start = tokens.start(at) + 2;
    int end = tokens.end(at);
    boolean quoted = tokens.text().charAt(start) == '"';
    int from = quoted ? start + 1 : start;
    int until = quoted ? end - 1 : end;
    return until - from == name.length() && tokens.text().startsWith(name, from);
  }

  boolean takeAnnotation(String name) {
    if (!isAnnotation(name)) {
      return false;
    }
    at++;
    return true;
  }

  /** {@code (@name "…")} if it stands here. */
  @Nullable String takeNameAnnotation() {
    if (!takeAnnotation(Annotations.NAME)) {
      return null;
    }
    String name = expectName();
    expectRight();
    return name;
  }

  // Identifiers and indices.

  boolean isId() {
    return peek() == TokenKind.ID;
  }

  @Nullable Identifier takeId() {
    if (!isId()) {
      return null;
    }
    Identifier id = new Identifier(idName(), span());
    at++;
    return id;
  }

  /** Whether an index stands here. */
  boolean isIndex() {
    return peek() == TokenKind.ID || peek() == TokenKind.INTEGER;
  }

  @Nullable Index takeIndex() {
    Span span = span();
    return switch (peek()) {
      case ID -> {
        Index named = new Index.Named(idName(), span);
        at++;
        yield named;
      }
      case INTEGER -> new Index.Numeric(expectU32(), span);
      case LEFT_PAREN, RIGHT_PAREN, ANNOTATION, KEYWORD, STRING, FLOAT, RESERVED, END -> null;
    };
  }

  Index expectIndex() {
    Index index = takeIndex();
    if (index == null) {
      throw expected("an index");
    }
    return index;
  }

  /** An index that must be a number. */
  int expectIndexNumber() {
    if (!isInteger()) {
      throw expected("an index");
    }
    return expectU32();
  }

  /** The name of the identifier that stands here, without its dollar sign; takes nothing. */
  String idName() {
    int start = tokens.start(at) + 1;
    int end = tokens.end(at);
    if (tokens.text().charAt(start) == '"') {
      byte[] bytes = decode(start, end);
      String name = utf8(bytes);
      if (name == null) {
        throw fail(WatCode.BAD_UTF8);
      }
      return name;
    }
    return tokens.text().substring(start, end);
  }

  // Strings.

  boolean isString() {
    return peek() == TokenKind.STRING;
  }

  /** A string's bytes. */
  byte[] expectBytes() {
    if (!isString()) {
      throw expected("a string");
    }
    byte[] bytes = decode(tokens.start(at), tokens.end(at));
    at++;
    return bytes;
  }

  /** A string that must be UTF-8. */
  String expectName() {
    if (!isString()) {
      throw expected("a string");
    }
    int start = tokens.start(at) + 1;
    int end = tokens.end(at) - 1;
    int escape = tokens.text().indexOf('\\', start, end);
    if (escape < 0) {
      at++;
      return tokens.text().substring(start, end);
    }
    String name = utf8(decode(start - 1, end + 1));
    if (name == null) {
      throw fail(WatCode.BAD_UTF8);
    }
    at++;
    return name;
  }

  /** Valid UTF-8 as text, else null. */
  static @Nullable String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** The bytes of the string between two offsets, quotes included; the lexer has checked it. */
  private byte[] decode(int start, int end) {
    String text = tokens.text();
    byte[] out = new byte[end - start];
    int size = 0;
    for (int i = start + 1; i < end - 1; ) {
      char c = text.charAt(i++);
      int point = c;
      if (c == '\\') {
        char escaped = text.charAt(i++);
        switch (escaped) {
          case 't' -> point = '\t';
          case 'n' -> point = '\n';
          case 'r' -> point = '\r';
          case '"', '\'', '\\' -> point = escaped;
          case 'u' -> {
            point = 0;
            for (i++; text.charAt(i) != '}'; i++) {
              if (text.charAt(i) != '_') {
                point = (point << 4) | Numbers.hexDigit(text.charAt(i));
              }
            }
            i++;
          }
          default -> {
            out = room(out, size + 1);
            int high = Numbers.hexDigit(escaped) << 4;
            out[size++] = (byte) (high | Numbers.hexDigit(text.charAt(i++)));
            continue;
          }
        }
      } else if (Character.isHighSurrogate(c)) {
        point = Character.toCodePoint(c, text.charAt(i++));
      }
      out = room(out, size + 4);
      size += encode(point, out, size);
    }
    return Arrays.copyOf(out, size);
  }

  private static byte[] room(byte[] out, int size) {
    return size <= out.length ? out : Arrays.copyOf(out, size + (size >> 1));
  }

  private static int encode(int point, byte[] out, int at) {
    if (point < 0x80) {
      out[at] = (byte) point;
      return 1;
    }
    if (point < 0x800) {
      out[at] = (byte) (0xc0 | (point >> 6));
      out[at + 1] = (byte) (0x80 | (point & 0x3f));
      return 2;
    }
    if (point < 0x10000) {
      out[at] = (byte) (0xe0 | (point >> 12));
      out[at + 1] = (byte) (0x80 | ((point >> 6) & 0x3f));
      out[at + 2] = (byte) (0x80 | (point & 0x3f));
      return 3;
    }
    out[at] = (byte) (0xf0 | (point >> 18));
    out[at + 1] = (byte) (0x80 | ((point >> 12) & 0x3f));
    out[at + 2] = (byte) (0x80 | ((point >> 6) & 0x3f));
    out[at + 3] = (byte) (0x80 | (point & 0x3f));
    return 4;
  }

  // Numbers.

  boolean isInteger() {
    return peek() == TokenKind.INTEGER;
  }

  boolean isNumber() {
    return peek() == TokenKind.INTEGER || peek() == TokenKind.FLOAT;
  }

  /** An unsigned integer of 32 bits. */
  int expectU32() {
    return (int) expectInteger(32, false);
  }

  /** An unsigned integer of 64 bits. */
  long expectU64() {
    return expectInteger(64, false);
  }

  /** An integer of so many bits in two's complement. */
  long expectInteger(int bits, boolean signed) {
    if (!isInteger()) {
      throw expected((signed ? "an i" : "a u") + bits);
    }
    int start = tokens.start(at);
    int end = tokens.end(at);
    int small = Numbers.small(tokens.text(), start, end);
    if (small >= 0 && bits >= 32) {
      at++;
      return small;
    }
    Long value = Numbers.integer(tokens.text(), start, end, bits, signed);
    if (value == null) {
      throw fail(WatCode.NUMBER_OUT_OF_RANGE, signed ? "i" : "u", bits);
    }
    at++;
    return value;
  }

  /** {@code offset=n} or the like: the number, or null if it is not there. */
  @Nullable Long takeAssignment(String prefix) {
    if (peek() != TokenKind.KEYWORD || !tokens.startsWith(at, prefix)) {
      return null;
    }
    String text = tokens.text();
    int start = tokens.start(at) + prefix.length();
    int end = tokens.end(at);
    if (start == end || Numbers.classify(text, start, end) != TokenKind.INTEGER) {
      throw fail(WatCode.BAD_NUMBER, prefix);
    }
    Long value = Numbers.integer(text, start, end, 64, false);
    if (value == null) {
      throw fail(WatCode.U64_OUT_OF_RANGE);
    }
    at++;
    return value;
  }

  /** The bits of a 32-bit float. */
  int expectF32() {
    if (!isNumber()) {
      throw expected("a float");
    }
    Integer bits = Numbers.float32(tokens.text(), tokens.start(at), tokens.end(at));
    if (bits == null) {
      throw fail(WatCode.FLOAT_OUT_OF_RANGE);
    }
    at++;
    return bits;
  }

  /** The bits of a 64-bit float. */
  long expectF64() {
    if (!isNumber()) {
      throw expected("a float");
    }
    Long bits = Numbers.float64(tokens.text(), tokens.start(at), tokens.end(at));
    if (bits == null) {
      throw fail(WatCode.FLOAT_OUT_OF_RANGE);
    }
    at++;
    return bits;
  }

  // Failures.

  /** The failure that another token stands here than should. */
  DiagnosticException expected(String what) {
    return switch (peek()) {
      case END -> fail(WatCode.UNEXPECTED_END, what);
      case KEYWORD, RESERVED -> fail(WatCode.UNEXPECTED_TOKEN, shown(), what);
      case LEFT_PAREN, RIGHT_PAREN, ANNOTATION, ID, STRING, INTEGER, FLOAT ->
          fail(WatCode.UNEXPECTED_TOKEN_KIND, peek().label(), what);
    };
  }

  private String shown() {
    return Excerpt.of(tokens.written(at), 40);
  }

  /** A failure at the current token. */
  DiagnosticException fail(WatCode code, Object... facts) {
    return failAt(span(), code, facts);
  }

  /** A failure at a place. */
  static DiagnosticException failAt(Span span, WatCode code, Object... facts) {
    return code.error(facts).at(span).toException();
  }
}
