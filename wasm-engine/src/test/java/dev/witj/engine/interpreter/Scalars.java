package dev.witj.engine.interpreter;

import dev.witj.binary.core.Opcode;
import dev.witj.engine.Trap;
import dev.witj.engine.TrapKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Instructions on numbers. */
final class Scalars {
  private Scalars() {}

  /**
   * What an instruction makes of operands, all of the one or two that it has.
   *
   * @return a number; null if it is no instruction on numbers alone with one result
   */
  @SuppressWarnings("UnnecessaryParentheses")
  static @Nullable Object apply(Opcode opcode, @Nullable Object[] operands) {
    return switch (opcode) {
      case I32_EQZ -> truth(i(operands[0]) == 0);
      case I32_EQ -> truth(i(operands[0]) == i(operands[1]));
      case I32_NE -> truth(i(operands[0]) != i(operands[1]));
      case I32_LT_S -> truth(i(operands[0]) < i(operands[1]));
      case I32_LT_U -> truth(Integer.compareUnsigned(i(operands[0]), i(operands[1])) < 0);
      case I32_GT_S -> truth(i(operands[0]) > i(operands[1]));
      case I32_GT_U -> truth(Integer.compareUnsigned(i(operands[0]), i(operands[1])) > 0);
      case I32_LE_S -> truth(i(operands[0]) <= i(operands[1]));
      case I32_LE_U -> truth(Integer.compareUnsigned(i(operands[0]), i(operands[1])) <= 0);
      case I32_GE_S -> truth(i(operands[0]) >= i(operands[1]));
      case I32_GE_U -> truth(Integer.compareUnsigned(i(operands[0]), i(operands[1])) >= 0);
      case I32_CLZ -> Integer.numberOfLeadingZeros(i(operands[0]));
      case I32_CTZ -> Integer.numberOfTrailingZeros(i(operands[0]));
      case I32_POPCNT -> Integer.bitCount(i(operands[0]));
      case I32_ADD -> i(operands[0]) + i(operands[1]);
      case I32_SUB -> i(operands[0]) - i(operands[1]);
      case I32_MUL -> i(operands[0]) * i(operands[1]);
      case I32_AND -> i(operands[0]) & i(operands[1]);
      case I32_OR -> i(operands[0]) | i(operands[1]);
      case I32_XOR -> i(operands[0]) ^ i(operands[1]);
      case I32_DIV_S -> divide(i(operands[0]), i(operands[1]));
      case I32_DIV_U -> Integer.divideUnsigned(i(operands[0]), divisor(i(operands[1])));
      case I32_REM_S -> i(operands[0]) % divisor(i(operands[1]));
      case I32_REM_U -> Integer.remainderUnsigned(i(operands[0]), divisor(i(operands[1])));
      case I32_SHL -> i(operands[0]) << i(operands[1]);
      case I32_SHR_S -> i(operands[0]) >> i(operands[1]);
      case I32_SHR_U -> i(operands[0]) >>> i(operands[1]);
      case I32_ROTL -> Integer.rotateLeft(i(operands[0]), i(operands[1]));
      case I32_ROTR -> Integer.rotateRight(i(operands[0]), i(operands[1]));
      case I64_EQZ -> truth(l(operands[0]) == 0);
      case I64_EQ -> truth(l(operands[0]) == l(operands[1]));
      case I64_NE -> truth(l(operands[0]) != l(operands[1]));
      case I64_LT_S -> truth(l(operands[0]) < l(operands[1]));
      case I64_LT_U -> truth(Long.compareUnsigned(l(operands[0]), l(operands[1])) < 0);
      case I64_GT_S -> truth(l(operands[0]) > l(operands[1]));
      case I64_GT_U -> truth(Long.compareUnsigned(l(operands[0]), l(operands[1])) > 0);
      case I64_LE_S -> truth(l(operands[0]) <= l(operands[1]));
      case I64_LE_U -> truth(Long.compareUnsigned(l(operands[0]), l(operands[1])) <= 0);
      case I64_GE_S -> truth(l(operands[0]) >= l(operands[1]));
      case I64_GE_U -> truth(Long.compareUnsigned(l(operands[0]), l(operands[1])) >= 0);
      case I64_CLZ -> (long) Long.numberOfLeadingZeros(l(operands[0]));
      case I64_CTZ -> (long) Long.numberOfTrailingZeros(l(operands[0]));
      case I64_POPCNT -> (long) Long.bitCount(l(operands[0]));
      case I64_ADD -> l(operands[0]) + l(operands[1]);
      case I64_SUB -> l(operands[0]) - l(operands[1]);
      case I64_MUL -> l(operands[0]) * l(operands[1]);
      case I64_AND -> l(operands[0]) & l(operands[1]);
      case I64_OR -> l(operands[0]) | l(operands[1]);
      case I64_XOR -> l(operands[0]) ^ l(operands[1]);
      case I64_DIV_S -> divide(l(operands[0]), l(operands[1]));
      case I64_DIV_U -> Long.divideUnsigned(l(operands[0]), divisor(l(operands[1])));
      case I64_REM_S -> l(operands[0]) % divisor(l(operands[1]));
      case I64_REM_U -> Long.remainderUnsigned(l(operands[0]), divisor(l(operands[1])));
      case I64_SHL -> l(operands[0]) << l(operands[1]);
      case I64_SHR_S -> l(operands[0]) >> l(operands[1]);
      case I64_SHR_U -> l(operands[0]) >>> l(operands[1]);
      case I64_ROTL -> Long.rotateLeft(l(operands[0]), (int) l(operands[1]));
      case I64_ROTR -> Long.rotateRight(l(operands[0]), (int) l(operands[1]));
      case I32_EXTEND8_S -> (int) (byte) i(operands[0]);
      case I32_EXTEND16_S -> (int) (short) i(operands[0]);
      case I64_EXTEND8_S -> (long) (byte) l(operands[0]);
      case I64_EXTEND16_S -> (long) (short) l(operands[0]);
      case I64_EXTEND32_S -> (long) (int) l(operands[0]);
      case I32_WRAP_I64 -> (int) l(operands[0]);
      case I64_EXTEND_I32_S -> (long) i(operands[0]);
      case I64_EXTEND_I32_U -> Integer.toUnsignedLong(i(operands[0]));
      case F32_EQ -> truth(f(operands[0]) == f(operands[1]));
      case F32_NE -> truth(f(operands[0]) != f(operands[1]));
      case F32_LT -> truth(f(operands[0]) < f(operands[1]));
      case F32_GT -> truth(f(operands[0]) > f(operands[1]));
      case F32_LE -> truth(f(operands[0]) <= f(operands[1]));
      case F32_GE -> truth(f(operands[0]) >= f(operands[1]));
      case F32_ABS ->
          Float.intBitsToFloat(Float.floatToRawIntBits(f(operands[0])) & ~Integer.MIN_VALUE);
      case F32_NEG ->
          Float.intBitsToFloat(Float.floatToRawIntBits(f(operands[0])) ^ Integer.MIN_VALUE);
      case F32_COPYSIGN ->
          Float.intBitsToFloat(
              (Float.floatToRawIntBits(f(operands[0])) & ~Integer.MIN_VALUE)
                  | (Float.floatToRawIntBits(f(operands[1])) & Integer.MIN_VALUE));
      case F32_CEIL -> quiet((float) Math.ceil(f(operands[0])));
      case F32_FLOOR -> quiet((float) Math.floor(f(operands[0])));
      case F32_NEAREST -> quiet((float) Math.rint(f(operands[0])));
      case F32_SQRT -> quiet((float) Math.sqrt(f(operands[0])));
      case F32_TRUNC -> quiet((float) truncate(f(operands[0])));
      case F32_ADD -> f(operands[0]) + f(operands[1]);
      case F32_SUB -> f(operands[0]) - f(operands[1]);
      case F32_MUL -> f(operands[0]) * f(operands[1]);
      case F32_DIV -> f(operands[0]) / f(operands[1]);
      case F32_MIN -> quiet(Math.min(f(operands[0]), f(operands[1])));
      case F32_MAX -> quiet(Math.max(f(operands[0]), f(operands[1])));
      case I32_TRUNC_F32_S -> integer(f(operands[0]), -0x1p31, 0x1p31).intValue();
      case I32_TRUNC_SAT_F32_S -> nearestInteger(f(operands[0]), -0x1p31, 0x1p31).intValue();
      case I32_TRUNC_F32_U -> integer(f(operands[0]), 0, 0x1p32).intValue();
      case I32_TRUNC_SAT_F32_U -> nearestInteger(f(operands[0]), 0, 0x1p32).intValue();
      case I64_TRUNC_F32_S -> integer(f(operands[0]), -0x1p63, 0x1p63).longValue();
      case I64_TRUNC_SAT_F32_S -> nearestInteger(f(operands[0]), -0x1p63, 0x1p63).longValue();
      case I64_TRUNC_F32_U -> integer(f(operands[0]), 0, 0x1p64).longValue();
      case I64_TRUNC_SAT_F32_U -> nearestInteger(f(operands[0]), 0, 0x1p64).longValue();
      case F32_CONVERT_I32_S -> (float) i(operands[0]);
      case F32_CONVERT_I32_U -> unsigned(i(operands[0])).floatValue();
      case F32_CONVERT_I64_S -> (float) l(operands[0]);
      case F32_CONVERT_I64_U -> unsigned(l(operands[0])).floatValue();
      case F64_EQ -> truth(d(operands[0]) == d(operands[1]));
      case F64_NE -> truth(d(operands[0]) != d(operands[1]));
      case F64_LT -> truth(d(operands[0]) < d(operands[1]));
      case F64_GT -> truth(d(operands[0]) > d(operands[1]));
      case F64_LE -> truth(d(operands[0]) <= d(operands[1]));
      case F64_GE -> truth(d(operands[0]) >= d(operands[1]));
      case F64_ABS ->
          Double.longBitsToDouble(Double.doubleToRawLongBits(d(operands[0])) & ~Long.MIN_VALUE);
      case F64_NEG ->
          Double.longBitsToDouble(Double.doubleToRawLongBits(d(operands[0])) ^ Long.MIN_VALUE);
      case F64_COPYSIGN ->
          Double.longBitsToDouble(
              (Double.doubleToRawLongBits(d(operands[0])) & ~Long.MIN_VALUE)
                  | (Double.doubleToRawLongBits(d(operands[1])) & Long.MIN_VALUE));
      case F64_CEIL -> quiet(Math.ceil(d(operands[0])));
      case F64_FLOOR -> quiet(Math.floor(d(operands[0])));
      case F64_NEAREST -> quiet(Math.rint(d(operands[0])));
      case F64_SQRT -> quiet(Math.sqrt(d(operands[0])));
      case F64_TRUNC -> quiet(truncate(d(operands[0])));
      case F64_ADD -> d(operands[0]) + d(operands[1]);
      case F64_SUB -> d(operands[0]) - d(operands[1]);
      case F64_MUL -> d(operands[0]) * d(operands[1]);
      case F64_DIV -> d(operands[0]) / d(operands[1]);
      case F64_MIN -> quiet(Math.min(d(operands[0]), d(operands[1])));
      case F64_MAX -> quiet(Math.max(d(operands[0]), d(operands[1])));
      case I32_TRUNC_F64_S -> integer(d(operands[0]), -0x1p31, 0x1p31).intValue();
      case I32_TRUNC_SAT_F64_S -> nearestInteger(d(operands[0]), -0x1p31, 0x1p31).intValue();
      case I32_TRUNC_F64_U -> integer(d(operands[0]), 0, 0x1p32).intValue();
      case I32_TRUNC_SAT_F64_U -> nearestInteger(d(operands[0]), 0, 0x1p32).intValue();
      case I64_TRUNC_F64_S -> integer(d(operands[0]), -0x1p63, 0x1p63).longValue();
      case I64_TRUNC_SAT_F64_S -> nearestInteger(d(operands[0]), -0x1p63, 0x1p63).longValue();
      case I64_TRUNC_F64_U -> integer(d(operands[0]), 0, 0x1p64).longValue();
      case I64_TRUNC_SAT_F64_U -> nearestInteger(d(operands[0]), 0, 0x1p64).longValue();
      case F64_CONVERT_I32_S -> (double) i(operands[0]);
      case F64_CONVERT_I32_U -> unsigned(i(operands[0])).doubleValue();
      case F64_CONVERT_I64_S -> (double) l(operands[0]);
      case F64_CONVERT_I64_U -> unsigned(l(operands[0])).doubleValue();
      case F32_DEMOTE_F64 -> (float) d(operands[0]);
      case F64_PROMOTE_F32 -> (double) f(operands[0]);
      case I32_REINTERPRET_F32 -> Float.floatToRawIntBits(f(operands[0]));
      case I64_REINTERPRET_F64 -> Double.doubleToRawLongBits(d(operands[0]));
      case F32_REINTERPRET_I32 -> Float.intBitsToFloat(i(operands[0]));
      case F64_REINTERPRET_I64 -> Double.longBitsToDouble(l(operands[0]));
      default -> null;
    };
  }

