package dev.witj.engine.internal.numeric;

import static dev.witj.engine.internal.numeric.Swar.spread;

/** Instructions on vectors of four ints. */
public final class I32x4 {
  private I32x4() {}

  /** Two lanes, the first in the lower half. */
  static long pack(int first, int second) {
    return (first & 0xffff_ffffL) | (long) second << 32;
  }

  /** The second lane of a half; the first is {@code (int) half}. */
  static int second(long half) {
    return (int) (half >>> 32);
  }

  static final int WIDTH = 32;

  /** The highest bit of each lane. */
  static final long SIGNS = 0x8000_0000_8000_0000L;

  /** {@code i32x4.splat}. */
  public static long i32x4_splat(int x) {
    return (x & 0xffff_ffffL) * 0x0000_0001_0000_0001L;
  }

  /** {@code i32x4.extract_lane}. */
  public static int i32x4_extract_lane(long low, long high, int lane) {
    return (int) ((lane < 2 ? low : high) >>> (lane << 5));
  }

  /** {@code i32x4.replace_lane}, the lower half. */
  public static long i32x4_replace_lane_lo(long low, long high, int x, int lane) {
    return lane < 2 ? replace(low, x, lane) : low;
  }

  /** {@code i32x4.replace_lane}, the upper half. */
  public static long i32x4_replace_lane_hi(long low, long high, int x, int lane) {
    return lane < 2 ? high : replace(high, x, lane);
  }

  private static long replace(long half, int x, int lane) {
    int at = lane << 5;
    return (half & ~(0xffff_ffffL << at)) | (x & 0xffff_ffffL) << at;
  }

  /** {@code i32x4.eq}. */
  public static long i32x4_eq(long a, long b) {
    return ~spread(Swar.nonZero(a ^ b, SIGNS), WIDTH);
  }

  /** {@code i32x4.ne}. */
  public static long i32x4_ne(long a, long b) {
    return spread(Swar.nonZero(a ^ b, SIGNS), WIDTH);
  }

  /** {@code i32x4.lt_s}. */
  public static long i32x4_lt_s(long a, long b) {
    return spread(Swar.lessSigned(a, b, SIGNS), WIDTH);
  }

  /** {@code i32x4.lt_u}. */
  public static long i32x4_lt_u(long a, long b) {
    return spread(Swar.less(a, b, SIGNS), WIDTH);
  }

  /** {@code i32x4.gt_s}. */
  public static long i32x4_gt_s(long a, long b) {
    return spread(Swar.lessSigned(b, a, SIGNS), WIDTH);
  }

  /** {@code i32x4.gt_u}. */
  public static long i32x4_gt_u(long a, long b) {
    return spread(Swar.less(b, a, SIGNS), WIDTH);
  }

  /** {@code i32x4.le_s}. */
  public static long i32x4_le_s(long a, long b) {
    return ~spread(Swar.lessSigned(b, a, SIGNS), WIDTH);
  }

  /** {@code i32x4.le_u}. */
  public static long i32x4_le_u(long a, long b) {
    return ~spread(Swar.less(b, a, SIGNS), WIDTH);
  }

  /** {@code i32x4.ge_s}. */
  public static long i32x4_ge_s(long a, long b) {
    return ~spread(Swar.lessSigned(a, b, SIGNS), WIDTH);
  }

  /** {@code i32x4.ge_u}. */
  public static long i32x4_ge_u(long a, long b) {
    return ~spread(Swar.less(a, b, SIGNS), WIDTH);
  }

  /** {@code i32x4.abs}. */
  public static long i32x4_abs(long a) {
    return Swar.abs(a, SIGNS, WIDTH);
  }

  /** {@code i32x4.neg}. */
  public static long i32x4_neg(long a) {
    return Swar.sub(0, a, SIGNS);
  }

  /** {@code i32x4.add}. */
  public static long i32x4_add(long a, long b) {
    return Swar.add(a, b, SIGNS);
  }

