package dev.witj.wast;

import dev.witj.runtime.internal.core.CoreValue;
import dev.witj.wat.WastValue;
import java.util.ArrayList;
import java.util.List;

/** Vectors as scripts write them, by lanes, and as the engine has them. */
final class VectorLanes {
  private VectorLanes() {}

  /** A vector of lanes without patterns. */
  static CoreValue.Vector toCore(WastValue.V128 vector) {
    long[] halves = new long[2];
    int bits = vector.shape().bits();
    for (int i = 0; i < vector.lanes().size(); i++) {
      int at = i * bits;
      halves[at / 64] |= mask(bits(vector.lanes().get(i)), bits) << (at % 64);
    }
    return new CoreValue.Vector(halves[0], halves[1]);
  }

  /** A vector by lanes of a shape. */
  static WastValue.V128 toWast(CoreValue.Vector vector, WastValue.Shape shape) {
    int bits = shape.bits();
    List<WastValue> lanes = new ArrayList<>();
    for (int at = 0; at < 128; at += bits) {
      long lane = mask((at < 64 ? vector.low() : vector.high()) >>> (at % 64), bits);
      lanes.add(
          switch (shape) {
            case I8X16, I16X8, I32X4 -> new WastValue.I32((int) lane);
            case I64X2 -> new WastValue.I64(lane);
            case F32X4 -> new WastValue.F32((int) lane);
            case F64X2 -> new WastValue.F64(lane);
          });
    }
    return new WastValue.V128(shape, lanes);
  }

  /** The same vector by lanes of another shape. */
  static WastValue.V128 reshape(WastValue.V128 vector, WastValue.Shape shape) {
    return toWast(toCore(vector), shape);
  }

  /** Whether all lanes are numbers, and none a pattern. */
  static boolean isPlain(WastValue.V128 vector) {
    return vector.lanes().stream()
        .allMatch(
            lane ->
                lane instanceof WastValue.I32
                    || lane instanceof WastValue.I64
                    || lane instanceof WastValue.F32
                    || lane instanceof WastValue.F64);
  }

  private static long bits(WastValue lane) {
    return switch (lane) {
      case WastValue.I32(int value) -> value;
      case WastValue.I64(long value) -> value;
      case WastValue.F32(int bits) -> bits;
      case WastValue.F64(long bits) -> bits;
      default -> throw new IllegalArgumentException("no lane: " + lane);
    };
  }

  private static long mask(long value, int bits) {
    return bits == 64 ? value : value & ((1L << bits) - 1);
  }
}
