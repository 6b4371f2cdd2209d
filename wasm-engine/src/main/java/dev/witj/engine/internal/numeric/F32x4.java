package dev.witj.engine.internal.numeric;

/** Instructions on vectors of four floats. */
public final class F32x4 {
  private F32x4() {}

  /** The first lane of a half. */
  static float first(long half) {
    return Float.intBitsToFloat((int) half);
  }

  /** The second lane of a half. */
  static float second(long half) {
    return Float.intBitsToFloat((int) (half >>> 32));
  }

  private static long pack(float first, float second) {
    return I32x4.pack(Float.floatToRawIntBits(first), Float.floatToRawIntBits(second));
  }

  private static long mask(boolean first, boolean second) {
    return (first ? 0xffff_ffffL : 0) | (second ? 0xffff_ffffL << 32 : 0);
  }

  /** {@code f32x4.splat}. */
  public static long f32x4_splat(float x) {
    return pack(x, x);
  }

  /** {@code f32x4.extract_lane}. */
  public static float f32x4_extract_lane(long low, long high, int lane) {
    return Float.intBitsToFloat(I32x4.i32x4_extract_lane(low, high, lane));
  }

  /** {@code f32x4.replace_lane}, the lower half. */
  public static long f32x4_replace_lane_lo(long low, long high, float x, int lane) {
    return I32x4.i32x4_replace_lane_lo(low, high, Float.floatToRawIntBits(x), lane);
  }

  /** {@code f32x4.replace_lane}, the upper half. */
  public static long f32x4_replace_lane_hi(long low, long high, float x, int lane) {
    return I32x4.i32x4_replace_lane_hi(low, high, Float.floatToRawIntBits(x), lane);
  }

  /** {@code f32x4.eq}. */
  public static long f32x4_eq(long a, long b) {
    return mask(first(a) == first(b), second(a) == second(b));
  }

  /** {@code f32x4.ne}. */
  public static long f32x4_ne(long a, long b) {
    return mask(first(a) != first(b), second(a) != second(b));
  }

  /** {@code f32x4.lt}. */
  public static long f32x4_lt(long a, long b) {
    return mask(first(a) < first(b), second(a) < second(b));
  }

  /** {@code f32x4.gt}. */
  public static long f32x4_gt(long a, long b) {
    return mask(first(a) > first(b), second(a) > second(b));
  }

  /** {@code f32x4.le}. */
  public static long f32x4_le(long a, long b) {
    return mask(first(a) <= first(b), second(a) <= second(b));
  }

  /** {@code f32x4.ge}. */
  public static long f32x4_ge(long a, long b) {
    return mask(first(a) >= first(b), second(a) >= second(b));
  }

  /** {@code f32x4.abs}. */
  public static long f32x4_abs(long a) {
    return a & ~I32x4.SIGNS;
  }

  /** {@code f32x4.neg}. */
  public static long f32x4_neg(long a) {
    return a ^ I32x4.SIGNS;
  }

  /** {@code f32x4.sqrt}. */
  public static long f32x4_sqrt(long a) {
    return pack((float) Math.sqrt(first(a)), (float) Math.sqrt(second(a)));
  }

  /** {@code f32x4.ceil}. */
  public static long f32x4_ceil(long a) {
    return pack(F32.f32_ceil(first(a)), F32.f32_ceil(second(a)));
  }

  /** {@code f32x4.floor}. */
  public static long f32x4_floor(long a) {
    return pack(F32.f32_floor(first(a)), F32.f32_floor(second(a)));
  }

  /** {@code f32x4.trunc}. */
  public static long f32x4_trunc(long a) {
    return pack(F32.f32_trunc(first(a)), F32.f32_trunc(second(a)));
  }

  /** {@code f32x4.nearest}. */
  public static long f32x4_nearest(long a) {
    return pack(F32.f32_nearest(first(a)), F32.f32_nearest(second(a)));
  }

  /** {@code f32x4.add}. */
  public static long f32x4_add(long a, long b) {
    return pack(first(a) + first(b), second(a) + second(b));
  }

  /** {@code f32x4.sub}. */
  public static long f32x4_sub(long a, long b) {
    return pack(first(a) - first(b), second(a) - second(b));
  }

  /** {@code f32x4.mul}. */
  public static long f32x4_mul(long a, long b) {
    return pack(first(a) * first(b), second(a) * second(b));
  }

  /** {@code f32x4.div}. */
  public static long f32x4_div(long a, long b) {
    return pack(first(a) / first(b), second(a) / second(b));
  }

  /** {@code f32x4.min}. */
  public static long f32x4_min(long a, long b) {
    return pack(F32.f32_min(first(a), first(b)), F32.f32_min(second(a), second(b)));
  }

  /** {@code f32x4.max}. */
  public static long f32x4_max(long a, long b) {
    return pack(F32.f32_max(first(a), first(b)), F32.f32_max(second(a), second(b)));
  }

  /** {@code f32x4.pmin}. */
  public static long f32x4_pmin(long a, long b) {
    return Swar.select(f32x4_lt(b, a), b, a);
  }

  /** {@code f32x4.pmax}. */
  public static long f32x4_pmax(long a, long b) {
    return Swar.select(f32x4_lt(a, b), b, a);
  }

  /** {@code f32x4.relaxed_min}. */
  public static long f32x4_relaxed_min(long a, long b) {
    return f32x4_min(a, b);
  }

  /** {@code f32x4.relaxed_max}. */
  public static long f32x4_relaxed_max(long a, long b) {
    return f32x4_max(a, b);
  }

  /** {@code f32x4.relaxed_madd}. */
  public static long f32x4_relaxed_madd(long a, long b, long c) {
    return f32x4_add(f32x4_mul(a, b), c);
  }

  /** {@code f32x4.relaxed_nmadd}. */
  public static long f32x4_relaxed_nmadd(long a, long b, long c) {
    return f32x4_add(f32x4_mul(f32x4_neg(a), b), c);
  }

  /** {@code f32x4.convert_i32x4_s}. */
  public static long f32x4_convert_i32x4_s(long a) {
    return pack((float) (int) a, (float) I32x4.second(a));
  }

  /** {@code f32x4.convert_i32x4_u}. */
  public static long f32x4_convert_i32x4_u(long a) {
    return pack((float) (a & 0xffff_ffffL), (float) (a >>> 32));
  }

  /** {@code f32x4.demote_f64x2_zero}, the lower half. */
  public static long f32x4_demote_f64x2_zero_lo(long aLow, long aHigh) {
    return pack((float) Double.longBitsToDouble(aLow), (float) Double.longBitsToDouble(aHigh));
  }

  /** {@code f32x4.demote_f64x2_zero}, the upper half. */
  public static long f32x4_demote_f64x2_zero_hi(long aLow, long aHigh) {
    return 0;
  }
}
