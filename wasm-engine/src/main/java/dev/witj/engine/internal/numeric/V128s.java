package dev.witj.engine.internal.numeric;

/** Instructions on vectors whatever their lanes are, and loads of vectors that are less wide. */
public final class V128s {
  private V128s() {}

  /** {@code v128.not}. */
  public static long v128_not(long a) {
    return ~a;
  }

  /** {@code v128.and}. */
  public static long v128_and(long a, long b) {
    return a & b;
  }

  /** {@code v128.andnot}. */
  public static long v128_andnot(long a, long b) {
    return a & ~b;
  }

  /** {@code v128.or}. */
  public static long v128_or(long a, long b) {
    return a | b;
  }

  /** {@code v128.xor}. */
  public static long v128_xor(long a, long b) {
    return a ^ b;
  }

  /** {@code v128.bitselect}. */
  public static long v128_bitselect(long a, long b, long mask) {
    return Swar.select(mask, a, b);
  }

  /** {@code v128.any_true}. */
  public static int v128_any_true(long low, long high) {
    return (low | high) != 0 ? 1 : 0;
  }

  /** {@code v128.load8x8_s}, the lower half, of the eight bytes that are loaded. */
  public static long v128_load8x8_s_lo(long loaded) {
    return I16x8.widenSigned(loaded);
  }

  /** {@code v128.load8x8_s}, the upper half, of the eight bytes that are loaded. */
  public static long v128_load8x8_s_hi(long loaded) {
    return I16x8.widenSigned(loaded >>> 32);
  }

  /** {@code v128.load8x8_u}, the lower half, of the eight bytes that are loaded. */
  public static long v128_load8x8_u_lo(long loaded) {
    return I16x8.widenUnsigned(loaded);
  }

  /** {@code v128.load8x8_u}, the upper half, of the eight bytes that are loaded. */
  public static long v128_load8x8_u_hi(long loaded) {
    return I16x8.widenUnsigned(loaded >>> 32);
  }

  /** {@code v128.load16x4_s}, the lower half, of the eight bytes that are loaded. */
  public static long v128_load16x4_s_lo(long loaded) {
    return I32x4.widenSigned((int) loaded);
  }

  /** {@code v128.load16x4_s}, the upper half, of the eight bytes that are loaded. */
  public static long v128_load16x4_s_hi(long loaded) {
    return I32x4.widenSigned(I32x4.second(loaded));
  }

  /** {@code v128.load16x4_u}, the lower half, of the eight bytes that are loaded. */
  public static long v128_load16x4_u_lo(long loaded) {
    return I32x4.widenUnsigned((int) loaded);
  }

  /** {@code v128.load16x4_u}, the upper half, of the eight bytes that are loaded. */
  public static long v128_load16x4_u_hi(long loaded) {
    return I32x4.widenUnsigned(I32x4.second(loaded));
  }

  /** {@code v128.load32x2_s}, the lower half, of the eight bytes that are loaded. */
  public static long v128_load32x2_s_lo(long loaded) {
    return (int) loaded;
  }

  /** {@code v128.load32x2_s}, the upper half, of the eight bytes that are loaded. */
  public static long v128_load32x2_s_hi(long loaded) {
    return loaded >> 32;
  }

  /** {@code v128.load32x2_u}, the lower half, of the eight bytes that are loaded. */
  public static long v128_load32x2_u_lo(long loaded) {
    return loaded & 0xffff_ffffL;
  }

  /** {@code v128.load32x2_u}, the upper half, of the eight bytes that are loaded. */
  public static long v128_load32x2_u_hi(long loaded) {
    return loaded >>> 32;
  }
}
