package dev.witj.engine.internal.numeric;

import static dev.witj.engine.internal.numeric.Swar.spread;

/** Instructions on vectors of eight shorts. */
public final class I16x8 {
  private I16x8() {}

  static final int WIDTH = 16;

  /** The highest bit of each lane. */
  static final long SIGNS = 0x8000_8000_8000_8000L;

  /** {@code i16x8.splat}. */
  public static long i16x8_splat(int x) {
    return (x & 0xffff) * 0x0001_0001_0001_0001L;
  }

  /** {@code i16x8.extract_lane_s}. */
  public static int i16x8_extract_lane_s(long low, long high, int lane) {
    return (short) ((lane < 4 ? low : high) >>> (lane << 4));
  }

  /** {@code i16x8.extract_lane_u}. */
  public static int i16x8_extract_lane_u(long low, long high, int lane) {
    return (int) ((lane < 4 ? low : high) >>> (lane << 4)) & 0xffff;
  }

  /** {@code i16x8.replace_lane}, the lower half. */
  public static long i16x8_replace_lane_lo(long low, long high, int x, int lane) {
    return lane < 4 ? replace(low, x, lane) : low;
  }

  /** {@code i16x8.replace_lane}, the upper half. */
  public static long i16x8_replace_lane_hi(long low, long high, int x, int lane) {
    return lane < 4 ? high : replace(high, x, lane);
  }

  private static long replace(long half, int x, int lane) {
    int at = lane << 4;
    return (half & ~(0xffffL << at)) | (x & 0xffffL) << at;
  }

  /** {@code i16x8.eq}. */
  public static long i16x8_eq(long a, long b) {
    return ~spread(Swar.nonZero(a ^ b, SIGNS), WIDTH);
  }

  /** {@code i16x8.ne}. */
  public static long i16x8_ne(long a, long b) {
    return spread(Swar.nonZero(a ^ b, SIGNS), WIDTH);
  }

  /** {@code i16x8.lt_s}. */
  public static long i16x8_lt_s(long a, long b) {
    return spread(Swar.lessSigned(a, b, SIGNS), WIDTH);
  }

  /** {@code i16x8.lt_u}. */
  public static long i16x8_lt_u(long a, long b) {
    return spread(Swar.less(a, b, SIGNS), WIDTH);
  }

  /** {@code i16x8.gt_s}. */
  public static long i16x8_gt_s(long a, long b) {
    return spread(Swar.lessSigned(b, a, SIGNS), WIDTH);
  }

  /** {@code i16x8.gt_u}. */
  public static long i16x8_gt_u(long a, long b) {
    return spread(Swar.less(b, a, SIGNS), WIDTH);
  }

  /** {@code i16x8.le_s}. */
  public static long i16x8_le_s(long a, long b) {
    return ~spread(Swar.lessSigned(b, a, SIGNS), WIDTH);
  }

  /** {@code i16x8.le_u}. */
  public static long i16x8_le_u(long a, long b) {
    return ~spread(Swar.less(b, a, SIGNS), WIDTH);
  }

  /** {@code i16x8.ge_s}. */
  public static long i16x8_ge_s(long a, long b) {
    return ~spread(Swar.lessSigned(a, b, SIGNS), WIDTH);
  }

  /** {@code i16x8.ge_u}. */
  public static long i16x8_ge_u(long a, long b) {
    return ~spread(Swar.less(a, b, SIGNS), WIDTH);
  }

  /** {@code i16x8.abs}. */
  public static long i16x8_abs(long a) {
    return Swar.abs(a, SIGNS, WIDTH);
  }

  /** {@code i16x8.neg}. */
  public static long i16x8_neg(long a) {
    return Swar.sub(0, a, SIGNS);
  }

  /** {@code i16x8.add}. */
  public static long i16x8_add(long a, long b) {
    return Swar.add(a, b, SIGNS);
  }

  /** {@code i16x8.sub}. */
  public static long i16x8_sub(long a, long b) {
    return Swar.sub(a, b, SIGNS);
  }

