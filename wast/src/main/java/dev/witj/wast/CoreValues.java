package dev.witj.wast;

import dev.witj.wat.WastValue;
import java.util.Optional;

/** Values of core functions in scripts. */
final class CoreValues {
  /** How the engine passes a null reference. */
  private static final long NULL = -1;

  private CoreValues() {}

  /** A result, whose type only the script knows. */
  record Bits(long bits) {
    @Override
    public String toString() {
      return "0x" + Long.toHexString(bits);
    }
  }

  /** The bits of an argument; nothing for values that have none. */
  static Optional<Long> bits(WastValue value) {
    return switch (value) {
      case WastValue.I32(int bits) -> Optional.of((long) bits);
      case WastValue.I64(long bits) -> Optional.of(bits);
      case WastValue.F32(int bits) -> Optional.of((long) bits);
      case WastValue.F64(long bits) -> Optional.of(bits);
      case WastValue.RefNull _ -> Optional.of(NULL);
      case WastValue.RefExtern(int number) -> Optional.of((long) number);
      default -> Optional.empty();
    };
  }

  static boolean matches(long bits, WastValue expected) {
    return switch (expected) {
      case WastValue.I32(int value) -> (int) bits == value;
      case WastValue.I64(long value) -> bits == value;
      case WastValue.F32(int value) -> (int) bits == value;
      case WastValue.F64(long value) -> bits == value;
      case WastValue.Nan(boolean single, var kind) ->
          single ? isNan32((int) bits, kind) : isNan64(bits, kind);
      case WastValue.RefNull _ -> (int) bits == (int) NULL;
      case WastValue.RefExtern(int number) -> (int) bits == number;
      case WastValue.AnyRef _ -> (int) bits != (int) NULL;
      case WastValue.Either(var alternatives) ->
          alternatives.stream().anyMatch(each -> matches(bits, each));
      default -> false;
    };
  }

  private static boolean isNan32(int bits, WastValue.NanKind kind) {
    return switch (kind) {
      case CANONICAL -> (bits & 0x7fffffff) == 0x7fc00000;
      case ARITHMETIC -> (bits & 0x7fc00000) == 0x7fc00000;
    };
  }

  private static boolean isNan64(long bits, WastValue.NanKind kind) {
    return switch (kind) {
      case CANONICAL -> (bits & Long.MAX_VALUE) == 0x7ff8000000000000L;
      case ARITHMETIC -> (bits & 0x7ff8000000000000L) == 0x7ff8000000000000L;
    };
  }
}
