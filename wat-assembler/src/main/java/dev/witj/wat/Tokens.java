package dev.witj.wat;

import dev.witj.diagnostics.Source;
import dev.witj.diagnostics.Span;

/**
 * All tokens of a text, side by side in flat arrays; the last is {@link TokenKind#END}. Values are
 * read from the text when they are asked for.
 */
final class Tokens {
  private final Source source;
  private final String text;
  private final byte[] kinds;
  private final int[] starts;
  private final int[] ends;
  private final int count;

  Tokens(Source source, String text, byte[] kinds, int[] starts, int[] ends, int count) {
    this.source = source;
    this.text = text;
    this.kinds = kinds;
    this.starts = starts;
    this.ends = ends;
    this.count = count;
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
    return TokenKind.of(kinds[Math.min(token, count - 1)]);
  }

  int start(int token) {
    return starts[Math.min(token, count - 1)];
  }

  int end(int token) {
    return ends[Math.min(token, count - 1)];
  }

  Span span(int token) {
    return source.span(start(token), end(token));
  }

  /** Whether a token is written exactly so. */
  boolean is(int token, String written) {
    int start = start(token);
    return end(token) - start == written.length() && text.startsWith(written, start);
  }

  /** Whether a token's text begins so. */
  boolean startsWith(int token, String prefix) {
    int start = start(token);
    return end(token) - start >= prefix.length() && text.startsWith(prefix, start);
  }

  /** A token as it is written. */
  String written(int token) {
    return text.substring(start(token), end(token));
  }
}
