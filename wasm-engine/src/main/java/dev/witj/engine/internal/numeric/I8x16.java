package dev.witj.engine.internal.numeric;

import static dev.witj.engine.internal.numeric.Swar.spread;

/** Instructions on vectors of sixteen bytes. */
public final class I8x16 {
  private I8x16() {}

  static final int WIDTH = 8;

  /** The highest bit of each lane. */
  static final long SIGNS = 0x8080_8080_8080_8080L;

  /** {@code i8x16.splat}. */
  public static long i8x16_splat(int x) {
    return (x & 0xff) * 0x0101_0101_0101_0101L;
  }

  /** {@code i8x16.extract_lane_s}. */
  public static int i8x16_extract_lane_s(long low, long high, int lane) {
    return (byte) ((lane < 8 ? low : high) >>> (lane << 3));
  }

  /** {@code i8x16.extract_lane_u}. */
  public static int i8x16_extract_lane_u(long low, long high, int lane) {
    return (int) ((lane < 8 ? low : high) >>> (lane << 3)) & 0xff;
  }

  /** {@code i8x16.replace_lane}, the lower half. */
  public static long i8x16_replace_lane_lo(long low, long high, int x, int lane) {
    return lane < 8 ? replace(low, x, lane) : low;
  }

  /** {@code i8x16.replace_lane}, the upper half. */
  public static long i8x16_replace_lane_hi(long low, long high, int x, int lane) {
    return lane < 8 ? high : replace(high, x, lane);
  }

  private static long replace(long half, int x, int lane) {
    int at = lane << 3;
    return (half & ~(0xffL << at)) | ((x & 0xffL) << at);
  }

  /** {@code i8x16.eq}. */
  public static long i8x16_eq(long a, long b) {
    return ~spread(Swar.nonZero(a ^ b, SIGNS), WIDTH);
  }

  /** {@code i8x16.ne}. */
  public static long i8x16_ne(long a, long b) {
    return spread(Swar.nonZero(a ^ b, SIGNS), WIDTH);
  }

  /** {@code i8x16.lt_s}. */
  public static long i8x16_lt_s(long a, long b) {
    return spread(Swar.lessSigned(a, b, SIGNS), WIDTH);
  }

  /** {@code i8x16.lt_u}. */
  public static long i8x16_lt_u(long a, long b) {
    return spread(Swar.less(a, b, SIGNS), WIDTH);
  }

  /** {@code i8x16.gt_s}. */
  public static long i8x16_gt_s(long a, long b) {
    return spread(Swar.lessSigned(b, a, SIGNS), WIDTH);
  }

  /** {@code i8x16.gt_u}. */
  public static long i8x16_gt_u(long a, long b) {
    return spread(Swar.less(b, a, SIGNS), WIDTH);
  }

  /** {@code i8x16.le_s}. */
  public static long i8x16_le_s(long a, long b) {
    return ~spread(Swar.lessSigned(b, a, SIGNS), WIDTH);
  }

  /** {@code i8x16.le_u}. */
  public static long i8x16_le_u(long a, long b) {
    return ~spread(Swar.less(b, a, SIGNS), WIDTH);
  }

  /** {@code i8x16.ge_s}. */
  public static long i8x16_ge_s(long a, long b) {
    return ~spread(Swar.lessSigned(a, b, SIGNS), WIDTH);
  }

  /** {@code i8x16.ge_u}. */
  public static long i8x16_ge_u(long a, long b) {
    return ~spread(Swar.less(a, b, SIGNS), WIDTH);
  }

  /** {@code i8x16.abs}. */
  public static long i8x16_abs(long a) {
    return Swar.abs(a, SIGNS, WIDTH);
  }

  /** {@code i8x16.neg}. */
  public static long i8x16_neg(long a) {
    return Swar.sub(0, a, SIGNS);
  }

  /** {@code i8x16.add}. */
  public static long i8x16_add(long a, long b) {
    return Swar.add(a, b, SIGNS);
  }

  /** {@code i8x16.sub}. */
  public static long i8x16_sub(long a, long b) {
    return Swar.sub(a, b, SIGNS);
  }

