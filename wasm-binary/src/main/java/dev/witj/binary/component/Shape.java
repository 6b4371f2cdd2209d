package dev.witj.binary.component;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a value type is made of others.
 *
 * @param <T> how types are named: {@link ComponentValType} in a binary, {@link ValueType} once
 *     resolved
 * @param <R> how resources are named: {@link Integer} (an index) in a binary, {@link ResourceType}
 *     once resolved
 */
public sealed interface Shape<T, R> {
  /** One of the types that need no definition, given an index of its own. */
  record Primitive<T, R>(PrimitiveType type) implements Shape<T, R> {}

  /** Named fields. */
  record RecordOf<T, R>(List<Field<T>> fields) implements Shape<T, R> {
    /** Copies the list. */
    public RecordOf {
      fields = List.copyOf(fields);
    }
  }

  /** One of several cases, perhaps with a payload. */
  record Variant<T, R>(List<Case<T>> cases) implements Shape<T, R> {
    /** Copies the list. */
    public Variant {
      cases = List.copyOf(cases);
    }
  }

  /** Any number of elements. */
  record ListOf<T, R>(T element) implements Shape<T, R> {}

  /** A fixed number of elements; the bits of an unsigned number. */
  record FixedList<T, R>(T element, int length) implements Shape<T, R> {}

  /** Keys and values. */
  record MapOf<T, R>(T key, T value) implements Shape<T, R> {}

  /** Fields without names. */
  record Tuple<T, R>(List<T> types) implements Shape<T, R> {
    /** Copies the list. */
    public Tuple {
      types = List.copyOf(types);
    }
  }

  /** Named bits. */
  record Flags<T, R>(List<String> labels) implements Shape<T, R> {
    /** Copies the list. */
    public Flags {
      labels = List.copyOf(labels);
    }
  }

  /** One of several labels. */
  record Enumeration<T, R>(List<String> labels) implements Shape<T, R> {
    /** Copies the list. */
    public Enumeration {
      labels = List.copyOf(labels);
    }
  }

  /** A value or nothing. */
  record Option<T, R>(T type) implements Shape<T, R> {}

  /** Success or failure, each perhaps with a payload. */
  record Result<T, R>(Optional<T> ok, Optional<T> error) implements Shape<T, R> {}

  /** A handle that owns a resource. */
  record Own<T, R>(R resource) implements Shape<T, R> {}

  /** A handle that is lent for a call. */
  record Borrow<T, R>(R resource) implements Shape<T, R> {}

  /** The readable end of a stream. */
  record Stream<T, R>(Optional<T> element) implements Shape<T, R> {}

  /** The readable end of a future. */
  record Future<T, R>(Optional<T> element) implements Shape<T, R> {}

  /** The same shape with every type and every resource replaced. */
  default <U, S> Shape<U, S> map(
      Function<? super T, ? extends U> types, Function<? super R, ? extends S> resources) {
    return switch (this) {
      case Primitive<T, R>(var type) -> new Primitive<>(type);
      case RecordOf<T, R>(var fields) -> new RecordOf<>(mapFields(fields, types));
      case Variant<T, R>(var cases) ->
          new Variant<>(
              cases.stream().map(c -> new Case<U>(c.name(), c.type().map(types))).toList());
      case ListOf<T, R>(var element) -> new ListOf<>(types.apply(element));
      case FixedList<T, R>(var element, int length) ->
          new FixedList<>(types.apply(element), length);
      case MapOf<T, R>(var key, var value) -> new MapOf<>(types.apply(key), types.apply(value));
      case Tuple<T, R>(var members) -> new Tuple<>(members.stream().<U>map(types).toList());
      case Flags<T, R>(var labels) -> new Flags<>(labels);
      case Enumeration<T, R>(var labels) -> new Enumeration<>(labels);
      case Option<T, R>(var type) -> new Option<>(types.apply(type));
      case Result<T, R>(var ok, var error) -> new Result<>(ok.map(types), error.map(types));
      case Own<T, R>(var resource) -> new Own<>(resources.apply(resource));
      case Borrow<T, R>(var resource) -> new Borrow<>(resources.apply(resource));
      case Stream<T, R>(var element) -> new Stream<>(element.map(types));
      case Future<T, R>(var element) -> new Future<>(element.map(types));
    };
  }

  /** Fields with every type replaced. */
  static <T, U> List<Field<U>> mapFields(
      List<Field<T>> fields, Function<? super T, ? extends U> types) {
    return fields.stream().map(f -> new Field<U>(f.name(), types.apply(f.type()))).toList();
  }
}
