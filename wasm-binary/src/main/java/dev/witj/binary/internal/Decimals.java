package dev.witj.binary.internal;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Floats as the decimal numbers with the fewest digits that read back as the same float. Java's own
 * rule asks for two digits at least, where one may say which number it is.
 */
public final class Decimals {
  private static final MathContext ONE_DIGIT = new MathContext(1);

  private Decimals() {}

  /** The decimal number for a finite one. */
  public static BigDecimal shortest(float value) {
    BigDecimal one = new BigDecimal(value).round(ONE_DIGIT);
    return one.floatValue() == value ? one : new BigDecimal(Float.toString(value));
  }

  /** The decimal number for a finite one. */
  public static BigDecimal shortest(double value) {
    BigDecimal one = new BigDecimal(value).round(ONE_DIGIT);
    return one.doubleValue() == value ? one : new BigDecimal(Double.toString(value));
  }
}
