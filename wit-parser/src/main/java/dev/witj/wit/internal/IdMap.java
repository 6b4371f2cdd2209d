package dev.witj.wit.internal;

import dev.witj.wit.Function;
import dev.witj.wit.Interface;
import dev.witj.wit.InterfaceId;
import dev.witj.wit.Package;
import dev.witj.wit.Type;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeId;
import dev.witj.wit.World;
import dev.witj.wit.WorldItem;
import dev.witj.wit.WorldKey;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;

/** Rewrites the ids of types and interfaces in entries of a resolve. */
record IdMap(UnaryOperator<TypeId> types, UnaryOperator<InterfaceId> interfaces) {

  Type map(Type type) {
    return switch (type) {
      case Type.Primitive primitive -> primitive;
      case Type.Ref(TypeId id) -> new Type.Ref(types.apply(id));
    };
  }

  TypeDef map(TypeDef type) {
    TypeDef.Owner owner =
        switch (type.owner()) {
          case TypeDef.Owner.None none -> none;
          case TypeDef.Owner.OfWorld world -> world;
          case TypeDef.Owner.OfInterface(InterfaceId id) ->
              new TypeDef.Owner.OfInterface(interfaces.apply(id));
        };
    return new TypeDef(
        type.name(),
        type.kind().map(this::map, types),
        owner,
        type.docs(),
        type.stability(),
        type.externalId(),
        type.span());
  }

  Function map(Function function) {
    Function.Kind kind =
        switch (function.kind()) {
          case Function.Kind.Freestanding free -> free;
          case Function.Kind.Method(TypeId id) -> new Function.Kind.Method(types.apply(id));
          case Function.Kind.Static(TypeId id) -> new Function.Kind.Static(types.apply(id));
          case Function.Kind.Constructor(TypeId id) ->
              new Function.Kind.Constructor(types.apply(id));
        };
    return new Function(
        function.name(),
        kind,
        function.async(),
        function.params().stream()
            .map(p -> new Function.Param(p.name(), map(p.type()), p.span()))
            .toList(),
        function.result().map(this::map),
        function.docs(),
        function.stability(),
        function.externalId(),
        function.span());
  }

  Interface map(Interface of) {
    SequencedMap<String, TypeId> newTypes = new LinkedHashMap<>();
    of.types().forEach((name, id) -> newTypes.put(name, types.apply(id)));
    SequencedMap<String, Function> functions = new LinkedHashMap<>();
    of.functions().forEach((name, function) -> functions.put(name, map(function)));
    return new Interface(
        of.name(),
        newTypes,
        functions,
        of.packageId(),
        of.docs(),
        of.stability(),
        of.span(),
        of.cloneOf().map(interfaces));
  }

  World map(World world) {
    return new World(
        world.name(),
        map(world.imports()),
        map(world.exports()),
        world.packageId(),
        world.docs(),
        world.stability(),
        world.span());
  }

  SequencedMap<WorldKey, WorldItem> map(SequencedMap<WorldKey, WorldItem> items) {
    SequencedMap<WorldKey, WorldItem> mapped = new LinkedHashMap<>();
    items.forEach(
        (key, item) -> {
          WorldKey newKey =
              switch (key) {
                case WorldKey.Name name -> name;
                case WorldKey.Id(InterfaceId id) -> new WorldKey.Id(interfaces.apply(id));
              };
          WorldItem newItem =
              switch (item) {
                case WorldItem.OfInterface(var id, var docs, var gate, var externalId, var span) ->
                    new WorldItem.OfInterface(interfaces.apply(id), docs, gate, externalId, span);
                case WorldItem.OfFunction(Function function) ->
                    new WorldItem.OfFunction(map(function));
                case WorldItem.OfType(TypeId id, var span) ->
                    new WorldItem.OfType(types.apply(id), span);
              };
          mapped.put(newKey, newItem);
        });
    return mapped;
  }

  Package map(Package of) {
    SequencedMap<String, InterfaceId> named = new LinkedHashMap<>();
    of.interfaces().forEach((name, id) -> named.put(name, interfaces.apply(id)));
    return new Package(of.name(), of.docs(), named, of.worlds());
  }
}
