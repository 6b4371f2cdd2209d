package dev.witj.wat;

import dev.witj.diagnostics.Source;
import dev.witj.diagnostics.Span;
import java.util.Arrays;

/**
 * All tokens of a text, a number for each; the last is {@link TokenKind#END}. Values are read from
 * the text when they are asked for.
 */
final class Tokens {
  /** A number's bits from the highest: 31 for the start, 29 for the length, 4 for the kind. */
  static final int MAX_LENGTH = (1 << 29) - 1;

  /** There are millions in a large text, so they lie in rows, and no row is ever copied. */
  private static final int ROW_BITS = 10;

  private static final int IN_ROW = (1 << ROW_BITS) - 1;

  private final Source source;
  private final String text;
  private long[][] rows = new long[4][];
  private int count;

  Tokens(Source source, String text) {
    this.source = source;
    this.text = text;
  }

  /** Adds a token of at most {@link #MAX_LENGTH} characters. */
  void add(TokenKind kind, int start, int end) {
    int row = count >> ROW_BITS;
    if ((count & IN_ROW) == 0) {
      if (row == rows.length) {
        rows = Arrays.copyOf(rows, 2 * row);
      }
      rows[row] = new long[IN_ROW + 1];
    }
    rows[row][count++ & IN_ROW] = (long) start << 33 | (long) (end - start) << 4 | kind.ordinal();
  }

  private long at(int token) {
    int known = Math.min(token, count - 1);
    return rows[known >> ROW_BITS][known & IN_ROW];
  }

  Source source() {
    return source;
  }

  String text() {
    return text;
  }

  int count() {
    return count;
  }

  TokenKind kind(int token) {
    return TokenKind.of((int) at(token) & 15);
  }

  int start(int token) {
    return (int) (at(token) >>> 33);
  }

  int end(int token) {
    return start(token) + length(token);
  }

  private int length(int token) {
    return (int) (at(token) >>> 4) & MAX_LENGTH;
  }

  Span span(int token) {
    return source.span(start(token), end(token));
  }

  /** Whether a token is written exactly so. */
  boolean is(int token, String written) {
    return length(token) == written.length() && text.startsWith(written, start(token));
  }

  /** Whether a token's text begins so. */
  boolean startsWith(int token, String prefix) {
    return length(token) >= prefix.length() && text.startsWith(prefix, start(token));
  }

  /** A token as it is written. */
  String written(int token) {
    return text.substring(start(token), end(token));
  }
}
