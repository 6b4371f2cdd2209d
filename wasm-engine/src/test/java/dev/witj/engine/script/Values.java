package dev.witj.engine.script;

import dev.witj.engine.V128;
import dev.witj.wat.WastValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values of scripts and those of the engine. */
final class Values {
  /** What stands for {@code (ref.extern n)} and {@code (ref.host n)}. */
  private record HostObject(int number) {}

  private Values() {}

  /** An argument, as {@link dev.witj.engine.Func#call} takes it. */
  static @Nullable Object argument(WastValue value) {
    return switch (value) {
      case WastValue.I32(int bits) -> bits;
      case WastValue.I64(long bits) -> bits;
      case WastValue.F32(int bits) -> Float.intBitsToFloat(bits);
      case WastValue.F64(long bits) -> Double.longBitsToDouble(bits);
      case WastValue.V128(WastValue.Shape shape, List<WastValue> lanes) -> vector(shape, lanes);
      case WastValue.RefNull _ -> null;
      case WastValue.RefExtern(int number) -> new HostObject(number);
      case WastValue.RefHost(int number) -> new HostObject(number);
      default -> throw new IllegalArgumentException("no core value: " + value);
    };
  }

  private static V128 vector(WastValue.Shape shape, List<WastValue> lanes) {
    long[] halves = new long[2];
    for (int i = 0; i < lanes.size(); i++) {
      int at = i * shape.bits();
      halves[at / 64] |= (bits(lanes.get(i)) & mask(shape)) << (at % 64);
    }
    return new V128(halves[0], halves[1]);
  }

  private static long mask(WastValue.Shape shape) {
    return -1L >>> (64 - shape.bits());
  }

  private static long bits(WastValue lane) {
    return switch (lane) {
      case WastValue.I32(int bits) -> bits;
      case WastValue.I64(long bits) -> bits;
      case WastValue.F32(int bits) -> bits;
      case WastValue.F64(long bits) -> bits;
      default -> throw new IllegalArgumentException("no lane: " + lane);
    };
  }

  /** Whether a result is what a script expects. */
  static boolean fits(@Nullable Object found, WastValue expected, Subject subject) {
    return switch (expected) {
      case WastValue.Either(List<WastValue> alternatives) ->
          alternatives.stream().anyMatch(each -> fits(found, each, subject));
      case WastValue.I32(int bits) -> found instanceof Integer number && number == bits;
      case WastValue.I64(long bits) -> found instanceof Long number && number == bits;
      case WastValue.F32(int bits) ->
          found instanceof Float number && Float.floatToRawIntBits(number) == bits;
      case WastValue.F64(long bits) ->
          found instanceof Double number && Double.doubleToRawLongBits(number) == bits;
      case WastValue.Nan(boolean single, WastValue.NanKind kind) ->
          switch (found) {
            case Float number -> single && isNan(Float.floatToRawIntBits(number), kind);
            case Double number -> !single && isNan(Double.doubleToRawLongBits(number), kind);
            case null, default -> false;
          };
      case WastValue.V128(WastValue.Shape shape, List<WastValue> lanes) ->
          found instanceof V128 vector && fits(vector, shape, lanes);
      case WastValue.RefNull _ -> found == null;
      case WastValue.RefExtern(int number) -> found instanceof HostObject(int own) && own == number;
      case WastValue.RefHost(int number) -> found instanceof HostObject(int own) && own == number;
      case WastValue.AnyRef(String type, _) -> found != null && isOfType(subject.kind(found), type);
      default -> throw new IllegalArgumentException("no core value: " + expected);
    };
  }

  private static boolean fits(V128 vector, WastValue.Shape shape, List<WastValue> lanes) {
    for (int i = 0; i < lanes.size(); i++) {
      int at = i * shape.bits();
      long found = (at < 64 ? vector.low() : vector.high()) >>> (at % 64) & mask(shape);
      boolean fits =
          lanes.get(i) instanceof WastValue.Nan(boolean single, WastValue.NanKind kind)
              ? single ? isNan((int) found, kind) : isNan(found, kind)
              : found == (bits(lanes.get(i)) & mask(shape));
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOfType(String kind, String type) {
    return switch (type) {
      case "extern" -> true;
      case "any" -> !kind.equals("func") && !kind.equals("exn");
      case "eq" -> kind.equals("struct") || kind.equals("array") || kind.equals("i31");
      default -> kind.equals(type);
    };
  }

  private static boolean isNan(int bits, WastValue.NanKind kind) {
    return switch (kind) {
      case CANONICAL -> (bits & Integer.MAX_VALUE) == 0x7fc0_0000;
      case ARITHMETIC -> (bits & 0x7fc0_0000) == 0x7fc0_0000;
    };
  }

  private static boolean isNan(long bits, WastValue.NanKind kind) {
    return switch (kind) {
      case CANONICAL -> (bits & Long.MAX_VALUE) == 0x7ff8_0000_0000_0000L;
      case ARITHMETIC -> (bits & 0x7ff8_0000_0000_0000L) == 0x7ff8_0000_0000_0000L;
    };
  }
}
