package dev.witj.wat;

import org.jspecify.annotations.Nullable;

/** Numbers as texts write them ("Values" of the core specification's text format). */
final class Numbers {
  private Numbers() {}

  /** {@code INTEGER} or {@code FLOAT}, or {@code RESERVED} for what is neither. */
  static TokenKind classify(String text, int start, int end) {
    int at = start;
    char first = text.charAt(at);
    if (first == '+' || first == '-') {
      if (++at == end) {
        return TokenKind.RESERVED;
      }
      first = text.charAt(at);
    }
    if (first == 'i') {
      return end - at == 3 && text.startsWith("inf", at) ? TokenKind.FLOAT : TokenKind.RESERVED;
    }
    if (first == 'n') {
      return isNan(text, at, end) ? TokenKind.FLOAT : TokenKind.RESERVED;
    }
    if (first < '0' || first > '9') {
      return TokenKind.RESERVED;
    }
    boolean hex = first == '0' && at + 1 < end && text.charAt(at + 1) == 'x';
    at = digits(text, hex ? at + 2 : at, end, hex);
    if (at == end) {
      return TokenKind.INTEGER;
    }
    if (at < 0) {
      return TokenKind.RESERVED;
    }
    if (text.charAt(at) == '.') {
      at++;
      if (at < end && digit(text.charAt(at), hex) >= 0) {
        at = digits(text, at, end, hex);
      }
    }
    if (at >= 0 && at < end && (text.charAt(at) | 0x20) == (hex ? 'p' : 'e')) {
      at++;
      if (at < end && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
        at++;
      }
      at = digits(text, at, end, false);
    }
    return at == end ? TokenKind.FLOAT : TokenKind.RESERVED;
  }

  private static boolean isNan(String text, int at, int end) {
    if (!text.startsWith("nan", at)) {
      return false;
    }
    return end - at == 3
        || (text.startsWith(":0x", at + 3) && digits(text, at + 6, end, true) == end);
  }

  /** The end of one or more digits with single underscores between them, or -1. */
  private static int digits(String text, int start, int end, boolean hex) {
    int at = start;
    while (true) {
      if (at >= end || digit(text.charAt(at), hex) < 0) {
        return -1;
      }
      at++;
      if (at == end) {
        return at;
      }
      char c = text.charAt(at);
      if (c == '_') {
        at++;
      } else if (digit(c, hex) < 0) {
        return at;
      }
    }
  }

  private static int digit(char c, boolean hex) {
    return hex ? hexDigit(c) : c >= '0' && c <= '9' ? c - '0' : -1;
  }

