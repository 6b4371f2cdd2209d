package dev.witj.types;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * How a value type is made of others. Shapes come in groups whose members differ in what they are
 * called only, so that who does not care (layouts, walks) has the few groups to handle: {@link
 * Product}, {@link Choice} and {@link Handle}.
 *
 * @param <T> how types are named: by their ids in WIT, by a primitive or an index in a binary, by
 *     the types themselves once resolved
 * @param <R> how resources are named: in the same three ways
 */
public sealed interface Shape<T, R> {
  /** One of the types that need no definition, given an index of its own. */
  record Primitive<T, R>(PrimitiveType type) implements Shape<T, R> {}

  /** A value for each of several fields: a record, or what stands for one. */
  sealed interface Product<T, R> extends Shape<T, R> {
    /** The fields of the record; those without a name are named by their position. */
    List<Field<T>> fields();

    /** The types of the fields. */
    List<T> types();
  }

  /** One of several cases: a variant, or what stands for one. */
  sealed interface Choice<T, R> extends Shape<T, R> {
    /** The cases of the variant. */
    List<Case<T>> cases();
  }

  /** What is passed as an index into the table of an instance. */
  sealed interface Handle<T, R> extends Shape<T, R> {}

  /** A handle to a resource. */
  sealed interface ResourceHandle<T, R> extends Handle<T, R> {
    /** The type of the resource. */
    R resource();
  }

  /** A handle to an end of what values go through. */
  sealed interface Channel<T, R> extends Handle<T, R> {
    /** What goes through, if that is anything. */
    Optional<T> element();
  }

  /** Named fields. */
  record RecordOf<T, R>(List<Field<T>> fields) implements Product<T, R> {
    public RecordOf {
      fields = List.copyOf(fields);
    }

    @Override
    public List<T> types() {
      return fields.stream().map(Field::type).toList();
    }
  }

  /** Fields without names. */
  record Tuple<T, R>(List<T> types) implements Product<T, R> {
    public Tuple {
      types = List.copyOf(types);
    }

    @Override
    public List<Field<T>> fields() {
      return IntStream.range(0, types.size())
          .mapToObj(i -> new Field<>(Integer.toString(i), types.get(i)))
          .toList();
    }
  }

  /** One of several cases, perhaps with a payload. */
  record Variant<T, R>(List<Case<T>> cases) implements Choice<T, R> {
    public Variant {
      cases = List.copyOf(cases);
    }
  }

  /** One of several labels. */
  record Enumeration<T, R>(List<String> labels) implements Choice<T, R> {
    public Enumeration {
      labels = List.copyOf(labels);
    }

    @Override
    public List<Case<T>> cases() {
      return labels.stream().map(label -> new Case<T>(label, Optional.empty())).toList();
    }
  }

  /** A value or nothing. */
  record Option<T, R>(T type) implements Choice<T, R> {
    @Override
    public List<Case<T>> cases() {
      return List.of(new Case<>("none", Optional.empty()), new Case<>("some", Optional.of(type)));
    }
  }

  /** Success or failure, each perhaps with a payload. */
  record Result<T, R>(Optional<T> ok, Optional<T> error) implements Choice<T, R> {
    @Override
    public List<Case<T>> cases() {
      return List.of(new Case<>("ok", ok), new Case<>("error", error));
    }
  }

  /** Any number of elements. */
  record ListOf<T, R>(T element) implements Shape<T, R> {}

  /** A fixed number of elements; the bits of an unsigned number. */
  record FixedList<T, R>(T element, int length) implements Shape<T, R> {}

  /** Keys and values. */
  record MapOf<T, R>(T key, T value) implements Shape<T, R> {}

  /** Named bits. */
  record Flags<T, R>(List<String> labels) implements Shape<T, R> {
    public Flags {
      labels = List.copyOf(labels);
    }
  }

  /** A handle that owns a resource. */
  record Own<T, R>(R resource) implements ResourceHandle<T, R> {}

  /** A handle that is lent for a call. */
  record Borrow<T, R>(R resource) implements ResourceHandle<T, R> {}

  /** The readable end of a stream. */
  record Stream<T, R>(Optional<T> element) implements Channel<T, R> {}

  /** The readable end of a future. */
  record Future<T, R>(Optional<T> element) implements Channel<T, R> {}

  /** All types that it is made of, in the order of the text. */
  default List<T> parts() {
    return switch (this) {
      case Primitive<T, R> _, Flags<T, R> _, ResourceHandle<T, R> _ -> List.of();
      case Product<T, R> product -> product.types();
      case Choice<T, R> choice -> {
        List<T> parts = new ArrayList<>();
        choice.cases().forEach(it -> it.type().ifPresent(parts::add));
        yield parts;
      }
      case ListOf(var element) -> List.of(element);
      case FixedList(var element, _) -> List.of(element);
      case MapOf(var key, var value) -> List.of(key, value);
      case Channel<T, R> channel -> channel.element().map(List::of).orElse(List.of());
    };
  }

  /** The same shape with every type and every resource replaced. */
  default <U, S> Shape<U, S> map(
      Function<? super T, ? extends U> types, Function<? super R, ? extends S> resources) {
    return switch (this) {
      case Primitive(var type) -> new Primitive<>(type);
      case RecordOf(var fields) -> new RecordOf<>(mapFields(fields, types));
      case Variant(var cases) ->
          new Variant<>(
              cases.stream().map(c -> new Case<U>(c.name(), c.type().map(types))).toList());
      case ListOf(var element) -> new ListOf<>(types.apply(element));
      case FixedList(var element, int length) -> new FixedList<>(types.apply(element), length);
      case MapOf(var key, var value) -> new MapOf<>(types.apply(key), types.apply(value));
      case Tuple(var members) -> new Tuple<>(members.stream().<U>map(types).toList());
      case Flags(var labels) -> new Flags<>(labels);
      case Enumeration(var labels) -> new Enumeration<>(labels);
      case Option(var type) -> new Option<>(types.apply(type));
      case Result(var ok, var error) -> new Result<>(ok.map(types), error.map(types));
      case Own(var resource) -> new Own<>(resources.apply(resource));
      case Borrow(var resource) -> new Borrow<>(resources.apply(resource));
      case Stream(var element) -> new Stream<>(element.map(types));
      case Future(var element) -> new Future<>(element.map(types));
    };
  }

  /** Fields with every type replaced. */
  static <T, U> List<Field<U>> mapFields(
      List<Field<T>> fields, Function<? super T, ? extends U> types) {
    return fields.stream().map(f -> new Field<U>(f.name(), types.apply(f.type()))).toList();
  }
}
