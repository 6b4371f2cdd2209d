package dev.witj.wit.internal;

import dev.witj.diagnostics.Diagnostics;
import dev.witj.diagnostics.Span;
import dev.witj.wit.WitCode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Quoted strings, with the escapes of WebAssembly's text format. */
final class Strings {
  private Strings() {}

  /** The content of a literal, quotes included in what is given; errors point into the span. */
  static String decode(String literal, Span span, Diagnostics errors) {
    if (literal.indexOf('\\') < 0) {
      return literal.substring(1, literal.length() - 1);
    }
    // Escapes may spell single bytes, so the content is put together as bytes.
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int at = 1;
    int end = literal.length() - 1;
    while (at < end) {
      int next = literal.codePointAt(at);
      int from = at;
      at += Character.charCount(next);
      if (next != '\\') {
        write(out, next);
        continue;
      }
      char escape = literal.charAt(at++);
      int hex = at < end ? hex(literal, at - 1, at + 1) : -1;
      switch (escape) {
        case 't' -> out.write('\t');
        case 'n' -> out.write('\n');
        case 'r' -> out.write('\r');
        case '"', '\'', '\\' -> out.write(escape);
        case 'u' -> {
          int close = literal.indexOf('}', at);
          int point =
              close > 0 && close < end && literal.charAt(at) == '{'
                  ? hex(literal, at + 1, close)
                  : -1;
          if (point < 0 || !Character.isValidCodePoint(point) || isSurrogate(point)) {
            return bad(span, from, at, errors);
          }
          write(out, point);
          at = close + 1;
        }
        default -> {
          if (hex < 0) {
            return bad(span, from, at, errors);
          }
          out.write(hex);
          at++;
        }
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(out.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      return bad(span, 0, literal.length(), errors);
    }
  }

  private static String bad(Span span, int from, int to, Diagnostics errors) {
    errors.report(
        WitCode.INVALID_STRING
            .error()
            .at(new Span(span.source(), span.start() + from, span.start() + to)));
    return "";
  }

  private static boolean isSurrogate(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }

  private static int hex(String text, int start, int end) {
    if (start >= end || end - start > 6) {
      return -1;
    }
    int value = 0;
    for (int i = start; i < end; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0 || text.charAt(i) > 'f') {
        return -1;
      }
      value = value * 16 + digit;
    }
    return value;
  }

  private static void write(ByteArrayOutputStream out, int point) {
    out.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
  }
}
