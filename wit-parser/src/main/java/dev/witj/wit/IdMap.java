package dev.witj.wit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;

/** Rewrites the ids of types and interfaces in entries of a resolve. */
record IdMap(UnaryOperator<TypeId> types, UnaryOperator<InterfaceId> interfaces) {

  Type map(Type type) {
    return switch (type) {
      case Type.Prim primitive -> primitive;
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
        map(type.kind()),
        owner,
        type.docs(),
        type.stability(),
        type.externalId(),
        type.span());
  }

  private TypeDef.Kind map(TypeDef.Kind kind) {
    return switch (kind) {
      case TypeDef.Kind.Rec(var fields) ->
          new TypeDef.Kind.Rec(
              fields.stream()
                  .map(f -> new TypeDef.Field(f.name(), map(f.type()), f.docs(), f.span()))
                  .toList());
      case TypeDef.Kind.Variant(var cases) ->
          new TypeDef.Kind.Variant(
              cases.stream()
                  .map(c -> new TypeDef.Case(c.name(), c.type().map(this::map), c.docs(), c.span()))
                  .toList());
      case TypeDef.Kind.Enumeration same -> same;
      case TypeDef.Kind.Flags same -> same;
      case TypeDef.Kind.Resource same -> same;
      case TypeDef.Kind.Tuple(List<Type> parts) ->
          new TypeDef.Kind.Tuple(parts.stream().map(this::map).toList());
      case TypeDef.Kind.Opt(Type type) -> new TypeDef.Kind.Opt(map(type));
      case TypeDef.Kind.Result(var ok, var err) ->
          new TypeDef.Kind.Result(ok.map(this::map), err.map(this::map));
      case TypeDef.Kind.ListOf(Type element) -> new TypeDef.Kind.ListOf(map(element));
      case TypeDef.Kind.FixedListOf(Type element, int length) ->
          new TypeDef.Kind.FixedListOf(map(element), length);
      case TypeDef.Kind.MapOf(Type key, Type value) -> new TypeDef.Kind.MapOf(map(key), map(value));
      case TypeDef.Kind.Future(var payload) -> new TypeDef.Kind.Future(payload.map(this::map));
      case TypeDef.Kind.Stream(var element) -> new TypeDef.Kind.Stream(element.map(this::map));
      case TypeDef.Kind.Handle(TypeId resource, boolean own) ->
          new TypeDef.Kind.Handle(types.apply(resource), own);
      case TypeDef.Kind.Alias(Type target) -> new TypeDef.Kind.Alias(map(target));
    };
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
