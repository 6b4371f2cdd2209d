package dev.witj.wit.internal;

import dev.witj.wit.ResolveBuilder;
import dev.witj.wit.Type;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeId;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * What follows from what types are made of. Each type is looked at once, behind those it mentions,
 * so that chains of types may be long.
 */
final class TypeMarks {
  private final ResolveBuilder builder;
  private final BitSet borrowing = new BitSet();
  private final Map<TypeId, Type> aliased = new HashMap<>();
  private int seen;

  TypeMarks(ResolveBuilder builder) {
    this.builder = builder;
  }

  /** Whether a value of this type holds a borrowed handle. */
  boolean borrows(Type type) {
    catchUp();
    return isBorrowing(type);
  }

  /** What a type is that may be an alias; chains of them are not followed again each time. */
  Type behindAliases(Type type) {
    catchUp();
    return target(type);
  }

  /** Whether this is a resource, or an alias of one. */
  boolean isResource(Type type) {
    return behindAliases(type) instanceof Type.Ref(TypeId id)
        && builder.get(id).kind() instanceof TypeDef.Kind.Resource;
  }

  private void catchUp() {
    for (; seen < builder.typeCount(); seen++) {
      TypeId id = new TypeId(seen);
      TypeDef.Kind kind = builder.get(id).kind();
      borrowing.set(seen, isBorrowing(kind));
      if (kind instanceof TypeDef.Kind.Alias(Type target)) {
        aliased.put(id, target(target));
      }
    }
  }

  private Type target(Type type) {
    return type instanceof Type.Ref(TypeId id) ? aliased.getOrDefault(id, type) : type;
  }

  private boolean isBorrowing(Type type) {
    return type instanceof Type.Ref(TypeId id) && borrowing.get(id.index());
  }

  private boolean isBorrowing(TypeDef.Kind kind) {
    return kind instanceof TypeDef.Kind.Handle(_, boolean own)
        ? !own
        : kind.parts().stream().anyMatch(this::isBorrowing);
  }
}
