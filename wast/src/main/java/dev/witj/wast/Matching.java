package dev.witj.wast;

import dev.witj.wat.WastValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether results are what a script expects. */
final class Matching {
  private static final Set<String> EQ = Set.of("struct", "array", "i31");

  private Matching() {}

  /**
   * Whether a value fits.
   *
   * @param found a value; of the patterns, only a reference can be one
   * @param expected a value or a pattern
   */
  static boolean matches(WastValue found, WastValue expected) {
    return switch (expected) {
      case WastValue.Either(var alternatives) ->
          alternatives.stream().anyMatch(each -> matches(found, each));
      case WastValue.Nan(boolean single, var kind) ->
          switch (found) {
            case WastValue.F32(int bits) -> single && isNan(bits, kind);
            case WastValue.F64(long bits) -> !single && isNan(bits, kind);
            default -> false;
          };
      case WastValue.V128 vector -> found instanceof WastValue.V128 other && matches(other, vector);
      case WastValue.RefNull _ -> found instanceof WastValue.RefNull;
      case WastValue.AnyRef(var type, _) -> isReference(found, type);
      case WastValue.ListOf(var elements) ->
          found instanceof WastValue.ListOf(var others) && matchAll(others, elements);
      case WastValue.TupleOf(var elements) ->
          found instanceof WastValue.TupleOf(var others) && matchAll(others, elements);
      case WastValue.RecordOf(var fields) ->
          found instanceof WastValue.RecordOf(var others)
              && names(others).equals(names(fields))
              && matchAll(values(others), values(fields));
      case WastValue.VariantOf(var label, var payload) ->
          found instanceof WastValue.VariantOf(var other, var inner)
              && other.equals(label)
              && matches(inner, payload);
      case WastValue.OptionOf(var payload) ->
          found instanceof WastValue.OptionOf(var inner) && matches(inner, payload);
      case WastValue.ResultOf(boolean ok, var payload) ->
          found instanceof WastValue.ResultOf(boolean other, var inner)
              && other == ok
              && matches(inner, payload);
      case WastValue.FlagsOf(var names) ->
          found instanceof WastValue.FlagsOf(var others)
              && Set.copyOf(others).equals(Set.copyOf(names));
      case WastValue.I32 _, WastValue.I64 _, WastValue.F32 _, WastValue.F64 _ ->
          found.equals(expected);
      case WastValue.RefExtern _, WastValue.RefHost _ -> found.equals(expected);
      case WastValue.Bool _, WastValue.Int _, WastValue.Char _, WastValue.Str _ ->
          found.equals(expected);
      case WastValue.EnumOf _ -> found.equals(expected);
    };
  }

  private static boolean matches(WastValue.V128 found, WastValue.V128 expected) {
    return VectorLanes.isPlain(expected)
        ? VectorLanes.toCore(found).equals(VectorLanes.toCore(expected))
        : matchAll(VectorLanes.reshape(found, expected.shape()).lanes(), expected.lanes());
  }

  /** Whether values fit one by one. */
  static boolean matchAll(List<WastValue> found, List<WastValue> expected) {
    if (found.size() != expected.size()) {
      return false;
    }
    for (int i = 0; i < found.size(); i++) {
      if (!matches(found.get(i), expected.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean matches(Optional<WastValue> found, Optional<WastValue> expected) {
    return found.isPresent() == expected.isPresent()
        && (found.isEmpty() || matches(found.get(), expected.get()));
  }

  private static List<String> names(List<WastValue.Field> fields) {
    return fields.stream().map(WastValue.Field::name).toList();
  }

  private static List<WastValue> values(List<WastValue.Field> fields) {
    return fields.stream().map(WastValue.Field::value).toList();
  }

  private static boolean isReference(WastValue found, String type) {
    return switch (found) {
      case WastValue.AnyRef(var other, _) ->
          other.equals(type)
              || (type.equals("eq") && EQ.contains(other))
              || (type.equals("any") && EQ.contains(other));
      case WastValue.RefExtern _ -> type.equals("extern");
      case WastValue.RefHost _ -> type.equals("any");
      default -> false;
    };
  }

  private static boolean isNan(int bits, WastValue.NanKind kind) {
    return switch (kind) {
      case CANONICAL -> (bits & Integer.MAX_VALUE) == 0x7fc00000;
      case ARITHMETIC -> (bits & 0x7fc00000) == 0x7fc00000;
    };
  }

  private static boolean isNan(long bits, WastValue.NanKind kind) {
    return switch (kind) {
      case CANONICAL -> (bits & Long.MAX_VALUE) == 0x7ff8000000000000L;
      case ARITHMETIC -> (bits & 0x7ff8000000000000L) == 0x7ff8000000000000L;
    };
  }
}