  /** How many operands an instruction of these has, as its signature says. */
  static int arity(Opcode opcode) {
    return opcode.signature().orElse(":").indexOf(':');
  }

  static int i(@Nullable Object value) {
    return (Integer) java.util.Objects.requireNonNull(value);
  }

  static long l(@Nullable Object value) {
    return (Long) java.util.Objects.requireNonNull(value);
  }

  static float f(@Nullable Object value) {
    return (Float) java.util.Objects.requireNonNull(value);
  }

  static double d(@Nullable Object value) {
    return (Double) java.util.Objects.requireNonNull(value);
  }

  private static int truth(boolean value) {
    return value ? 1 : 0;
  }

  private static int divisor(int value) {
    if (value == 0) {
      throw new Trap(TrapKind.INTEGER_DIVIDE_BY_ZERO);
    }
    return value;
  }

  private static long divisor(long value) {
    if (value == 0) {
      throw new Trap(TrapKind.INTEGER_DIVIDE_BY_ZERO);
    }
    return value;
  }

  private static int divide(int a, int b) {
    if (a == Integer.MIN_VALUE && b == -1) {
      throw new Trap(TrapKind.INTEGER_OVERFLOW);
    }
    return a / divisor(b);
  }

  private static long divide(long a, long b) {
    if (a == Long.MIN_VALUE && b == -1) {
      throw new Trap(TrapKind.INTEGER_OVERFLOW);
    }
    return a / divisor(b);
  }