  /** {@code i16x8.add_sat_s}. */
  public static long i16x8_add_sat_s(long a, long b) {
    return Swar.addSaturating(a, b, SIGNS, WIDTH);
  }

  /** {@code i16x8.add_sat_u}. */
  public static long i16x8_add_sat_u(long a, long b) {
    return Swar.addSaturatingUnsigned(a, b, SIGNS, WIDTH);
  }

  /** {@code i16x8.sub_sat_s}. */
  public static long i16x8_sub_sat_s(long a, long b) {
    return Swar.subSaturating(a, b, SIGNS, WIDTH);
  }

  /** {@code i16x8.sub_sat_u}. */
  public static long i16x8_sub_sat_u(long a, long b) {
    return Swar.subSaturatingUnsigned(a, b, SIGNS, WIDTH);
  }

  /** {@code i16x8.avgr_u}. */
  public static long i16x8_avgr_u(long a, long b) {
    return Swar.average(a, b, SIGNS);
  }

  /** {@code i16x8.min_s}. */
  public static long i16x8_min_s(long a, long b) {
    return Swar.select(i16x8_lt_s(a, b), a, b);
  }

  /** {@code i16x8.min_u}. */
  public static long i16x8_min_u(long a, long b) {
    return Swar.select(i16x8_lt_u(a, b), a, b);
  }

  /** {@code i16x8.max_s}. */
  public static long i16x8_max_s(long a, long b) {
    return Swar.select(i16x8_lt_s(a, b), b, a);
  }

  /** {@code i16x8.max_u}. */
  public static long i16x8_max_u(long a, long b) {
    return Swar.select(i16x8_lt_u(a, b), b, a);
  }

  /** {@code i16x8.shl}. */
  public static long i16x8_shl(long a, int count) {
    return Swar.shl(a, count & 15, SIGNS, WIDTH);
  }

  /** {@code i16x8.shr_s}. */
  public static long i16x8_shr_s(long a, int count) {
    return Swar.shrSigned(a, count & 15, SIGNS, WIDTH);
  }

  /** {@code i16x8.shr_u}. */
  public static long i16x8_shr_u(long a, int count) {
    return Swar.shr(a, count & 15, SIGNS, WIDTH);
  }

  /** {@code i16x8.all_true}. */
  public static int i16x8_all_true(long low, long high) {
    return (Swar.nonZero(low, SIGNS) & Swar.nonZero(high, SIGNS)) == SIGNS ? 1 : 0;
  }

  /** {@code i16x8.bitmask}. */
  public static int i16x8_bitmask(long low, long high) {
    return bits(low) | bits(high) << 4;
  }

  /** The sign of each lane. */
  private static int bits(long half) {
    return (int) (((half >>> 15 & 0x0001_0001_0001_0001L) * 0x0001_0002_0004_0008L) >>> 48) & 0xf;
  }

  /** {@code i16x8.mul}. */
  public static long i16x8_mul(long a, long b) {
    return multiply(a, b)
        | multiply(a >>> 16, b >>> 16) << 16
        | multiply(a >>> 32, b >>> 32) << 32
        | multiply(a >>> 48, b >>> 48) << 48;
  }

  private static long multiply(long a, long b) {
    return a * b & 0xffff;
  }

  /** {@code i16x8.extadd_pairwise_i8x16_s}. */
  public static long i16x8_extadd_pairwise_i8x16_s(long a) {
    return Swar.add(i16x8_shr_s(a << 8, 8), i16x8_shr_s(a, 8), SIGNS);
  }

  /** {@code i16x8.extadd_pairwise_i8x16_u}. */
  public static long i16x8_extadd_pairwise_i8x16_u(long a) {
    return (a & 0x00ff_00ff_00ff_00ffL) + (a >>> 8 & 0x00ff_00ff_00ff_00ffL);
  }