  /** {@code i32x4.sub}. */
  public static long i32x4_sub(long a, long b) {
    return Swar.sub(a, b, SIGNS);
  }

  /** {@code i32x4.min_s}. */
  public static long i32x4_min_s(long a, long b) {
    return Swar.select(i32x4_lt_s(a, b), a, b);
  }

  /** {@code i32x4.min_u}. */
  public static long i32x4_min_u(long a, long b) {
    return Swar.select(i32x4_lt_u(a, b), a, b);
  }

  /** {@code i32x4.max_s}. */
  public static long i32x4_max_s(long a, long b) {
    return Swar.select(i32x4_lt_s(a, b), b, a);
  }

  /** {@code i32x4.max_u}. */
  public static long i32x4_max_u(long a, long b) {
    return Swar.select(i32x4_lt_u(a, b), b, a);
  }

  /** {@code i32x4.shl}. */
  public static long i32x4_shl(long a, int count) {
    return Swar.shl(a, count & 31, SIGNS, WIDTH);
  }

  /** {@code i32x4.shr_s}. */
  public static long i32x4_shr_s(long a, int count) {
    return Swar.shrSigned(a, count & 31, SIGNS, WIDTH);
  }

  /** {@code i32x4.shr_u}. */
  public static long i32x4_shr_u(long a, int count) {
    return Swar.shr(a, count & 31, SIGNS, WIDTH);
  }

  /** {@code i32x4.all_true}. */
  public static int i32x4_all_true(long low, long high) {
    return (Swar.nonZero(low, SIGNS) & Swar.nonZero(high, SIGNS)) == SIGNS ? 1 : 0;
  }

  /** {@code i32x4.bitmask}. */
  public static int i32x4_bitmask(long low, long high) {
    return bits(low) | bits(high) << 2;
  }

  /** The sign of each lane. */
  private static int bits(long half) {
    return (int) ((half >>> 31 & 1) | (half >>> 62 & 2));
  }

  /** {@code i32x4.mul}. */
  public static long i32x4_mul(long a, long b) {
    return pack((int) a * (int) b, second(a) * second(b));
  }

  /** {@code i32x4.dot_i16x8_s}. */
  public static long i32x4_dot_i16x8_s(long a, long b) {
    return pack(dot((int) a, (int) b), dot(second(a), second(b)));
  }

  /** The sum of the products of two pairs of shorts. */
  private static int dot(int a, int b) {
    return (short) a * (short) b + (a >> 16) * (b >> 16);
  }

  /** {@code i32x4.extadd_pairwise_i16x8_s}. */
  public static long i32x4_extadd_pairwise_i16x8_s(long a) {
    return pack((short) a + ((int) a >> 16), (short) second(a) + (second(a) >> 16));
  }

  /** {@code i32x4.extadd_pairwise_i16x8_u}. */
  public static long i32x4_extadd_pairwise_i16x8_u(long a) {
    return (a & 0x0000_ffff_0000_ffffL) + (a >>> 16 & 0x0000_ffff_0000_ffffL);
  }

  /** {@code i32x4.extend_low_i16x8_s}, the lower half. */
  public static long i32x4_extend_low_i16x8_s_lo(long aLow, long aHigh) {
    return widenSigned((int) aLow);
  }

  /** {@code i32x4.extend_low_i16x8_s}, the upper half. */
  public static long i32x4_extend_low_i16x8_s_hi(long aLow, long aHigh) {
    return widenSigned(second(aLow));
  }

  /** {@code i32x4.extend_low_i16x8_u}, the lower half. */
  public static long i32x4_extend_low_i16x8_u_lo(long aLow, long aHigh) {
    return widenUnsigned((int) aLow);
  }

  /** {@code i32x4.extend_low_i16x8_u}, the upper half. */
  public static long i32x4_extend_low_i16x8_u_hi(long aLow, long aHigh) {
    return widenUnsigned(second(aLow));
  }

