package dev.witj.engine.internal.numeric;

import dev.witj.engine.Trap;
import dev.witj.engine.TrapKind;

/** Instructions that give an i64, or two of them, and are not one of the JVM's. */
public final class I64 {
  private I64() {}

  /** {@code i64.div_s}. */
  public static long i64_div_s(long a, long b) {
    if (b == 0) {
      throw new Trap(TrapKind.INTEGER_DIVIDE_BY_ZERO);
    }
    if (b == -1 && a == Long.MIN_VALUE) {
      throw new Trap(TrapKind.INTEGER_OVERFLOW);
    }
    return a / b;
  }

  /** {@code i64.div_u}. */
  public static long i64_div_u(long a, long b) {
    if (b == 0) {
      throw new Trap(TrapKind.INTEGER_DIVIDE_BY_ZERO);
    }
    return Long.divideUnsigned(a, b);
  }

  /** {@code i64.rem_s}. */
  public static long i64_rem_s(long a, long b) {
    if (b == 0) {
      throw new Trap(TrapKind.INTEGER_DIVIDE_BY_ZERO);
    }
    return a % b;
  }

  /** {@code i64.rem_u}. */
  public static long i64_rem_u(long a, long b) {
    if (b == 0) {
      throw new Trap(TrapKind.INTEGER_DIVIDE_BY_ZERO);
    }
    return Long.remainderUnsigned(a, b);
  }

  /** {@code i64.trunc_f32_s}. */
  public static long i64_trunc_f32_s(float x) {
    if (x >= -0x1p63f && x < 0x1p63f) {
      return (long) x;
    }
    throw I32.notAnInteger(x);
  }

  /** {@code i64.trunc_f32_u}. */
  public static long i64_trunc_f32_u(float x) {
    return i64_trunc_f64_u(x);
  }

  /** {@code i64.trunc_f64_s}. */
  public static long i64_trunc_f64_s(double x) {
    if (x >= -0x1p63 && x < 0x1p63) {
      return (long) x;
    }
    throw I32.notAnInteger(x);
  }

  /** {@code i64.trunc_f64_u}. */
  public static long i64_trunc_f64_u(double x) {
    if (x > -1 && x < 0x1p63) {
      return (long) x;
    }
    if (x >= 0x1p63 && x < 0x1p64) {
      return upperHalf(x);
    }
    throw I32.notAnInteger(x);
  }

  /** {@code i64.trunc_sat_f32_s}. */
  public static long i64_trunc_sat_f32_s(float x) {
    return (long) x;
  }

  /** {@code i64.trunc_sat_f32_u}. */
  public static long i64_trunc_sat_f32_u(float x) {
    return i64_trunc_sat_f64_u(x);
  }

  /** {@code i64.trunc_sat_f64_s}. */
  public static long i64_trunc_sat_f64_s(double x) {
    return (long) x;
  }

  /** {@code i64.trunc_sat_f64_u}. */
  public static long i64_trunc_sat_f64_u(double x) {
    if (x < 0x1p63) {
      return Math.max((long) x, 0);
    }
    return x < 0x1p64 ? upperHalf(x) : Double.isNaN(x) ? 0 : -1;
  }

  /** A number from 2^63 on, which Java's conversion would cut. */
  private static long upperHalf(double x) {
    return (long) (x - 0x1p63) ^ Long.MIN_VALUE;
  }

  /** {@code i64.add128}, the lower half. */
  public static long i64_add128_lo(long aLow, long aHigh, long bLow, long bHigh) {
    return aLow + bLow;
  }

  /** {@code i64.add128}, the upper half. */
  public static long i64_add128_hi(long aLow, long aHigh, long bLow, long bHigh) {
    return aHigh + bHigh + (Long.compareUnsigned(aLow + bLow, aLow) < 0 ? 1 : 0);
  }

  /** {@code i64.sub128}, the lower half. */
  public static long i64_sub128_lo(long aLow, long aHigh, long bLow, long bHigh) {
    return aLow - bLow;
  }

  /** {@code i64.sub128}, the upper half. */
  public static long i64_sub128_hi(long aLow, long aHigh, long bLow, long bHigh) {
    return aHigh - bHigh - (Long.compareUnsigned(aLow, bLow) < 0 ? 1 : 0);
  }

  /** {@code i64.mul_wide_s}, the lower half. */
  public static long i64_mul_wide_s_lo(long a, long b) {
    return a * b;
  }

  /** {@code i64.mul_wide_s}, the upper half. */
  public static long i64_mul_wide_s_hi(long a, long b) {
    return Math.multiplyHigh(a, b);
  }

  /** {@code i64.mul_wide_u}, the lower half. */
  public static long i64_mul_wide_u_lo(long a, long b) {
    return a * b;
  }

  /** {@code i64.mul_wide_u}, the upper half. */
  public static long i64_mul_wide_u_hi(long a, long b) {
    return Math.unsignedMultiplyHigh(a, b);
  }
}