  /** What is not a number becomes the canonical NaN. */
  private static float quiet(float x) {
    return Float.isNaN(x) ? Float.NaN : x;
  }

  private static double quiet(double x) {
    return Double.isNaN(x) ? Double.NaN : x;
  }

  private static double truncate(double x) {
    return x < 0 ? Math.ceil(x) : Math.floor(x);
  }

  /** The number without what comes after the point, which must be in a range; or a trap. */
  private static BigInteger integer(double x, double least, double bound) {
    if (Double.isNaN(x)) {
      throw new Trap(TrapKind.INVALID_CONVERSION_TO_INTEGER);
    }
    double truncated = truncate(x);
    if (truncated < least || truncated >= bound) {
      throw new Trap(TrapKind.INTEGER_OVERFLOW);
    }
    return new BigDecimal(truncated).toBigInteger();
  }

  /** The number without what comes after the point, or the nearest that is in a range. */
  private static BigInteger nearestInteger(double x, double least, double bound) {
    if (Double.isNaN(x)) {
      return BigInteger.ZERO;
    }
    double truncated = truncate(x);
    if (truncated < least) {
      return new BigDecimal(least).toBigInteger();
    }
    if (truncated >= bound) {
      return new BigDecimal(bound).toBigInteger().subtract(BigInteger.ONE);
    }
    return new BigDecimal(truncated).toBigInteger();
  }

  private static BigInteger unsigned(long x) {
    return new BigInteger(Long.toUnsignedString(x));
  }

  private static BigInteger unsigned(int x) {
    return BigInteger.valueOf(Integer.toUnsignedLong(x));
  }
}