  /** {@code i8x16.add_sat_s}. */
  public static long i8x16_add_sat_s(long a, long b) {
    return Swar.addSaturating(a, b, SIGNS, WIDTH);
  }

  /** {@code i8x16.add_sat_u}. */
  public static long i8x16_add_sat_u(long a, long b) {
    return Swar.addSaturatingUnsigned(a, b, SIGNS, WIDTH);
  }

  /** {@code i8x16.sub_sat_s}. */
  public static long i8x16_sub_sat_s(long a, long b) {
    return Swar.subSaturating(a, b, SIGNS, WIDTH);
  }

  /** {@code i8x16.sub_sat_u}. */
  public static long i8x16_sub_sat_u(long a, long b) {
    return Swar.subSaturatingUnsigned(a, b, SIGNS, WIDTH);
  }

  /** {@code i8x16.avgr_u}. */
  public static long i8x16_avgr_u(long a, long b) {
    return Swar.average(a, b, SIGNS);
  }

  /** {@code i8x16.min_s}. */
  public static long i8x16_min_s(long a, long b) {
    return Swar.select(i8x16_lt_s(a, b), a, b);
  }

  /** {@code i8x16.min_u}. */
  public static long i8x16_min_u(long a, long b) {
    return Swar.select(i8x16_lt_u(a, b), a, b);
  }

  /** {@code i8x16.max_s}. */
  public static long i8x16_max_s(long a, long b) {
    return Swar.select(i8x16_lt_s(a, b), b, a);
  }

  /** {@code i8x16.max_u}. */
  public static long i8x16_max_u(long a, long b) {
    return Swar.select(i8x16_lt_u(a, b), b, a);
  }

  /** {@code i8x16.shl}. */
  public static long i8x16_shl(long a, int count) {
    return Swar.shl(a, count & 7, SIGNS, WIDTH);
  }

  /** {@code i8x16.shr_s}. */
  public static long i8x16_shr_s(long a, int count) {
    return Swar.shrSigned(a, count & 7, SIGNS, WIDTH);
  }

  /** {@code i8x16.shr_u}. */
  public static long i8x16_shr_u(long a, int count) {
    return Swar.shr(a, count & 7, SIGNS, WIDTH);
  }

  /** {@code i8x16.all_true}. */
  public static int i8x16_all_true(long low, long high) {
    return (Swar.nonZero(low, SIGNS) & Swar.nonZero(high, SIGNS)) == SIGNS ? 1 : 0;
  }

  /** {@code i8x16.bitmask}. */
  public static int i8x16_bitmask(long low, long high) {
    return bits(low) | bits(high) << 8;
  }

  /** The sign of each lane. */
  private static int bits(long half) {
    // The multiplication adds up eight shifted copies, one for each lane, in the highest byte.
    return (int) ((((half >>> 7) & 0x0101_0101_0101_0101L) * 0x0102_0408_1020_4080L) >>> 56);
  }

  /** {@code i8x16.popcnt}. */
  public static long i8x16_popcnt(long a) {
    long pairs = a - (a >>> 1 & 0x5555_5555_5555_5555L);
    long fours = (pairs & 0x3333_3333_3333_3333L) + (pairs >>> 2 & 0x3333_3333_3333_3333L);
    return fours + (fours >>> 4) & 0x0f0f_0f0f_0f0f_0f0fL;
  }

  /** {@code i8x16.narrow_i16x8_s}, the lower half. */
  public static long i8x16_narrow_i16x8_s_lo(long aLow, long aHigh, long bLow, long bHigh) {
    return narrowSigned(aLow, aHigh);
  }

  /** {@code i8x16.narrow_i16x8_u}, the lower half. */
  public static long i8x16_narrow_i16x8_u_lo(long aLow, long aHigh, long bLow, long bHigh) {
    return narrowUnsigned(aLow, aHigh);
  }

  /** {@code i8x16.narrow_i16x8_s}, the upper half. */
  public static long i8x16_narrow_i16x8_s_hi(long aLow, long aHigh, long bLow, long bHigh) {
    return narrowSigned(bLow, bHigh);
  }

