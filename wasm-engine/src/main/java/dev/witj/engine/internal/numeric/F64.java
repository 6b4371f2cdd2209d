package dev.witj.engine.internal.numeric;

/**
 * Instructions that give an f64 and are not one of the JVM's. What is not a number comes out quiet,
 * also where Java's methods let a signalling one through.
 */
public final class F64 {
  private F64() {}

  /** {@code f64.abs}, which changes the sign of what is not a number, too. */
  public static double f64_abs(double x) {
    return Double.longBitsToDouble(Double.doubleToRawLongBits(x) & Long.MAX_VALUE);
  }

  /** {@code f64.neg}, which changes the sign of what is not a number, too. */
  public static double f64_neg(double x) {
    return Double.longBitsToDouble(Double.doubleToRawLongBits(x) ^ Long.MIN_VALUE);
  }

  /** {@code f64.copysign}, which takes the sign of what is not a number, too. */
  public static double f64_copysign(double x, double sign) {
    return Double.longBitsToDouble(
        (Double.doubleToRawLongBits(x) & Long.MAX_VALUE)
            | (Double.doubleToRawLongBits(sign) & Long.MIN_VALUE));
  }

  /** {@code f64.ceil}. */
  public static double f64_ceil(double x) {
    return Double.isNaN(x) ? quiet(x) : Math.ceil(x);
  }

  /** {@code f64.floor}. */
  public static double f64_floor(double x) {
    return Double.isNaN(x) ? quiet(x) : Math.floor(x);
  }

  /** {@code f64.trunc}. */
  public static double f64_trunc(double x) {
    return Double.isNaN(x) ? quiet(x) : (x < 0 ? Math.ceil(x) : Math.floor(x));
  }

  /** {@code f64.nearest}. */
  public static double f64_nearest(double x) {
    return Double.isNaN(x) ? quiet(x) : Math.rint(x);
  }

  /** {@code f64.min}: not a number, the canonical one, if an operand is none. */
  public static double f64_min(double a, double b) {
    double result = Math.min(a, b);
    return Double.isNaN(result) ? Double.NaN : result;
  }

  /** {@code f64.max}: not a number, the canonical one, if an operand is none. */
  public static double f64_max(double a, double b) {
    double result = Math.max(a, b);
    return Double.isNaN(result) ? Double.NaN : result;
  }

  /** {@code f64.convert_i32_u}. */
  public static double f64_convert_i32_u(int x) {
    return (double) Integer.toUnsignedLong(x);
  }

  /** {@code f64.convert_i64_u}. */
  public static double f64_convert_i64_u(long x) {
    // Half of it, with the bit that is lost kept as the last one, rounds as the whole does.
    return x >= 0 ? (double) x : (double) (x >>> 1 | (x & 1)) * 2;
  }

  private static double quiet(double nan) {
    return Double.longBitsToDouble(Double.doubleToRawLongBits(nan) | 1L << 51);
  }
}
