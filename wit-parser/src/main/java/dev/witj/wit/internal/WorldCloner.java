package dev.witj.wit.internal;

import dev.witj.diagnostics.Span;
import dev.witj.wit.Function;
import dev.witj.wit.InterfaceId;
import dev.witj.wit.ResolveBuilder;
import dev.witj.wit.ResolveBuilder.InterfaceDraft;
import dev.witj.wit.Stability;
import dev.witj.wit.Type;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeId;
import dev.witj.wit.WorldId;
import dev.witj.wit.WorldItem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Copies what belongs to one world into another: its types, its inline interfaces, and mentions.
 */
final class WorldCloner {
  private final ResolveBuilder builder;
  private final TypeDef.Owner from;
  private final TypeDef.Owner into;
  private final WorldId world;
  private final Map<TypeId, TypeId> types = new HashMap<>();
  private final Map<TypeDef.Owner, TypeDef.Owner> owners = new HashMap<>();

  WorldCloner(ResolveBuilder builder, WorldId from, WorldId into) {
    this.builder = builder;
    this.world = into;
    this.from = new TypeDef.Owner.OfWorld(from);
    this.into = new TypeDef.Owner.OfWorld(into);
    owners.put(this.from, this.into);
  }

  /** Lets a type of the world that is there already stand for one that would be copied. */
  void know(TypeId of, TypeId copy) {
    types.put(of, copy);
  }

  /** A copy of an item that stands under a plain name. */
  WorldItem clone(WorldItem item, String name) {
    return switch (item) {
      case WorldItem.OfType(TypeId id, Span span) -> new WorldItem.OfType(define(id, name), span);
      case WorldItem.OfFunction(Function function) ->
          new WorldItem.OfFunction(clone(function, name));
      case WorldItem.OfInterface of ->
          builder.get(of.id()).name().isPresent()
              ? item
              : new WorldItem.OfInterface(
                  clone(of.id()), of.docs(), of.stability(), of.externalId(), of.span());
    };
  }

  private InterfaceId clone(InterfaceId id) {
    InterfaceDraft old = builder.get(id);
    InterfaceDraft copy =
        new InterfaceDraft(
            Optional.empty(),
            builder.get(world).packageId(),
            old.docs(),
            old.stability(),
            old.span());
    InterfaceId newId = builder.add(copy);
    owners.put(new TypeDef.Owner.OfInterface(id), new TypeDef.Owner.OfInterface(newId));
    old.types().forEach((name, type) -> copy.types().put(name, define(type, name)));
    old.functions().forEach((name, function) -> copy.functions().put(name, clone(function, name)));
    return newId;
  }

  private Function clone(Function of, String name) {
    List<Function.Param> params =
        of.params().stream()
            .map(param -> new Function.Param(param.name(), map(param.type()), param.span()))
            .toList();
    Function.Kind kind =
        switch (of.kind()) {
          case Function.Kind.Freestanding() -> of.kind();
          case Function.Kind.Method(TypeId id) -> new Function.Kind.Method(map(id));
          case Function.Kind.Static(TypeId id) -> new Function.Kind.Static(map(id));
          case Function.Kind.Constructor(TypeId id) -> new Function.Kind.Constructor(map(id));
        };
    return new Function(
        name,
        kind,
        of.async(),
        params,
        of.result().map(this::map),
        of.docs(),
        of.stability(),
        of.externalId(),
        of.span());
  }

  private TypeId define(TypeId id, String name) {
    TypeDef old = builder.get(id);
    TypeId copy =
        builder.add(
            new TypeDef(
                Optional.of(name),
                map(old.kind()),
                owners.getOrDefault(old.owner(), old.owner()),
                old.docs(),
                old.stability(),
                old.externalId(),
                old.span()));
    types.put(id, copy);
    return copy;
  }

  private Type map(Type type) {
    return type instanceof Type.Ref(TypeId id) ? new Type.Ref(map(id)) : type;
  }

  /** The copy of a type, or the type itself where nothing in it was copied. */
  private TypeId map(TypeId id) {
    TypeId known = types.get(id);
    if (known != null) {
      return known;
    }
    TypeDef old = builder.get(id);
    TypeId result = id;
    if (old.owner() instanceof TypeDef.Owner.None) {
      TypeDef.Kind kind = map(old.kind());
      if (!kind.equals(old.kind())) {
        result =
            builder.add(
                new TypeDef(
                    old.name(),
                    kind,
                    old.owner(),
                    old.docs(),
                    Stability.unknown(),
                    old.externalId(),
                    old.span()));
      }
    }
    types.put(id, result);
    return result;
  }

  private TypeDef.Kind map(TypeDef.Kind kind) {
    return kind.map(this::map, this::map);
  }
}
