package dev.witj.engine.internal.numeric;

/**
 * Instructions that give an f32 and are not one of the JVM's. What is not a number comes out quiet,
 * also where Java's methods let a signalling one through.
 */
public final class F32 {
  private F32() {}

  /** {@code f32.abs}, which changes the sign of what is not a number, too. */
  public static float f32_abs(float x) {
    return Float.intBitsToFloat(Float.floatToRawIntBits(x) & Integer.MAX_VALUE);
  }

  /** {@code f32.neg}, which changes the sign of what is not a number, too. */
  public static float f32_neg(float x) {
    return Float.intBitsToFloat(Float.floatToRawIntBits(x) ^ Integer.MIN_VALUE);
  }

  /** {@code f32.copysign}, which takes the sign of what is not a number, too. */
  public static float f32_copysign(float x, float sign) {
    return Float.intBitsToFloat(
        (Float.floatToRawIntBits(x) & Integer.MAX_VALUE)
            | (Float.floatToRawIntBits(sign) & Integer.MIN_VALUE));
  }

  /** {@code f32.ceil}. */
  public static float f32_ceil(float x) {
    return (float) Math.ceil(x);
  }

  /** {@code f32.floor}. */
  public static float f32_floor(float x) {
    return (float) Math.floor(x);
  }

  /** {@code f32.trunc}. */
  public static float f32_trunc(float x) {
    return (float) (x < 0 ? Math.ceil(x) : Math.floor(x));
  }

  /** {@code f32.nearest}. */
  public static float f32_nearest(float x) {
    return (float) Math.rint(x);
  }

  /** {@code f32.min}: not a number, the canonical one, if an operand is none. */
  public static float f32_min(float a, float b) {
    float result = Math.min(a, b);
    return Float.isNaN(result) ? Float.NaN : result;
  }

  /** {@code f32.max}: not a number, the canonical one, if an operand is none. */
  public static float f32_max(float a, float b) {
    float result = Math.max(a, b);
    return Float.isNaN(result) ? Float.NaN : result;
  }

  /** {@code f32.convert_i32_u}. */
  public static float f32_convert_i32_u(int x) {
    return (float) Integer.toUnsignedLong(x);
  }

  /** {@code f32.convert_i64_u}. */
  public static float f32_convert_i64_u(long x) {
    // Half of it, with the bit that is lost kept as the last one, rounds as the whole does.
    return x >= 0 ? (float) x : (float) (x >>> 1 | (x & 1)) * 2;
  }
}
