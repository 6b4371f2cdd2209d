package dev.witj.inspect.internal;

import dev.witj.binary.internal.Decimals;
import java.math.BigDecimal;

/** Floats in hexadecimal, which keeps every bit, and in decimal in a comment for people. */
public final class FloatText {
  private FloatText() {}

  static String of(float value, int bits) {
    return of(
        (bits < 0),
        bits >>> 23 & 0xff,
        0xff,
        127,
        23,
        bits & 0x7fffffL,
        Float.isFinite(value) ? Decimals.shortest(value) : BigDecimal.ZERO);
  }

  static String of(double value, long bits) {
    return of(
        (bits < 0),
        (int) (bits >>> 52 & 0x7ff),
        0x7ff,
        1023,
        52,
        bits & 0xfffffffffffffL,
        Double.isFinite(value) ? Decimals.shortest(value) : BigDecimal.ZERO);
  }

  private static String of(
      boolean negative,
      int exponent,
      int special,
      int bias,
      int width,
      long fraction,
      BigDecimal decimal) {
    String sign = negative ? "-" : "";
    if (exponent == special) {
      if (fraction == 0) {
        return sign + "inf (;=" + sign + "inf;)";
      }
      boolean canonical = fraction == 1L << (width - 1);
      return sign + "nan" + (canonical ? "" : ":0x" + Long.toHexString(fraction)) + " (;=NaN;)";
    }
    String plain = decimal.signum() == 0 ? sign + "0" : plain(decimal);
    return sign + hex(exponent, bias, width, fraction) + " (;=" + plain + ";)";
  }

  private static String plain(BigDecimal decimal) {
    return decimal.stripTrailingZeros().toPlainString();
  }

  private static String hex(int exponent, int bias, int width, long fraction) {
    if (exponent == 0 && fraction == 0) {
      return "0x0p+0";
    }
    int power = exponent - bias;
    long digits = fraction;
    if (exponent == 0) {
      // A subnormal number: move its first one in front of the point.
      int shift = width - (63 - Long.numberOfLeadingZeros(fraction));
      digits = fraction << shift & (1L << width) - 1;
      power = 1 - bias - shift;
    }
    int nibbles = (width + 3) / 4;
    StringBuilder text = new StringBuilder(Long.toHexString(digits << (4 * nibbles - width)));
    while (text.length() < nibbles) {
      text.insert(0, '0');
    }
    int end = nibbles;
    while (end > 0 && text.charAt(end - 1) == '0') {
      end--;
    }
    // Behind the one of a subnormal number there is a point, be there digits or not.
    String point = end == 0 && exponent != 0 ? "" : "." + text.substring(0, end);
    return "0x1" + point + "p" + (power < 0 ? "-" : "+") + Math.abs(power);
  }
}
