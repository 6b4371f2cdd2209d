package dev.witj.engine.internal.numeric;

/** Instructions on vectors of two longs. */
public final class I64x2 {
  private I64x2() {}

  /** {@code i64x2.splat}. */
  public static long i64x2_splat(long x) {
    return x;
  }

  /** {@code i64x2.extract_lane}. */
  public static long i64x2_extract_lane(long low, long high, int lane) {
    return lane == 0 ? low : high;
  }

  /** {@code i64x2.replace_lane}, the lower half. */
  public static long i64x2_replace_lane_lo(long low, long high, long x, int lane) {
    return lane == 0 ? x : low;
  }

  /** {@code i64x2.replace_lane}, the upper half. */
  public static long i64x2_replace_lane_hi(long low, long high, long x, int lane) {
    return lane == 0 ? high : x;
  }

  /** {@code i64x2.eq}. */
  public static long i64x2_eq(long a, long b) {
    return a == b ? -1 : 0;
  }

  /** {@code i64x2.ne}. */
  public static long i64x2_ne(long a, long b) {
    return a != b ? -1 : 0;
  }

  /** {@code i64x2.lt_s}. */
  public static long i64x2_lt_s(long a, long b) {
    return a < b ? -1 : 0;
  }

  /** {@code i64x2.gt_s}. */
  public static long i64x2_gt_s(long a, long b) {
    return a > b ? -1 : 0;
  }

  /** {@code i64x2.le_s}. */
  public static long i64x2_le_s(long a, long b) {
    return a <= b ? -1 : 0;
  }

  /** {@code i64x2.ge_s}. */
  public static long i64x2_ge_s(long a, long b) {
    return a >= b ? -1 : 0;
  }

  /** {@code i64x2.abs}. */
  public static long i64x2_abs(long a) {
    return Math.abs(a);
  }

  /** {@code i64x2.neg}. */
  public static long i64x2_neg(long a) {
    return -a;
  }

  /** {@code i64x2.add}. */
  public static long i64x2_add(long a, long b) {
    return a + b;
  }

  /** {@code i64x2.sub}. */
  public static long i64x2_sub(long a, long b) {
    return a - b;
  }

  /** {@code i64x2.mul}. */
  public static long i64x2_mul(long a, long b) {
    return a * b;
  }

  /** {@code i64x2.shl}. */
  public static long i64x2_shl(long a, int count) {
    return a << count;
  }

  /** {@code i64x2.shr_s}. */
  public static long i64x2_shr_s(long a, int count) {
    return a >> count;
  }

  /** {@code i64x2.shr_u}. */
  public static long i64x2_shr_u(long a, int count) {
    return a >>> count;
  }

  /** {@code i64x2.all_true}. */
  public static int i64x2_all_true(long low, long high) {
    return low != 0 && high != 0 ? 1 : 0;
  }

  /** {@code i64x2.bitmask}. */
  public static int i64x2_bitmask(long low, long high) {
    return (int) (low >>> 63 | (high >>> 62 & 2));
  }

  /** {@code i64x2.extend_low_i32x4_s}, the lower half. */
  public static long i64x2_extend_low_i32x4_s_lo(long aLow, long aHigh) {
    return (int) aLow;
  }

  /** {@code i64x2.extend_low_i32x4_s}, the upper half. */
  public static long i64x2_extend_low_i32x4_s_hi(long aLow, long aHigh) {
    return aLow >> 32;
  }

  /** {@code i64x2.extend_low_i32x4_u}, the lower half. */
  public static long i64x2_extend_low_i32x4_u_lo(long aLow, long aHigh) {
    return aLow & 0xffff_ffffL;
  }

  /** {@code i64x2.extend_low_i32x4_u}, the upper half. */
  public static long i64x2_extend_low_i32x4_u_hi(long aLow, long aHigh) {
    return aLow >>> 32;
  }

  /** {@code i64x2.extend_high_i32x4_s}, the lower half. */
  public static long i64x2_extend_high_i32x4_s_lo(long aLow, long aHigh) {
    return (int) aHigh;
  }

  /** {@code i64x2.extend_high_i32x4_s}, the upper half. */
  public static long i64x2_extend_high_i32x4_s_hi(long aLow, long aHigh) {
    return aHigh >> 32;
  }

  /** {@code i64x2.extend_high_i32x4_u}, the lower half. */
  public static long i64x2_extend_high_i32x4_u_lo(long aLow, long aHigh) {
    return aHigh & 0xffff_ffffL;
  }

  /** {@code i64x2.extend_high_i32x4_u}, the upper half. */
  public static long i64x2_extend_high_i32x4_u_hi(long aLow, long aHigh) {
    return aHigh >>> 32;
  }

  /** {@code i64x2.extmul_low_i32x4_s}, the lower half. */
  public static long i64x2_extmul_low_i32x4_s_lo(long aLow, long aHigh, long bLow, long bHigh) {
    return (long) (int) aLow * (int) bLow;
  }

  /** {@code i64x2.extmul_low_i32x4_s}, the upper half. */
  public static long i64x2_extmul_low_i32x4_s_hi(long aLow, long aHigh, long bLow, long bHigh) {
    return (aLow >> 32) * (bLow >> 32);
  }

  /** {@code i64x2.extmul_low_i32x4_u}, the lower half. */
  public static long i64x2_extmul_low_i32x4_u_lo(long aLow, long aHigh, long bLow, long bHigh) {
    return (aLow & 0xffff_ffffL) * (bLow & 0xffff_ffffL);
  }

  /** {@code i64x2.extmul_low_i32x4_u}, the upper half. */
  public static long i64x2_extmul_low_i32x4_u_hi(long aLow, long aHigh, long bLow, long bHigh) {
    return (aLow >>> 32) * (bLow >>> 32);
  }

  /** {@code i64x2.extmul_high_i32x4_s}, the lower half. */
  public static long i64x2_extmul_high_i32x4_s_lo(long aLow, long aHigh, long bLow, long bHigh) {
    return (long) (int) aHigh * (int) bHigh;
  }

  /** {@code i64x2.extmul_high_i32x4_s}, the upper half. */
  public static long i64x2_extmul_high_i32x4_s_hi(long aLow, long aHigh, long bLow, long bHigh) {
    return (aHigh >> 32) * (bHigh >> 32);
  }

  /** {@code i64x2.extmul_high_i32x4_u}, the lower half. */
  public static long i64x2_extmul_high_i32x4_u_lo(long aLow, long aHigh, long bLow, long bHigh) {
    return (aHigh & 0xffff_ffffL) * (bHigh & 0xffff_ffffL);
  }

  /** {@code i64x2.extmul_high_i32x4_u}, the upper half. */
  public static long i64x2_extmul_high_i32x4_u_hi(long aLow, long aHigh, long bLow, long bHigh) {
    return (aHigh >>> 32) * (bHigh >>> 32);
  }

  /** {@code i64x2.relaxed_laneselect}. */
  public static long i64x2_relaxed_laneselect(long a, long b, long mask) {
    return Swar.select(mask, a, b);
  }
}
