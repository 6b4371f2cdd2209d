package dev.witj.engine.internal.numeric;

/** Instructions on vectors of two doubles. */
public final class F64x2 {
  private F64x2() {}

  private static double of(long bits) {
    return Double.longBitsToDouble(bits);
  }

  private static long bits(double x) {
    return Double.doubleToRawLongBits(x);
  }

  /** {@code f64x2.splat}. */
  public static long f64x2_splat(double x) {
    return bits(x);
  }

  /** {@code f64x2.extract_lane}. */
  public static double f64x2_extract_lane(long low, long high, int lane) {
    return of(lane == 0 ? low : high);
  }

  /** {@code f64x2.replace_lane}, the lower half. */
  public static long f64x2_replace_lane_lo(long low, long high, double x, int lane) {
    return lane == 0 ? bits(x) : low;
  }

  /** {@code f64x2.replace_lane}, the upper half. */
  public static long f64x2_replace_lane_hi(long low, long high, double x, int lane) {
    return lane == 0 ? high : bits(x);
  }

  /** {@code f64x2.eq}. */
  public static long f64x2_eq(long a, long b) {
    return of(a) == of(b) ? -1 : 0;
  }

  /** {@code f64x2.ne}. */
  public static long f64x2_ne(long a, long b) {
    return of(a) != of(b) ? -1 : 0;
  }

  /** {@code f64x2.lt}. */
  public static long f64x2_lt(long a, long b) {
    return of(a) < of(b) ? -1 : 0;
  }

  /** {@code f64x2.gt}. */
  public static long f64x2_gt(long a, long b) {
    return of(a) > of(b) ? -1 : 0;
  }

  /** {@code f64x2.le}. */
  public static long f64x2_le(long a, long b) {
    return of(a) <= of(b) ? -1 : 0;
  }

  /** {@code f64x2.ge}. */
  public static long f64x2_ge(long a, long b) {
    return of(a) >= of(b) ? -1 : 0;
  }

  /** {@code f64x2.abs}. */
  public static long f64x2_abs(long a) {
    return a & ~Long.MIN_VALUE;
  }

  /** {@code f64x2.neg}. */
  public static long f64x2_neg(long a) {
    return a ^ Long.MIN_VALUE;
  }

  /** {@code f64x2.sqrt}. */
  public static long f64x2_sqrt(long a) {
    return bits(Math.sqrt(of(a)));
  }

  /** {@code f64x2.ceil}. */
  public static long f64x2_ceil(long a) {
    return bits(F64.f64_ceil(of(a)));
  }

  /** {@code f64x2.floor}. */
  public static long f64x2_floor(long a) {
    return bits(F64.f64_floor(of(a)));
  }

  /** {@code f64x2.trunc}. */
  public static long f64x2_trunc(long a) {
    return bits(F64.f64_trunc(of(a)));
  }

  /** {@code f64x2.nearest}. */
  public static long f64x2_nearest(long a) {
    return bits(F64.f64_nearest(of(a)));
  }

  /** {@code f64x2.add}. */
  public static long f64x2_add(long a, long b) {
    return bits(of(a) + of(b));
  }

  /** {@code f64x2.sub}. */
  public static long f64x2_sub(long a, long b) {
    return bits(of(a) - of(b));
  }

  /** {@code f64x2.mul}. */
  public static long f64x2_mul(long a, long b) {
    return bits(of(a) * of(b));
  }

  /** {@code f64x2.div}. */
  public static long f64x2_div(long a, long b) {
    return bits(of(a) / of(b));
  }

  /** {@code f64x2.min}. */
  public static long f64x2_min(long a, long b) {
    return bits(F64.f64_min(of(a), of(b)));
  }

  /** {@code f64x2.max}. */
  public static long f64x2_max(long a, long b) {
    return bits(F64.f64_max(of(a), of(b)));
  }

  /** {@code f64x2.pmin}. */
  public static long f64x2_pmin(long a, long b) {
    return of(b) < of(a) ? b : a;
  }

  /** {@code f64x2.pmax}. */
  public static long f64x2_pmax(long a, long b) {
    return of(a) < of(b) ? b : a;
  }

  /** {@code f64x2.relaxed_min}. */
  public static long f64x2_relaxed_min(long a, long b) {
    return f64x2_min(a, b);
  }

  /** {@code f64x2.relaxed_max}. */
  public static long f64x2_relaxed_max(long a, long b) {
    return f64x2_max(a, b);
  }

  /** {@code f64x2.relaxed_madd}. */
  public static long f64x2_relaxed_madd(long a, long b, long c) {
    return f64x2_add(f64x2_mul(a, b), c);
  }

  /** {@code f64x2.relaxed_nmadd}. */
  public static long f64x2_relaxed_nmadd(long a, long b, long c) {
    return f64x2_add(f64x2_mul(f64x2_neg(a), b), c);
  }

  /** {@code f64x2.promote_low_f32x4}, the lower half. */
  public static long f64x2_promote_low_f32x4_lo(long aLow, long aHigh) {
    return bits(F32x4.first(aLow));
  }

  /** {@code f64x2.promote_low_f32x4}, the upper half. */
  public static long f64x2_promote_low_f32x4_hi(long aLow, long aHigh) {
    return bits(F32x4.second(aLow));
  }

  /** {@code f64x2.convert_low_i32x4_s}, the lower half. */
  public static long f64x2_convert_low_i32x4_s_lo(long aLow, long aHigh) {
    return bits((int) aLow);
  }

  /** {@code f64x2.convert_low_i32x4_s}, the upper half. */
  public static long f64x2_convert_low_i32x4_s_hi(long aLow, long aHigh) {
    return bits(I32x4.second(aLow));
  }

  /** {@code f64x2.convert_low_i32x4_u}, the lower half. */
  public static long f64x2_convert_low_i32x4_u_lo(long aLow, long aHigh) {
    return bits((double) (aLow & 0xffff_ffffL));
  }

  /** {@code f64x2.convert_low_i32x4_u}, the upper half. */
  public static long f64x2_convert_low_i32x4_u_hi(long aLow, long aHigh) {
    return bits((double) (aLow >>> 32));
  }
}
