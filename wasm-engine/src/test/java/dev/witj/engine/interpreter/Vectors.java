package dev.witj.engine.interpreter;

import dev.witj.binary.core.Instruction;
import dev.witj.binary.core.Opcode;
import dev.witj.engine.V128;
import java.util.Objects;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Instructions on vectors that are not accesses to a memory. Each takes vectors apart into arrays
 * of lanes, does to the lanes what its name says, and puts them together again. Lanes of floats are
 * numbers to which the scalar instruction of the same name is done.
 */
final class Vectors {
  private Vectors() {}

  /** What an instruction makes of operands. */
  static Object apply(Instruction instruction, @Nullable Object[] operands) {
    String text = instruction.opcode().text();
    int point = text.indexOf('.');
    String shape = text.substring(0, point);
    String name = text.substring(point + 1).replace("relaxed_", "");
    if (instruction instanceof Instruction.V128Const constant) {
      return new V128(constant.low(), constant.high());
    }
    if (shape.equals("v128")) {
      return bitwise(name, operands);
    }
    if (instruction instanceof Instruction.Shuffle shuffle) {
      return shuffle(shuffle, v(operands[0]), v(operands[1]));
    }
    if (instruction instanceof Instruction.Lane lane) {
      return lane(shape, name, lane.lane(), operands);
    }
    if (name.equals("splat")) {
      return splat(shape, Objects.requireNonNull(operands[0]));
    }
    return shape.startsWith("f")
        ? floats(shape, name, operands)
        : integers(width(shape), name, operands);
  }

  static V128 v(@Nullable Object value) {
    return (V128) Objects.requireNonNull(value);
  }

  /** The width of a lane: the number after the first letter. */
  private static int width(String shape) {
    return Integer.parseInt(shape.substring(1, shape.indexOf('x')));
  }

  // Lanes.

  /** As many ones as a lane is wide. */
  private static long mask(int width) {
    return -1L >>> (64 - width);
  }

  static long[] unsigned(V128 vector, int width) {
    long[] lanes = new long[128 / width];
    for (int i = 0; i < lanes.length; i++) {
      int at = i * width;
      long half = at < 64 ? vector.low() : vector.high();
      lanes[i] = half >>> (at % 64) & mask(width);
    }
    return lanes;
  }

  static long[] signed(V128 vector, int width) {
    return map(unsigned(vector, width), lane -> lane << (64 - width) >> (64 - width));
  }

  /** A vector of the lower bits of lanes. */
  static V128 vector(long[] lanes, int width) {
    long[] halves = new long[2];
    for (int i = 0; i < lanes.length; i++) {
      int at = i * width;
      halves[at / 64] |= (lanes[i] & mask(width)) << (at % 64);
    }
    return new V128(halves[0], halves[1]);
  }

  private static long[] map(long[] lanes, LongUnaryOperator operator) {
    long[] results = new long[lanes.length];
    for (int i = 0; i < lanes.length; i++) {
      results[i] = operator.applyAsLong(lanes[i]);
    }
    return results;
  }

  private static long[] map(long[] a, long[] b, LongBinaryOperator operator) {
    long[] results = new long[a.length];
    for (int i = 0; i < a.length; i++) {
      results[i] = operator.applyAsLong(a[i], b[i]);
    }
    return results;
  }

  /** The first or the second half of lanes. */
  private static long[] half(long[] lanes, boolean high) {
    int half = lanes.length / 2;
    return java.util.Arrays.copyOfRange(lanes, high ? half : 0, high ? lanes.length : half);
  }