  /** {@code i32x4.extend_high_i16x8_s}, the lower half. */
  public static long i32x4_extend_high_i16x8_s_lo(long aLow, long aHigh) {
    return widenSigned((int) aHigh);
  }

  /** {@code i32x4.extend_high_i16x8_s}, the upper half. */
  public static long i32x4_extend_high_i16x8_s_hi(long aLow, long aHigh) {
    return widenSigned(second(aHigh));
  }

  /** {@code i32x4.extend_high_i16x8_u}, the lower half. */
  public static long i32x4_extend_high_i16x8_u_lo(long aLow, long aHigh) {
    return widenUnsigned((int) aHigh);
  }

  /** {@code i32x4.extend_high_i16x8_u}, the upper half. */
  public static long i32x4_extend_high_i16x8_u_hi(long aLow, long aHigh) {
    return widenUnsigned(second(aHigh));
  }

  /** Two shorts as ints. */
  static long widenUnsigned(int shorts) {
    return pack(shorts & 0xffff, shorts >>> 16);
  }

  /** Two shorts as ints with their signs. */
  static long widenSigned(int shorts) {
    return pack((short) shorts, shorts >> 16);
  }

  /** The products of two pairs of shorts. */
  private static long multiplySigned(int a, int b) {
    return pack((short) a * (short) b, (a >> 16) * (b >> 16));
  }

  /** The products of two pairs of shorts without signs. */
  private static long multiplyUnsigned(int a, int b) {
    return pack((a & 0xffff) * (b & 0xffff), (a >>> 16) * (b >>> 16));
  }

  /** {@code i32x4.extmul_low_i16x8_s}, the lower half. */
  public static long i32x4_extmul_low_i16x8_s_lo(long aLow, long aHigh, long bLow, long bHigh) {
    return multiplySigned((int) aLow, (int) bLow);
  }

  /** {@code i32x4.extmul_low_i16x8_s}, the upper half. */
  public static long i32x4_extmul_low_i16x8_s_hi(long aLow, long aHigh, long bLow, long bHigh) {
    return multiplySigned(second(aLow), second(bLow));
  }

  /** {@code i32x4.extmul_low_i16x8_u}, the lower half. */
  public static long i32x4_extmul_low_i16x8_u_lo(long aLow, long aHigh, long bLow, long bHigh) {
    return multiplyUnsigned((int) aLow, (int) bLow);
  }

  /** {@code i32x4.extmul_low_i16x8_u}, the upper half. */
  public static long i32x4_extmul_low_i16x8_u_hi(long aLow, long aHigh, long bLow, long bHigh) {
    return multiplyUnsigned(second(aLow), second(bLow));
  }

  /** {@code i32x4.extmul_high_i16x8_s}, the lower half. */
  public static long i32x4_extmul_high_i16x8_s_lo(long aLow, long aHigh, long bLow, long bHigh) {
    return multiplySigned((int) aHigh, (int) bHigh);
  }

  /** {@code i32x4.extmul_high_i16x8_s}, the upper half. */
  public static long i32x4_extmul_high_i16x8_s_hi(long aLow, long aHigh, long bLow, long bHigh) {
    return multiplySigned(second(aHigh), second(bHigh));
  }

  /** {@code i32x4.extmul_high_i16x8_u}, the lower half. */
  public static long i32x4_extmul_high_i16x8_u_lo(long aLow, long aHigh, long bLow, long bHigh) {
    return multiplyUnsigned((int) aHigh, (int) bHigh);
  }

  /** {@code i32x4.extmul_high_i16x8_u}, the upper half. */
  public static long i32x4_extmul_high_i16x8_u_hi(long aLow, long aHigh, long bLow, long bHigh) {
    return multiplyUnsigned(second(aHigh), second(bHigh));
  }

