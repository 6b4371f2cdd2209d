package dev.witj.encode.internal.types;

import dev.witj.wit.Resolve;
import dev.witj.wit.Type;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether types are of interfaces, or mention types that are. A type of a world stands under a name
 * of its own, whatever it is made of.
 */
final class Mentions {
  private final Resolve resolve;
  private final Map<TypeId, Boolean> known = new HashMap<>();

  Mentions(Resolve resolve) {
    this.resolve = resolve;
  }

  boolean in(TypeId id) {
    Boolean before = known.get(id);
    if (before == null) {
      TypeDef type = resolve.get(id);
      before =
          switch (type.owner()) {
            case TypeDef.Owner.OfInterface _ -> true;
            case TypeDef.Owner.OfWorld _ -> false;
            case TypeDef.Owner.None _ -> in(type.kind());
          };
      known.put(id, before);
    }
    return before;
  }

  boolean in(List<Type> types) {
    return types.stream().anyMatch(this::in);
  }

  private boolean in(Type type) {
    return type instanceof Type.Ref(TypeId id) && in(id);
  }

  boolean in(TypeDef.Kind kind) {
    return in(kind.mentions());
  }
}