  /** {@code i16x8.q15mulr_sat_s}. */
  public static long i16x8_q15mulr_sat_s(long a, long b) {
    return fraction(a, b)
        | fraction(a >>> 16, b >>> 16) << 16
        | fraction(a >>> 32, b >>> 32) << 32
        | fraction(a >>> 48, b >>> 48) << 48;
  }

  /** {@code i16x8.relaxed_q15mulr_s}. */
  public static long i16x8_relaxed_q15mulr_s(long a, long b) {
    return i16x8_q15mulr_sat_s(a, b);
  }

  private static long fraction(long a, long b) {
    return Math.min(((short) a * (short) b + 0x4000) >> 15, Short.MAX_VALUE) & 0xffff;
  }

  /** {@code i16x8.narrow_i32x4_s}, the lower half. */
  public static long i16x8_narrow_i32x4_s_lo(long aLow, long aHigh, long bLow, long bHigh) {
    return narrowSigned(aLow) | narrowSigned(aHigh) << 32;
  }

  /** {@code i16x8.narrow_i32x4_s}, the upper half. */
  public static long i16x8_narrow_i32x4_s_hi(long aLow, long aHigh, long bLow, long bHigh) {
    return narrowSigned(bLow) | narrowSigned(bHigh) << 32;
  }

  /** {@code i16x8.narrow_i32x4_u}, the lower half. */
  public static long i16x8_narrow_i32x4_u_lo(long aLow, long aHigh, long bLow, long bHigh) {
    return narrowUnsigned(aLow) | narrowUnsigned(aHigh) << 32;
  }

  /** {@code i16x8.narrow_i32x4_u}, the upper half. */
  public static long i16x8_narrow_i32x4_u_hi(long aLow, long aHigh, long bLow, long bHigh) {
    return narrowUnsigned(bLow) | narrowUnsigned(bHigh) << 32;
  }

  private static long narrowSigned(long ints) {
    int first = Math.clamp(ints << 32 >> 32, Short.MIN_VALUE, Short.MAX_VALUE);
    int second = Math.clamp(ints >> 32, Short.MIN_VALUE, Short.MAX_VALUE);
    return (first & 0xffffL) | (second & 0xffffL) << 16;
  }

  private static long narrowUnsigned(long ints) {
    int first = Math.clamp(ints << 32 >> 32, 0, 0xffff);
    int second = Math.clamp(ints >> 32, 0, 0xffff);
    return first | (long) second << 16;
  }

  /** {@code i16x8.extend_low_i8x16_s}, the lower half. */
  public static long i16x8_extend_low_i8x16_s_lo(long aLow, long aHigh) {
    return widenSigned(aLow);
  }

  /** {@code i16x8.extend_low_i8x16_s}, the upper half. */
  public static long i16x8_extend_low_i8x16_s_hi(long aLow, long aHigh) {
    return widenSigned(aLow >>> 32);
  }

  /** {@code i16x8.extend_low_i8x16_u}, the lower half. */
  public static long i16x8_extend_low_i8x16_u_lo(long aLow, long aHigh) {
    return widenUnsigned(aLow);
  }

  /** {@code i16x8.extend_low_i8x16_u}, the upper half. */
  public static long i16x8_extend_low_i8x16_u_hi(long aLow, long aHigh) {
    return widenUnsigned(aLow >>> 32);
  }

  /** {@code i16x8.extend_high_i8x16_s}, the lower half. */
  public static long i16x8_extend_high_i8x16_s_lo(long aLow, long aHigh) {
    return widenSigned(aHigh);
  }

  /** {@code i16x8.extend_high_i8x16_s}, the upper half. */
  public static long i16x8_extend_high_i8x16_s_hi(long aLow, long aHigh) {
    return widenSigned(aHigh >>> 32);
  }

  /** {@code i16x8.extend_high_i8x16_u}, the lower half. */
  public static long i16x8_extend_high_i8x16_u_lo(long aLow, long aHigh) {
    return widenUnsigned(aHigh);
  }

