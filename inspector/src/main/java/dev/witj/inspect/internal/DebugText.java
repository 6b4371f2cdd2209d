package dev.witj.inspect.internal;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.StringJoiner;
import java.util.function.Function;

/** Values as one line of text that shows all there is to them: {@code Name { field: value }}. */
public final class DebugText {
  private DebugText() {}

  /** Fields by name: labels and values in turn. */
  static String struct(String name, Object... fields) {
    StringBuilder text = new StringBuilder(name).append(" {");
    for (int i = 0; i < fields.length; i += 2) {
      text.append(i == 0 ? " " : ", ").append(fields[i]).append(": ").append(fields[i + 1]);
    }
    return text.append(" }").toString();
  }

  /** One value with a name. */
  static String tuple(String name, Object value) {
    return name + "(" + value + ")";
  }

  static <T> String list(List<T> values, Function<? super T, String> text) {
    StringJoiner joined = new StringJoiner(", ", "[", "]");
    values.forEach(value -> joined.add(text.apply(value)));
    return joined.toString();
  }

  static <T> String option(Optional<T> value, Function<? super T, String> text) {
    return value.map(v -> tuple("Some", text.apply(v))).orElse("None");
  }

  static String option(OptionalInt value) {
    return value.isPresent() ? tuple("Some", unsigned(value.getAsInt())) : "None";
  }

  static String unsigned(int number) {
    return Integer.toUnsignedString(number);
  }

  /** A string in quotes; characters that do not show are written by their numbers. */
  static String quote(String string) {
    StringBuilder text = new StringBuilder(string.length() + 2).append('"');
    string
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '"', '\\' -> text.append('\\').append((char) c);
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case 0 -> text.append("\\0");
                default -> {
                  if (isShown(c)) {
                    text.appendCodePoint(c);
                  } else {
                    text.append("\\u{").append(Integer.toHexString(c)).append('}');
                  }
                }
              }
            });
    return text.append('"').toString();
  }

  private static boolean isShown(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }
}
