package dev.witj.runtime.value;

import dev.witj.runtime.value.ValueCodec.RecordCodec;
import java.util.List;
import java.util.Objects;

/**
 * A record without a generated class.
 *
 * @param names the fields' names
 * @param values the fields' values, in the same order
 */
public record RecordValue(List<String> names, List<Object> values) {
  public RecordValue {
    names = List.copyOf(names);
    values = List.copyOf(values);
    if (names.size() != values.size()) {
      throw new IllegalArgumentException(values.size() + " values for " + names.size() + " fields");
    }
  }

  /** A record from its names and values, in turn: {@code of("x", 1, "y", 2)}. */
  public static RecordValue of(Object... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("a name without a value");
    }
    String[] names = new String[namesAndValues.length / 2];
    Object[] values = new Object[names.length];
    for (int i = 0; i < names.length; i++) {
      names[i] = (String) namesAndValues[2 * i];
      values[i] = namesAndValues[2 * i + 1];
    }
    return new RecordValue(List.of(names), List.of(values));
  }

  /**
   * The value of a field.
   *
   * @throws IllegalArgumentException if there is no such field
   */
  public Object get(String name) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException("no field `" + name + "` among " + names);
    }
    return values.get(index);
  }

  /** The codec that makes these. */
  public static RecordCodec codec(List<String> names) {
    List<String> fieldNames = List.copyOf(names);
    return new RecordCodec() {
      @Override
      public Object construct(Object[] fields) {
        return new RecordValue(fieldNames, List.of(fields));
      }

      @Override
      public Object[] fields(Object value) {
        RecordValue it = (RecordValue) value;
        if (areSame(it.names, fieldNames)) {
          return it.values.toArray();
        }
        // A record made by hand may have its fields in another order.
        return fieldNames.stream().map(it::get).toArray();
      }
    };
  }

  /** Compares without an iterator: this is done for each record that passes. */
  private static boolean areSame(List<String> some, List<String> others) {
    if (some.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < some.size(); i++) {
      if (!some.get(i).equals(others.get(i))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RecordValue it
        && names.equals(it.names)
        && Objects.deepEquals(values.toArray(), it.values.toArray());
  }

  @Override
  public int hashCode() {
    return 31 * names.hashCode() + Values.hash(values.toArray());
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder("{");
    for (int i = 0; i < names.size(); i++) {
      out.append(i == 0 ? "" : ", ").append(names.get(i)).append(": ");
      out.append(Values.text(values.get(i)));
    }
    return out.append('}').toString();
  }
}