  /** {@code i8x16.narrow_i16x8_u}, the upper half. */
  public static long i8x16_narrow_i16x8_u_hi(long aLow, long aHigh, long bLow, long bHigh) {
    return narrowUnsigned(bLow, bHigh);
  }

  private static long narrowSigned(long low, long high) {
    return pack(clamp(low, -0x80, 0x7f)) | pack(clamp(high, -0x80, 0x7f)) << 32;
  }

  private static long narrowUnsigned(long low, long high) {
    return pack(clamp(low, 0, 0xff)) | pack(clamp(high, 0, 0xff)) << 32;
  }

  private static long clamp(long shorts, int least, int most) {
    long raised = I16x8.i16x8_max_s(shorts, I16x8.i16x8_splat(least));
    return I16x8.i16x8_min_s(raised, I16x8.i16x8_splat(most));
  }

  /** The lower byte of each of four shorts, side by side. */
  private static long pack(long shorts) {
    long bytes = shorts & 0x00ff_00ff_00ff_00ffL;
    long pairs = (bytes | bytes >>> 8) & 0x0000_ffff_0000_ffffL;
    return (pairs | pairs >>> 16) & 0xffff_ffffL;
  }

  /** {@code i8x16.swizzle}, the lower half. */
  public static long i8x16_swizzle_lo(long aLow, long aHigh, long bLow, long bHigh) {
    return swizzle(aLow, aHigh, bLow);
  }

  /** {@code i8x16.swizzle}, the upper half. */
  public static long i8x16_swizzle_hi(long aLow, long aHigh, long bLow, long bHigh) {
    return swizzle(aLow, aHigh, bHigh);
  }

  /** {@code i8x16.relaxed_swizzle}, the lower half. */
  public static long i8x16_relaxed_swizzle_lo(long aLow, long aHigh, long bLow, long bHigh) {
    return swizzle(aLow, aHigh, bLow);
  }

  /** {@code i8x16.relaxed_swizzle}, the upper half. */
  public static long i8x16_relaxed_swizzle_hi(long aLow, long aHigh, long bLow, long bHigh) {
    return swizzle(aLow, aHigh, bHigh);
  }

  private static long swizzle(long low, long high, long lanes) {
    long result = 0;
    for (int at = 0; at < Long.SIZE; at += Byte.SIZE) {
      int lane = (int) (lanes >>> at) & 0xff;
      // A lane that is not there gives 0: the mask is what is left of lane - 16 being negative.
      long value = (lane < 8 ? low : high) >>> (lane << 3) & 0xff & ((lane - 16) >> 31);
      result |= value << at;
    }
    return result;
  }

  /** {@code i8x16.shuffle}, the lower half. */
  public static long i8x16_shuffle_lo(
      long aLow, long aHigh, long bLow, long bHigh, long lanesLow, long lanesHigh) {
    return shuffle(aLow, aHigh, bLow, bHigh, lanesLow);
  }

  /** {@code i8x16.shuffle}, the upper half. */
  public static long i8x16_shuffle_hi(
      long aLow, long aHigh, long bLow, long bHigh, long lanesLow, long lanesHigh) {
    return shuffle(aLow, aHigh, bLow, bHigh, lanesHigh);
  }

  private static long shuffle(long aLow, long aHigh, long bLow, long bHigh, long lanes) {
    long result = 0;
    for (int at = 0; at < Long.SIZE; at += Byte.SIZE) {
      int lane = (int) (lanes >>> at);
      long low = (lane & 16) == 0 ? aLow : bLow;
      long high = (lane & 16) == 0 ? aHigh : bHigh;
      result |= (((lane & 8) == 0 ? low : high) >>> (lane << 3) & 0xff) << at;
    }
    return result;
  }

  /** {@code i8x16.relaxed_laneselect}. */
  public static long i8x16_relaxed_laneselect(long a, long b, long mask) {
    return Swar.select(mask, a, b);
  }
}
