package dev.witj.bindgen.internal;

import dev.witj.wit.Resolve;
import dev.witj.wit.Type;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeDef.Kind;
import dev.witj.wit.TypeId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How many names a Java type is written with. WIT may share a part in many places, in Java each
 * place has a copy: tuples of tuples grow exponentially.
 */
final class TypeParts {
  /** More than anybody writes, and less than a class file can hold. */
  static final int MAX = 1000;

  private final Map<TypeId, Integer> parts = new HashMap<>();

  /** Counts once, in the order of definitions: what a type uses stands before it. */
  TypeParts(Resolve resolve) {
    for (int i = 0; i < resolve.types().size(); i++) {
      TypeId id = new TypeId(i);
      parts.put(id, Math.min(count(resolve.get(id)), MAX + 1));
    }
  }

  /** How many, or any number above {@link #MAX} if there are more. */
  int of(TypeId id) {
    return parts.getOrDefault(id, 1);
  }

  private int count(TypeDef definition) {
    return switch (definition.kind()) {
      case Kind.Rec _,
          Kind.Variant _,
          Kind.Enumeration _,
          Kind.Flags _,
          Kind.Resource _,
          Kind.Handle _ ->
          1;
      case Kind.Alias(var target) -> of(target);
      case Kind.Tuple(var types) -> 1 + sum(types);
      case Kind.Opt(var element) -> 1 + of(element);
      case Kind.Result(var ok, var err) -> 1 + of(ok) + of(err);
      case Kind.ListOf(var element) -> 1 + of(element);
      case Kind.FixedListOf(var element, _) -> 1 + of(element);
      case Kind.Future(var value) -> 1 + of(value);
      case Kind.Stream(var item) -> 1 + of(item);
      case Kind.MapOf(var key, var value) -> 1 + sum(List.of(key, value));
    };
  }

  private int of(Optional<Type> type) {
    return type.map(this::of).orElse(1);
  }

  private int of(Type type) {
    return type instanceof Type.Ref(var id) ? of(id) : 1;
  }

  private int sum(Collection<Type> types) {
    int sum = 0;
    for (Type type : types) {
      // Stops before it can overflow.
      sum = Math.min(sum + of(type), MAX + 1);
    }
    return Math.min(sum, MAX + 1);
  }
}