  private static long[] join(long[] a, long[] b) {
    long[] joined = java.util.Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, joined, a.length, b.length);
    return joined;
  }

  // What has no lanes, or is about single ones.

  private static Object bitwise(String name, @Nullable Object[] operands) {
    V128 a = v(operands[0]);
    if (name.equals("not")) {
      return new V128(~a.low(), ~a.high());
    }
    if (name.equals("any_true")) {
      return (a.low() | a.high()) != 0 ? 1 : 0;
    }
    V128 b = v(operands[1]);
    if (name.equals("bitselect")) {
      return select(a, b, v(operands[2]));
    }
    LongBinaryOperator operator =
        switch (name) {
          case "and" -> (x, y) -> x & y;
          case "andnot" -> (x, y) -> x & ~y;
          case "or" -> (x, y) -> x | y;
          case "xor" -> (x, y) -> x ^ y;
          default -> throw new IllegalArgumentException("v128." + name);
        };
    return new V128(
        operator.applyAsLong(a.low(), b.low()), operator.applyAsLong(a.high(), b.high()));
  }

  private static V128 select(V128 a, V128 b, V128 mask) {
    return new V128(
        (a.low() & mask.low()) | (b.low() & ~mask.low()),
        (a.high() & mask.high()) | (b.high() & ~mask.high()));
  }

  private static V128 shuffle(Instruction.Shuffle shuffle, V128 a, V128 b) {
    long[] bytes = join(unsigned(a, 8), unsigned(b, 8));
    long[] results = new long[16];
    for (int i = 0; i < results.length; i++) {
      results[i] = bytes[shuffle.lane(i)];
    }
    return vector(results, 8);
  }

  private static Object lane(String shape, String name, int lane, @Nullable Object[] operands) {
    int width = width(shape);
    V128 vector = v(operands[0]);
    if (name.equals("replace_lane")) {
      long[] lanes = unsigned(vector, width);
      lanes[lane] = bits(Objects.requireNonNull(operands[1]));
      return vector(lanes, width);
    }
    long value = (name.endsWith("_u") ? unsigned(vector, width) : signed(vector, width))[lane];
    return switch (shape) {
      case "f32x4" -> Float.intBitsToFloat((int) value);
      case "f64x2" -> Double.longBitsToDouble(value);
      case "i64x2" -> value;
      default -> (int) value;
    };
  }

  private static V128 splat(String shape, Object value) {
    int width = width(shape);
    long[] lanes = new long[128 / width];
    java.util.Arrays.fill(lanes, bits(value));
    return vector(lanes, width);
  }

  private static long bits(Object number) {
    return switch (number) {
      case Integer i -> i;
      case Long l -> l;
      case Float f -> Float.floatToRawIntBits(f);
      case Double d -> Double.doubleToRawLongBits(d);
      default -> throw new IllegalArgumentException(number.toString());
    };
  }

  // Integers.

  private static Object integers(int width, String name, @Nullable Object[] operands) {
    V128 a = v(operands[0]);
    if (operands.length == 3) {
      return name.equals("laneselect")
          ? select(a, v(operands[1]), v(operands[2]))
          : dotAdd(a, v(operands[1]), v(operands[2]));
    }
    if (operands.length == 2) {
      return operands[1] instanceof Integer count
          ? vector(shift(name, a, width, count), width)
          : vector(binary(width, name, a, v(operands[1])), width);
    }
    return unary(width, name, a);
  }

  private static long[] shift(String name, V128 a, int width, int count) {
    int by = count & width - 1;
    return switch (name) {
      case "shl" -> map(unsigned(a, width), x -> x << by);
      case "shr_s" -> map(signed(a, width), x -> x >> by);
      default -> map(unsigned(a, width), x -> x >>> by);
    };
  }

  private static Object unary(int width, String name, V128 a) {
    long[] signed = signed(a, width);
    if (name.equals("all_true")) {
      return java.util.Arrays.stream(signed).allMatch(lane -> lane != 0) ? 1 : 0;
    }
    if (name.equals("bitmask")) {
      int mask = 0;
      for (int i = 0; i < signed.length; i++) {
        mask |= signed[i] < 0 ? 1 << i : 0;
      }
      return mask;
    }
    // Those that follow change the width of lanes, or are about floats.
    boolean isSigned = !name.endsWith("_u") && !name.endsWith("_u_zero");
    if (name.startsWith("extend_")) {
      int from = width / 2;
      long[] lanes = isSigned ? signed(a, from) : unsigned(a, from);
      return vector(half(lanes, name.startsWith("extend_high")), width);
    }
    if (name.startsWith("extadd_pairwise_")) {
      int from = width / 2;
      return vector(pairSums(isSigned ? signed(a, from) : unsigned(a, from)), width);
    }
    if (name.startsWith("trunc_")) {
      String source = name.contains("f32") ? "f32" : "f64";
      Object[] numbers = numbers(a, source.equals("f32") ? 32 : 64);
      Opcode scalar = named("i32.trunc_sat_" + source + (isSigned ? "_s" : "_u"));
      long[] lanes = new long[4];
      for (int i = 0; i < numbers.length; i++) {
        lanes[i] = bits(scalar(scalar, numbers[i]));
      }
      return vector(lanes, 32);
    }
    return vector(
        map(
            signed,
            switch (name) {
              case "abs" -> Math::abs;
              case "neg" -> x -> -x;
              case "popcnt" -> x -> Long.bitCount(x & 0xff);
              default -> throw new IllegalArgumentException(name);
            }),
        width);
  }

  private static long[] pairSums(long[] lanes) {
    long[] sums = new long[lanes.length / 2];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = lanes[2 * i] + lanes[2 * i + 1];
    }
    return sums;
  }

  private static long[] binary(int width, String name, V128 a, V128 b) {
    if (name.equals("swizzle")) {
      long[] bytes = unsigned(a, 8);
      return map(unsigned(b, 8), lane -> lane < 16 ? bytes[(int) lane] : 0);
    }
    boolean isSigned = !name.endsWith("_u") && !name.endsWith("_u_zero");
    if (name.startsWith("narrow_")) {
      long[] lanes = join(signed(a, 2 * width), signed(b, 2 * width));
      return map(lanes, lane -> isSigned ? clampSigned(lane, width) : clampUnsigned(lane, width));
    }
    if (name.startsWith("extmul_")) {
      int from = width / 2;
      boolean high = name.startsWith("extmul_high");
      return map(
          half(isSigned ? signed(a, from) : unsigned(a, from), high),
          half(isSigned ? signed(b, from) : unsigned(b, from), high),
          (x, y) -> x * y);
    }
    if (name.startsWith("dot_")) {
      int from = width / 2;
      long[] sums = pairSums(map(signed(a, from), signed(b, from), (x, y) -> x * y));
      // That of bytes saturates.
      return from == 8 ? map(sums, sum -> clampSigned(sum, width)) : sums;
    }
    if (name.endsWith("_u")) {
      return map(unsigned(a, width), unsigned(b, width), unsignedOperator(name, width));
    }
    return map(signed(a, width), signed(b, width), signedOperator(name, width));
  }

  private static LongBinaryOperator unsignedOperator(String name, int width) {
    return switch (name) {
      case "lt_u" -> (x, y) -> x < y ? -1 : 0;
      case "gt_u" -> (x, y) -> x > y ? -1 : 0;
      case "le_u" -> (x, y) -> x <= y ? -1 : 0;
      case "ge_u" -> (x, y) -> x >= y ? -1 : 0;
      case "add_sat_u" -> (x, y) -> clampUnsigned(x + y, width);
      case "sub_sat_u" -> (x, y) -> clampUnsigned(x - y, width);
      case "min_u" -> Math::min;
      case "max_u" -> Math::max;
      case "avgr_u" -> (x, y) -> (x + y + 1) / 2;
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static LongBinaryOperator signedOperator(String name, int width) {
    return switch (name) {
      case "eq" -> (x, y) -> x == y ? -1 : 0;
      case "ne" -> (x, y) -> x != y ? -1 : 0;
      case "lt_s" -> (x, y) -> x < y ? -1 : 0;
      case "gt_s" -> (x, y) -> x > y ? -1 : 0;
      case "le_s" -> (x, y) -> x <= y ? -1 : 0;
      case "ge_s" -> (x, y) -> x >= y ? -1 : 0;
      case "add" -> (x, y) -> x + y;
      case "sub" -> (x, y) -> x - y;
      case "mul" -> (x, y) -> x * y;
      case "add_sat_s" -> (x, y) -> clampSigned(x + y, width);
      case "sub_sat_s" -> (x, y) -> clampSigned(x - y, width);
      case "min_s" -> Math::min;
      case "max_s" -> Math::max;
      case "q15mulr_sat_s", "q15mulr_s" -> (x, y) -> clampSigned((x * y + 0x4000) >> 15, width);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static long clampSigned(long value, int width) {
    return Math.clamp(value, -1L << (width - 1), (1L << (width - 1)) - 1);
  }

  private static long clampUnsigned(long value, int width) {
    return Math.clamp(value, 0L, (1L << width) - 1);
  }

  private static V128 dotAdd(V128 a, V128 b, V128 c) {
    long[] sums = pairSums(binary(16, "dot_s", a, b));
    return vector(map(sums, signed(c, 32), (x, y) -> x + y), 32);
  }

  // Floats.

  /** The lanes as numbers. */
  private static Object[] numbers(V128 vector, int width) {
    long[] lanes = unsigned(vector, width);
    Object[] numbers = new Object[lanes.length];
    for (int i = 0; i < lanes.length; i++) {
      numbers[i] =
          width == 32
              ? (Object) Float.intBitsToFloat((int) lanes[i])
              : Double.longBitsToDouble(lanes[i]);
    }
    return numbers;
  }

  private static Opcode named(String text) {
    return Opcode.named(text).orElseThrow(() -> new IllegalArgumentException(text));
  }

  private static Object scalar(Opcode opcode, Object... operands) {
    return Objects.requireNonNull(Scalars.apply(opcode, operands));
  }

  private static V128 floats(String shape, String name, @Nullable Object[] operands) {
    int width = width(shape);
    String type = "f" + width;
    V128 a = v(operands[0]);
    if (name.startsWith("convert_")) {
      Opcode scalar = named(type + ".convert_i32_" + name.charAt(name.length() - 1));
      long[] lanes = new long[128 / width];
      long[] integers = signed(a, 32);
      for (int i = 0; i < lanes.length; i++) {
        lanes[i] = bits(scalar(scalar, (int) integers[i]));
      }
      return vector(lanes, width);
    }
    if (name.equals("demote_f64x2_zero")) {
      Object[] numbers = numbers(a, 64);
      return vector(
          new long[] {
            bits(scalar(Opcode.F32_DEMOTE_F64, numbers[0])),
            bits(scalar(Opcode.F32_DEMOTE_F64, numbers[1])),
            0,
            0
          },
          32);
    }
    if (name.equals("promote_low_f32x4")) {
      Object[] numbers = numbers(a, 32);
      return vector(
          new long[] {
            bits(scalar(Opcode.F64_PROMOTE_F32, numbers[0])),
            bits(scalar(Opcode.F64_PROMOTE_F32, numbers[1]))
          },
          64);
    }
    long[] lanes = new long[128 / width];
    for (int i = 0; i < lanes.length; i++) {
      Object[] each = new Object[operands.length];
      for (int k = 0; k < each.length; k++) {
        each[k] = numbers(v(operands[k]), width)[i];
      }
      lanes[i] = lane(type, name, each);
    }
    return vector(lanes, width);
  }

  private static long lane(String type, String name, Object[] operands) {
    return switch (name) {
      case "eq", "ne", "lt", "gt", "le", "ge" -> -bits(scalar(named(type + "." + name), operands));
      case "pmin" -> bits(isLess(type, operands[1], operands[0]) ? operands[1] : operands[0]);
      case "pmax" -> bits(isLess(type, operands[0], operands[1]) ? operands[1] : operands[0]);
      case "madd" -> bits(multiplyAdd(type, operands[0], operands[1], operands[2]));
      case "nmadd" ->
          bits(
              multiplyAdd(
                  type, scalar(named(type + ".neg"), operands[0]), operands[1], operands[2]));
      default -> bits(scalar(named(type + "." + name), operands));
    };
  }

  private static Object multiplyAdd(String type, Object a, Object b, Object c) {
    return scalar(named(type + ".add"), scalar(named(type + ".mul"), a, b), c);
  }

  private static boolean isLess(String type, Object a, Object b) {
    return scalar(named(type + ".lt"), a, b).equals(1);
  }
}
