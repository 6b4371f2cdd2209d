package dev.witj.bindgen.internal;

import dev.witj.wit.Resolve;
import dev.witj.wit.Type;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeDef.Kind;
import dev.witj.wit.TypeId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

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
      case Kind.Nominal _ -> 1;
      case Kind.Alias(var target) -> of(target);
      case Kind.Structural made -> 1 + sum(made.parts());
    };
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
