package dev.witj.wat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes the values of scripts as scripts have them. */
public final class WastPrinter {
  private WastPrinter() {}

  /** Some values with a space between two. */
  public static String print(List<? extends WastValue> values) {
    return values.stream().map(WastPrinter::print).collect(Collectors.joining(" "));
  }

  /** A value, as {@code (i32.const 7)}. */
  public static String print(WastValue value) {
    return switch (value) {
      case WastValue.I32(int bits) -> form("i32.const", Integer.toString(bits));
      case WastValue.I64(long bits) -> form("i64.const", Long.toString(bits));
      case WastValue.F32(int bits) -> form("f32.const", f32(bits));
      case WastValue.F64(long bits) -> form("f64.const", f64(bits));
      case WastValue.V128(var shape, var lanes) ->
          form(
              "v128.const " + lower(shape),
              lanes.stream().map(WastPrinter::lane).collect(Collectors.joining(" ")));
      case WastValue.RefNull(var heapType) ->
          form("ref.null", heapType.map(WastPrinter::heapType).orElse(""));
      case WastValue.RefExtern(int number) -> form("ref.extern", Integer.toUnsignedString(number));
      case WastValue.RefHost(int number) -> form("ref.host", Integer.toUnsignedString(number));
      case WastValue.Bool(boolean truth) -> form("bool.const", Boolean.toString(truth));
      case WastValue.Int(var type, long number) ->
          form(
              lower(type) + ".const",
              type.isSigned() ? Long.toString(number) : Long.toUnsignedString(number));
      case WastValue.Char(int codePoint) ->
          form("char.const", string(Character.toString(codePoint)));
      case WastValue.Str(var text) -> form("str.const", string(text));
      case WastValue.ListOf(var elements) -> form("list.const", print(elements));
      case WastValue.TupleOf(var elements) -> form("tuple.const", print(elements));
      case WastValue.RecordOf(var fields) ->
          form(
              "record.const",
              fields.stream()
                  .map(field -> form("field " + string(field.name()), print(field.value())))
                  .collect(Collectors.joining(" ")));
      case WastValue.VariantOf(var label, var payload) ->
          form("variant.const " + string(label), print(payload));
      case WastValue.EnumOf(var label) -> form("enum.const", string(label));
      case WastValue.OptionOf(var inner) ->
          form(inner.isPresent() ? "option.some" : "option.none", print(inner));
      case WastValue.ResultOf(boolean ok, var payload) ->
          form(ok ? "result.ok" : "result.err", print(payload));
      case WastValue.FlagsOf(var names) ->
          form(
              "flags.const",
              names.stream().map(WastPrinter::string).collect(Collectors.joining(" ")));
      case WastValue.Nan(boolean single, var kind) ->
          form(single ? "f32.const" : "f64.const", nan(kind));
      case WastValue.AnyRef(var type, var index) ->
          form("ref." + type, index.map(Integer::toUnsignedString).orElse(""));
      case WastValue.Either(var alternatives) -> form("either", print(alternatives));
    };
  }

  private static String print(Optional<WastValue> value) {
    return value.map(WastPrinter::print).orElse("");
  }

  private static String form(String keyword, String rest) {
    return "(" + keyword + (rest.isEmpty() ? "" : " " + rest) + ")";
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String lane(WastValue lane) {
    return switch (lane) {
      case WastValue.I32(int bits) -> Integer.toString(bits);
      case WastValue.I64(long bits) -> Long.toString(bits);
      case WastValue.F32(int bits) -> f32(bits);
      case WastValue.F64(long bits) -> f64(bits);
      case WastValue.Nan(_, var kind) -> nan(kind);
      default -> throw new IllegalArgumentException("no lane: " + lane);
    };
  }

  private static String nan(WastValue.NanKind kind) {
    return "nan:" + lower(kind);
  }

  private static String heapType(String written) {
    return written.startsWith("shared ") ? "(" + written + ")" : written;
  }

  private static String f32(int bits) {
    float number = Float.intBitsToFloat(bits);
    return Float.isNaN(number)
        ? nan(bits < 0, bits & 0x7fffff, 0x400000)
        : finite(Float.toString(number));
  }

  private static String f64(long bits) {
    double number = Double.longBitsToDouble(bits);
    return Double.isNaN(number)
        ? nan(bits < 0, bits & 0xfffffffffffffL, 0x8000000000000L)
        : finite(Double.toString(number));
  }

  private static String finite(String java) {
    String text = java.replace("Infinity", "inf");
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static String nan(boolean negative, long payload, long canonical) {
    return (negative ? "-nan" : "nan")
        + (payload == canonical ? "" : ":0x" + Long.toHexString(payload));
  }

  private static String string(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                out.append('\\').appendCodePoint(c);
              } else if (isPlain(c)) {
                out.appendCodePoint(c);
              } else {
                out.append("\\u{").append(Integer.toHexString(c)).append('}');
              }
            });
    return out.append('"').toString();
  }

  /** Whether a character shows as itself; one that only steers the text around it does not. */
  private static boolean isPlain(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED,
          Character.PRIVATE_USE ->
          false;
      default -> true;
    };
  }
}
