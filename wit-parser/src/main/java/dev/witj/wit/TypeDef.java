package dev.witj.wit;

import dev.witj.diagnostics.Span;
import dev.witj.types.Shape;
import dev.witj.wit.internal.KindShapes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A type definition, or an anonymous type such as {@code list<u8>}.
 *
 * @param name its name; none for an anonymous type
 * @param kind what it is
 * @param owner where it is defined
 * @param docs its documentation
 * @param stability its gate
 * @param externalId its {@code @external-id}
 * @param span its name in the source, or the whole anonymous type
 */
public record TypeDef(
    Optional<String> name,
    Kind kind,
    Owner owner,
    Docs docs,
    Stability stability,
    Optional<String> externalId,
    Span span) {

  /** Where a type is defined. */
  public sealed interface Owner {
    /** Nowhere: an anonymous type. */
    record None() implements Owner {}

    /** In a world. */
    record OfWorld(WorldId id) implements Owner {}

    /** In an interface. */
    record OfInterface(InterfaceId id) implements Owner {}
  }

  /**
   * What a type is. Kinds come in groups, so that who does not care has the few groups to handle:
   * {@link Nominal} and {@link Structural} by whether a type needs a name; {@link Product}, {@link
   * Choice} and {@link Channel} by how it is made of others. Who only follows what a type is made
   * of has {@link #shape}, {@link #parts}, {@link #mentions} and {@link #map}, and no kinds at all.
   */
  public sealed interface Kind {
    /** What is declared with a name of its own. */
    sealed interface Nominal extends Kind {}

    /** What can be written where it is used. */
    sealed interface Structural extends Kind {}

    /** A value for each of several fields. */
    sealed interface Product extends Kind {
      /** The types of the fields. */
      List<Type> types();
    }

    /** One of several cases. */
    sealed interface Choice extends Kind {
      /** What each case holds besides itself. */
      List<Optional<Type>> payloads();
    }

    /** What values go through. */
    sealed interface Channel extends Kind {
      /** The type of the values, if there are any. */
      Optional<Type> content();
    }

    /**
     * How a value of it is made of others; nothing for a resource, which has no values, and for
     * another name of a definition.
     */
    default Optional<Shape<Type, TypeId>> shape() {
      return KindShapes.shape(this);
    }

    /**
     * The kind of types whose values are made so; neither docs nor places are known of its parts.
     */
    static Kind of(Shape<Type, TypeId> shape) {
      return KindShapes.kind(shape);
    }

    /** All types that it is made of, in the order of the text; not the resource of a handle. */
    default List<Type> parts() {
      return switch (this) {
        case Product product -> product.types();
        case Choice choice -> {
          List<Type> parts = new ArrayList<>();
          choice.payloads().forEach(payload -> payload.ifPresent(parts::add));
          yield parts;
        }
        case Channel channel -> channel.content().map(List::of).orElse(List.of());
        case ListOf(Type element) -> List.of(element);
        case FixedListOf(Type element, _) -> List.of(element);
        case MapOf(Type key, Type value) -> List.of(key, value);
        case Alias(Type target) -> List.of(target);
        case Flags _, Resource _, Handle _ -> List.of();
      };
    }

    /** All types that it refers to, the resource of a handle included. */
    default List<Type> mentions() {
      return this instanceof Handle(TypeId resource, _) ? List.of(new Type.Ref(resource)) : parts();
    }

    /** The same kind with every type and every resource replaced. */
    default Kind map(UnaryOperator<Type> types, UnaryOperator<TypeId> resources) {
      return switch (this) {
        case Rec(List<Field> fields) ->
            new Rec(
                fields.stream()
                    .map(of -> new Field(of.name(), types.apply(of.type()), of.docs(), of.span()))
                    .toList());
        case Variant(List<Case> cases) ->
            new Variant(
                cases.stream()
                    .map(of -> new Case(of.name(), of.type().map(types), of.docs(), of.span()))
                    .toList());
        case Tuple(List<Type> elements) -> new Tuple(elements.stream().map(types).toList());
        case Opt(Type type) -> new Opt(types.apply(type));
        case Result(Optional<Type> ok, Optional<Type> err) ->
            new Result(ok.map(types), err.map(types));
        case ListOf(Type element) -> new ListOf(types.apply(element));
        case FixedListOf(Type element, int length) -> new FixedListOf(types.apply(element), length);
        case MapOf(Type key, Type value) -> new MapOf(types.apply(key), types.apply(value));
        case Future(Optional<Type> payload) -> new Future(payload.map(types));
        case Stream(Optional<Type> element) -> new Stream(element.map(types));
        case Handle(TypeId resource, boolean own) -> new Handle(resources.apply(resource), own);
        case Alias(Type target) -> new Alias(types.apply(target));
        case Enumeration _, Flags _, Resource _ -> this;
      };
    }

    /** {@code record}. */
    record Rec(List<Field> fields) implements Product, Nominal {
      public Rec {
        fields = List.copyOf(fields);
      }

      @Override
      public List<Type> types() {
        return fields.stream().map(Field::type).toList();
      }
    }

    /** {@code variant}. */
    record Variant(List<Case> cases) implements Choice, Nominal {
      public Variant {
        cases = List.copyOf(cases);
      }

      @Override
      public List<Optional<Type>> payloads() {
        return cases.stream().map(Case::type).toList();
      }
    }

    /** {@code enum}. */
    record Enumeration(List<EnumCase> cases) implements Choice, Nominal {
      public Enumeration {
        cases = List.copyOf(cases);
      }

      @Override
      public List<Optional<Type>> payloads() {
        return Collections.nCopies(cases.size(), Optional.empty());
      }
    }

    /** {@code flags}. */
    record Flags(List<Flag> flags) implements Nominal {
      public Flags {
        flags = List.copyOf(flags);
      }
    }

    /** {@code tuple<…>}. */
    record Tuple(List<Type> types) implements Product, Structural {
      public Tuple {
        types = List.copyOf(types);
      }
    }

    /** {@code option<type>}. */
    record Opt(Type type) implements Choice, Structural {
      @Override
      public List<Optional<Type>> payloads() {
        return List.of(Optional.empty(), Optional.of(type));
      }
    }

    /** {@code result<ok, err>}. */
    record Result(Optional<Type> ok, Optional<Type> err) implements Choice, Structural {
      @Override
      public List<Optional<Type>> payloads() {
        return List.of(ok, err);
      }
    }

    /** {@code list<element>}. */
    record ListOf(Type element) implements Structural {}

    /** {@code list<element, length>}; the length is unsigned and at least one. */
    record FixedListOf(Type element, int length) implements Structural {}

    /** {@code map<key, value>}. */
    record MapOf(Type key, Type value) implements Structural {}

    /** {@code future<payload>}. */
    record Future(Optional<Type> payload) implements Channel, Structural {
      @Override
      public Optional<Type> content() {
        return payload;
      }
    }

    /** {@code stream<element>}. */
    record Stream(Optional<Type> element) implements Channel, Structural {
      @Override
      public Optional<Type> content() {
        return element;
      }
    }

    /** {@code resource}; its functions stand in the owner under bracketed names. */
    record Resource() implements Nominal {}

    /** {@code own<resource>} or {@code borrow<resource>}. */
    record Handle(TypeId resource, boolean own) implements Structural {}

    /** {@code type name = target}, or a type brought in by {@code use}. */
    record Alias(Type target) implements Structural {}
  }

  /** A field of a record. */
  public record Field(String name, Type type, Docs docs, Span span) {}

  /** A case of a variant. */
  public record Case(String name, Optional<Type> type, Docs docs, Span span) {}

  /** A case of an enum. */
  public record EnumCase(String name, Docs docs, Span span) {}

  /** A flag. */
  public record Flag(String name, Docs docs, Span span) {}
}