  /** The value of a hexadecimal digit, or -1. */
  static int hexDigit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    int lower = c | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }

  /** A plain decimal number of at most nine digits, which most are; -1 for anything else. */
  static int small(String text, int start, int end) {
    if (end - start > 9) {
      return -1;
    }
    int value = 0;
    for (int at = start; at < end; at++) {
      int digit = text.charAt(at) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /**
   * An integer of at most {@code bits} bits, in two's complement.
   *
   * @param signed whether a sign is allowed, and then negative values down to {@code -2^(bits-1)}
   * @return null if the (well-formed) integer is out of range or must not have its sign
   */
  static @Nullable Long integer(String text, int start, int end, int bits, boolean signed) {
    int at = start;
    boolean negative = text.charAt(at) == '-';
    if (negative || text.charAt(at) == '+') {
      if (!signed) {
        return null;
      }
      at++;
    }
    boolean hex = end - at > 2 && text.charAt(at + 1) == 'x';
    if (hex) {
      at += 2;
    }
    long value = 0;
    for (; at < end; at++) {
      char c = text.charAt(at);
      if (c == '_') {
        continue;
      }
      if (hex) {
        if (value >>> 60 != 0) {
          return null;
        }
        value = (value << 4) | hexDigit(c);
      } else {
        int digit = c - '0';
        // The largest value that may still be multiplied: floor((2^64 - 1) / 10), last digit 5.
        if (Long.compareUnsigned(value, 0x1999_9999_9999_9999L) > 0
            || (value == 0x1999_9999_9999_9999L && digit > 5)) {
          return null;
        }
        value = value * 10 + digit;
      }
    }
    if (negative) {
      return Long.compareUnsigned(value, 1L << (bits - 1)) > 0 ? null : Long.valueOf(-value);
    }
    return bits < 64 && value >>> bits != 0 ? null : Long.valueOf(value);
  }

  /** The bits of a binary32, or null if the (well-formed) number is out of range. */
  static @Nullable Integer float32(String text, int start, int end) {
    Long bits = floating(text, start, end, true);
    return bits == null ? null : Integer.valueOf(bits.intValue());
  }

  /** The bits of a binary64, or null if the (well-formed) number is out of range. */
  static @Nullable Long float64(String text, int start, int end) {
    return floating(text, start, end, false);
  }

  private static @Nullable Long floating(String text, int start, int end, boolean single) {
    int at = start;
    boolean negative = text.charAt(at) == '-';
    if (negative || text.charAt(at) == '+') {
      at++;
    }
    int fraction = single ? 23 : 52;
    long infinity = single ? 0x7f80_0000L : 0x7ff0_0000_0000_0000L;
    Long magnitude;
    if (text.charAt(at) == 'i') {
      magnitude = infinity;
    } else if (text.charAt(at) == 'n') {
      long payload = 1L << (fraction - 1);
      if (end - at > 3) {
        Long given = integer(text, at + 4, end, fraction, false);
        if (given == null || given == 0) {
          return null;
        }
        payload = given;
      }
      magnitude = infinity | payload;
    } else if (end - at > 1 && text.charAt(at + 1) == 'x') {
      magnitude = hexFloat(text, at + 2, end, single);
    } else {
      String plain = text.substring(at, end).replace("_", "");
      magnitude =
          single
              ? Long.valueOf(Float.floatToRawIntBits(Float.parseFloat(plain)))
              : Long.valueOf(Double.doubleToRawLongBits(Double.parseDouble(plain)));
      magnitude = magnitude == infinity ? null : magnitude;
    }
    if (magnitude == null) {
      return null;
    }
    return negative ? Long.valueOf(magnitude | (single ? 1L << 31 : 1L << 63)) : magnitude;
  }

  /**
   * Hexadecimal floats, rounded once to nearest, ties to even. The first sixty-four significant
   * bits are kept as they are; of the rest only whether any is set.
   */
  private static @Nullable Long hexFloat(String text, int start, int end, boolean single) {
    long mantissa = 0;
    boolean sticky = false;
    boolean point = false;
    long exponent = 0;
    int at = start;
    for (; at < end; at++) {
      char c = text.charAt(at);
      if (c == '_') {
        continue;
      }
      if (c == '.') {
        point = true;
        continue;
      }
      int digit = hexDigit(c);
      if (digit < 0) {
        break;
      }
      if (mantissa >>> 60 == 0) {
        mantissa = (mantissa << 4) | digit;
        exponent -= point ? 4 : 0;
      } else {
        sticky |= digit != 0;
        exponent += point ? 0 : 4;
      }
    }
    if (at < end) {
      exponent += exponentOf(text, at + 1, end);
    }
    if (mantissa == 0) {
      return 0L;
    }
    int leading = Long.numberOfLeadingZeros(mantissa);
    mantissa <<= leading;
    // The value is 1.xxx times two to this power.
    long power = exponent - leading + 63;
    int fraction = single ? 23 : 52;
    int bias = single ? 127 : 1023;
    if (power > bias) {
      return null;
    }
    long kept = fraction + 1 + Math.min(0, power + bias - 1);
    if (kept < 0) {
      return 0L;
    }
    long bits = kept == 0 ? 0 : mantissa >>> (64 - kept);
    long rest = kept == 64 ? 0 : mantissa << kept;
    int half = Long.compareUnsigned(rest, Long.MIN_VALUE);
    if (half > 0 || (half == 0 && (sticky || (bits & 1) != 0))) {
      bits++;
    }
    if (power >= 1 - bias) {
      bits += (power + bias - 1) << fraction;
    }
    return bits >= (single ? 0x7f80_0000L : 0x7ff0_0000_0000_0000L) ? null : Long.valueOf(bits);
  }

  private static long exponentOf(String text, int start, int end) {
    int at = start;
    boolean negative = text.charAt(at) == '-';
    if (negative || text.charAt(at) == '+') {
      at++;
    }
    long value = 0;
    for (; at < end; at++) {
      char c = text.charAt(at);
      if (c != '_' && value < 1L << 40) {
        value = value * 10 + (c - '0');
      }
    }
    return negative ? -value : value;
  }
}
