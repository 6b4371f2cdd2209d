package dev.witj.wit;

import dev.witj.diagnostics.Span;
import java.util.List;
import java.util.Optional;

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

  /** What a type is. */
  public sealed interface Kind {
    /** {@code record}. */
    record Rec(List<Field> fields) implements Kind {
      public Rec {
        fields = List.copyOf(fields);
      }
    }

    /** {@code variant}. */
    record Variant(List<Case> cases) implements Kind {
      public Variant {
        cases = List.copyOf(cases);
      }
    }

    /** {@code enum}. */
    record Enumeration(List<EnumCase> cases) implements Kind {
      public Enumeration {
        cases = List.copyOf(cases);
      }
    }

    /** {@code flags}. */
    record Flags(List<Flag> flags) implements Kind {
      public Flags {
        flags = List.copyOf(flags);
      }
    }

    /** {@code tuple<…>}. */
    record Tuple(List<Type> types) implements Kind {
      public Tuple {
        types = List.copyOf(types);
      }
    }

    /** {@code option<type>}. */
    record Opt(Type type) implements Kind {}

    /** {@code result<ok, err>}. */
    record Result(Optional<Type> ok, Optional<Type> err) implements Kind {}

    /** {@code list<element>}. */
    record ListOf(Type element) implements Kind {}

    /** {@code list<element, length>}; the length is unsigned and at least one. */
    record FixedListOf(Type element, int length) implements Kind {}

    /** {@code map<key, value>}. */
    record MapOf(Type key, Type value) implements Kind {}

    /** {@code future<payload>}. */
    record Future(Optional<Type> payload) implements Kind {}

    /** {@code stream<element>}. */
    record Stream(Optional<Type> element) implements Kind {}

    /** {@code resource}; its functions stand in the owner under bracketed names. */
    record Resource() implements Kind {}

    /** {@code own<resource>} or {@code borrow<resource>}. */
    record Handle(TypeId resource, boolean own) implements Kind {}

    /** {@code type name = target}, or a type brought in by {@code use}. */
    record Alias(Type target) implements Kind {}
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