  /** {@code i32x4.trunc_sat_f32x4_s}. */
  public static long i32x4_trunc_sat_f32x4_s(long a) {
    return pack((int) F32x4.first(a), (int) F32x4.second(a));
  }

  /** {@code i32x4.trunc_sat_f32x4_u}. */
  public static long i32x4_trunc_sat_f32x4_u(long a) {
    return pack(I32.i32_trunc_sat_f32_u(F32x4.first(a)), I32.i32_trunc_sat_f32_u(F32x4.second(a)));
  }

  /** {@code i32x4.relaxed_trunc_f32x4_s}. */
  public static long i32x4_relaxed_trunc_f32x4_s(long a) {
    return pack((int) F32x4.first(a), (int) F32x4.second(a));
  }

  /** {@code i32x4.relaxed_trunc_f32x4_u}. */
  public static long i32x4_relaxed_trunc_f32x4_u(long a) {
    return pack(I32.i32_trunc_sat_f32_u(F32x4.first(a)), I32.i32_trunc_sat_f32_u(F32x4.second(a)));
  }

  /** {@code i32x4.trunc_sat_f64x2_s_zero}, the lower half. */
  public static long i32x4_trunc_sat_f64x2_s_zero_lo(long aLow, long aHigh) {
    return pack((int) Double.longBitsToDouble(aLow), (int) Double.longBitsToDouble(aHigh));
  }

  /** {@code i32x4.trunc_sat_f64x2_s_zero}, the upper half. */
  public static long i32x4_trunc_sat_f64x2_s_zero_hi(long aLow, long aHigh) {
    return 0;
  }

  /** {@code i32x4.trunc_sat_f64x2_u_zero}, the lower half. */
  public static long i32x4_trunc_sat_f64x2_u_zero_lo(long aLow, long aHigh) {
    return pack(
        I32.i32_trunc_sat_f64_u(Double.longBitsToDouble(aLow)),
        I32.i32_trunc_sat_f64_u(Double.longBitsToDouble(aHigh)));
  }

  /** {@code i32x4.trunc_sat_f64x2_u_zero}, the upper half. */
  public static long i32x4_trunc_sat_f64x2_u_zero_hi(long aLow, long aHigh) {
    return 0;
  }

  /** {@code i32x4.relaxed_trunc_f64x2_s_zero}, the lower half. */
  public static long i32x4_relaxed_trunc_f64x2_s_zero_lo(long aLow, long aHigh) {
    return pack((int) Double.longBitsToDouble(aLow), (int) Double.longBitsToDouble(aHigh));
  }

  /** {@code i32x4.relaxed_trunc_f64x2_s_zero}, the upper half. */
  public static long i32x4_relaxed_trunc_f64x2_s_zero_hi(long aLow, long aHigh) {
    return 0;
  }

  /** {@code i32x4.relaxed_trunc_f64x2_u_zero}, the lower half. */
  public static long i32x4_relaxed_trunc_f64x2_u_zero_lo(long aLow, long aHigh) {
    return pack(
        I32.i32_trunc_sat_f64_u(Double.longBitsToDouble(aLow)),
        I32.i32_trunc_sat_f64_u(Double.longBitsToDouble(aHigh)));
  }

  /** {@code i32x4.relaxed_trunc_f64x2_u_zero}, the upper half. */
  public static long i32x4_relaxed_trunc_f64x2_u_zero_hi(long aLow, long aHigh) {
    return 0;
  }

  /** {@code i32x4.relaxed_laneselect}. */
  public static long i32x4_relaxed_laneselect(long a, long b, long mask) {
    return Swar.select(mask, a, b);
  }

  /** {@code i32x4.relaxed_dot_i8x16_i7x16_add_s}. */
  public static long i32x4_relaxed_dot_i8x16_i7x16_add_s(long a, long b, long c) {
    long products = I16x8.i16x8_relaxed_dot_i8x16_i7x16_s(a, b);
    return i32x4_add(i32x4_extadd_pairwise_i16x8_s(products), c);
  }
}