  /** {@code i16x8.extend_high_i8x16_u}, the upper half. */
  public static long i16x8_extend_high_i8x16_u_hi(long aLow, long aHigh) {
    return widenUnsigned(aHigh >>> 32);
  }

  /** The lower four bytes, as shorts. */
  static long widenUnsigned(long bytes) {
    long pairs = ((bytes & 0xffff_ffffL) | bytes << 16) & 0x0000_ffff_0000_ffffL;
    return (pairs | pairs << 8) & 0x00ff_00ff_00ff_00ffL;
  }

  /** The lower four bytes, as shorts with their signs. */
  static long widenSigned(long bytes) {
    long wide = widenUnsigned(bytes);
    return wide | (wide & 0x0080_0080_0080_0080L) * 0x1fe;
  }

  /** {@code i16x8.extmul_low_i8x16_s}, the lower half. */
  public static long i16x8_extmul_low_i8x16_s_lo(long aLow, long aHigh, long bLow, long bHigh) {
    return i16x8_mul(widenSigned(aLow), widenSigned(bLow));
  }

  /** {@code i16x8.extmul_low_i8x16_s}, the upper half. */
  public static long i16x8_extmul_low_i8x16_s_hi(long aLow, long aHigh, long bLow, long bHigh) {
    return i16x8_mul(widenSigned(aLow >>> 32), widenSigned(bLow >>> 32));
  }

  /** {@code i16x8.extmul_low_i8x16_u}, the lower half. */
  public static long i16x8_extmul_low_i8x16_u_lo(long aLow, long aHigh, long bLow, long bHigh) {
    return i16x8_mul(widenUnsigned(aLow), widenUnsigned(bLow));
  }

  /** {@code i16x8.extmul_low_i8x16_u}, the upper half. */
  public static long i16x8_extmul_low_i8x16_u_hi(long aLow, long aHigh, long bLow, long bHigh) {
    return i16x8_mul(widenUnsigned(aLow >>> 32), widenUnsigned(bLow >>> 32));
  }

  /** {@code i16x8.extmul_high_i8x16_s}, the lower half. */
  public static long i16x8_extmul_high_i8x16_s_lo(long aLow, long aHigh, long bLow, long bHigh) {
    return i16x8_mul(widenSigned(aHigh), widenSigned(bHigh));
  }

  /** {@code i16x8.extmul_high_i8x16_s}, the upper half. */
  public static long i16x8_extmul_high_i8x16_s_hi(long aLow, long aHigh, long bLow, long bHigh) {
    return i16x8_mul(widenSigned(aHigh >>> 32), widenSigned(bHigh >>> 32));
  }

  /** {@code i16x8.extmul_high_i8x16_u}, the lower half. */
  public static long i16x8_extmul_high_i8x16_u_lo(long aLow, long aHigh, long bLow, long bHigh) {
    return i16x8_mul(widenUnsigned(aHigh), widenUnsigned(bHigh));
  }

  /** {@code i16x8.extmul_high_i8x16_u}, the upper half. */
  public static long i16x8_extmul_high_i8x16_u_hi(long aLow, long aHigh, long bLow, long bHigh) {
    return i16x8_mul(widenUnsigned(aHigh >>> 32), widenUnsigned(bHigh >>> 32));
  }

  /** {@code i16x8.relaxed_dot_i8x16_i7x16_s}. */
  public static long i16x8_relaxed_dot_i8x16_i7x16_s(long a, long b) {
    long even = i16x8_mul(i16x8_shr_s(a << 8, 8), i16x8_shr_s(b << 8, 8));
    long odd = i16x8_mul(i16x8_shr_s(a, 8), i16x8_shr_s(b, 8));
    return Swar.addSaturating(even, odd, SIGNS, WIDTH);
  }

  /** {@code i16x8.relaxed_laneselect}. */
  public static long i16x8_relaxed_laneselect(long a, long b, long mask) {
    return Swar.select(mask, a, b);
  }
}
