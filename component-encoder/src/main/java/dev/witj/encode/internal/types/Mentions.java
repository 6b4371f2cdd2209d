package dev.witj.encode.internal.types;

import dev.witj.wit.Resolve;
import dev.witj.wit.Type;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  private boolean in(Optional<Type> type) {
    return type.isPresent() && in(type.get());
  }

  boolean in(TypeDef.Kind kind) {
    return switch (kind) {
      case TypeDef.Kind.Alias(var target) -> in(target);
      case TypeDef.Kind.Rec(var fields) -> fields.stream().anyMatch(f -> in(f.type()));
      case TypeDef.Kind.Tuple(var types) -> in(types);
      case TypeDef.Kind.Variant(var cases) -> cases.stream().anyMatch(c -> in(c.type()));
      case TypeDef.Kind.Opt(var payload) -> in(payload);
      case TypeDef.Kind.Result(var ok, var err) -> in(ok) || in(err);
      case TypeDef.Kind.ListOf(var element) -> in(element);
      case TypeDef.Kind.FixedListOf(var element, _) -> in(element);
      case TypeDef.Kind.MapOf(var key, var value) -> in(key) || in(value);
      case TypeDef.Kind.Future(var payload) -> in(payload);
      case TypeDef.Kind.Stream(var element) -> in(element);
      case TypeDef.Kind.Handle(var resource, _) -> in(resource);
      case TypeDef.Kind.Resource _, TypeDef.Kind.Flags _, TypeDef.Kind.Enumeration _ -> false;
    };
  }
}
