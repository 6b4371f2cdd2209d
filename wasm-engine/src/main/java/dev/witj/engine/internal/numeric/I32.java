package dev.witj.engine.internal.numeric;

import dev.witj.engine.Trap;
import dev.witj.engine.TrapKind;

/** Instructions that give an i32 and are not one of the JVM's. */
public final class I32 {
  private I32() {}

  /** {@code i32.div_s}. */
  public static int i32_div_s(int a, int b) {
    if (b == 0) {
      throw new Trap(TrapKind.INTEGER_DIVIDE_BY_ZERO);
    }
    if (b == -1 && a == Integer.MIN_VALUE) {
      throw new Trap(TrapKind.INTEGER_OVERFLOW);
    }
    return a / b;
  }

  /** {@code i32.div_u}. */
  public static int i32_div_u(int a, int b) {
    if (b == 0) {
      throw new Trap(TrapKind.INTEGER_DIVIDE_BY_ZERO);
    }
    return Integer.divideUnsigned(a, b);
  }

  /** {@code i32.rem_s}. */
  public static int i32_rem_s(int a, int b) {
    if (b == 0) {
      throw new Trap(TrapKind.INTEGER_DIVIDE_BY_ZERO);
    }
    return a % b;
  }

  /** {@code i32.rem_u}. */
  public static int i32_rem_u(int a, int b) {
    if (b == 0) {
      throw new Trap(TrapKind.INTEGER_DIVIDE_BY_ZERO);
    }
    return Integer.remainderUnsigned(a, b);
  }

  /** {@code i32.trunc_f32_s}. */
  public static int i32_trunc_f32_s(float x) {
    if (x >= -0x1p31f && x < 0x1p31f) {
      return (int) x;
    }
    throw notAnInteger(x);
  }

  /** {@code i32.trunc_f32_u}. */
  public static int i32_trunc_f32_u(float x) {
    if (x > -1f && x < 0x1p32f) {
      return (int) (long) x;
    }
    throw notAnInteger(x);
  }

  /** {@code i32.trunc_f64_s}. */
  public static int i32_trunc_f64_s(double x) {
    if (x > -0x1p31 - 1 && x < 0x1p31) {
      return (int) x;
    }
    throw notAnInteger(x);
  }

  /** {@code i32.trunc_f64_u}. */
  public static int i32_trunc_f64_u(double x) {
    if (x > -1 && x < 0x1p32) {
      return (int) (long) x;
    }
    throw notAnInteger(x);
  }

  /** {@code i32.trunc_sat_f32_s}. */
  public static int i32_trunc_sat_f32_s(float x) {
    return (int) x;
  }

  /** {@code i32.trunc_sat_f32_u}. */
  public static int i32_trunc_sat_f32_u(float x) {
    return (int) Math.clamp((long) x, 0L, 0xffff_ffffL);
  }

  /** {@code i32.trunc_sat_f64_s}. */
  public static int i32_trunc_sat_f64_s(double x) {
    return (int) x;
  }

  /** {@code i32.trunc_sat_f64_u}. */
  public static int i32_trunc_sat_f64_u(double x) {
    return (int) Math.clamp((long) x, 0L, 0xffff_ffffL);
  }

  static Trap notAnInteger(double x) {
    return new Trap(
        Double.isNaN(x) ? TrapKind.INVALID_CONVERSION_TO_INTEGER : TrapKind.INTEGER_OVERFLOW);
  }
}
