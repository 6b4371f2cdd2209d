package dev.witj.runtime.value;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Equality, hash and text of values, among which there may be arrays. */
final class Values {
  private Values() {}

  static boolean equal(@Nullable Object a, @Nullable Object b) {
    return Objects.deepEquals(a, b);
  }

  static int hash(@Nullable Object... values) {
    return Arrays.deepHashCode(values);
  }

  static String text(@Nullable Object value) {
    String inBrackets = Arrays.deepToString(new @Nullable Object[] {value});
    return inBrackets.substring(1, inBrackets.length() - 1);
  }
}
