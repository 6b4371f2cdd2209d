package dev.witj.wit;

import dev.witj.names.Version;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * One of the two resolves that {@link WitComparison} compares, and what messages call its items.
 */
final class ComparedSide {
  final Resolve resolve;
  PackageId home = new PackageId(0);

  /** What stands for inline interfaces, which have no name of their own. */
  private final Map<InterfaceId, String> labels = new LinkedHashMap<>();

  ComparedSide(Resolve resolve) {
    this.resolve = resolve;
  }

  void label(World world) {
    for (SequencedMap<WorldKey, WorldItem> items : List.of(world.imports(), world.exports())) {
      items.forEach(
          (key, item) -> {
            if (item instanceof WorldItem.OfInterface of && resolve.get(of.id()).name().isEmpty()) {
              labels.put(of.id(), world.name() + "/" + resolve.name(key));
            }
          });
    }
  }

  void roles(Package of, InterfaceId id, Set<WitComparison.Role> into) {
    for (WorldId world : of.worlds().values()) {
      if (uses(resolve.get(world).imports(), id)) {
        into.add(WitComparison.Role.IMPORTED);
      }
      if (uses(resolve.get(world).exports(), id)) {
        into.add(WitComparison.Role.EXPORTED);
      }
    }
  }

  private static boolean uses(SequencedMap<WorldKey, WorldItem> items, InterfaceId id) {
    return items.values().stream()
        .anyMatch(item -> item instanceof WorldItem.OfInterface of && of.id().equals(id));
  }

  /** The items under names in which versions that do not matter are left out. */
  SequencedMap<String, WorldItem> named(SequencedMap<WorldKey, WorldItem> items) {
    SequencedMap<String, WorldItem> named = new LinkedHashMap<>();
    items.forEach(
        (key, item) -> {
          String name =
              switch (key) {
                case WorldKey.Name(String plain) -> plain;
                case WorldKey.Id(InterfaceId id) -> identity(id);
              };
          // Two patch versions of one interface: both stay, told apart by their full names.
          if (named.containsKey(name)) {
            name = resolve.name(key);
          }
          named.put(name, item);
        });
    return named;
  }

  /** What makes an interface the same one in another version of the text. */
  String identity(InterfaceId id) {
    Interface of = resolve.get(id);
    if (of.name().isEmpty()) {
      return labels.getOrDefault(id, "interface");
    }
    PackageName name = resolve.get(of.packageId()).name();
    Optional<Version> version = of.packageId().equals(home) ? Optional.empty() : name.version();
    return name.withoutVersion()
        + "/"
        + of.name().get()
        + version.map(v -> "@" + v.track()).orElse("");
  }

  String identity(TypeDef type) {
    String name = type.name().orElse("");
    return switch (type.owner()) {
      case TypeDef.Owner.None() -> name;
      case TypeDef.Owner.OfWorld _ -> name;
      case TypeDef.Owner.OfInterface(InterfaceId id) -> identity(id) + "." + name;
    };
  }

  /** What a type is: a primitive, or a definition that is no alias. */
  Type behindAliases(Type type) {
    Type at = type;
    while (at instanceof Type.Ref(TypeId id)
        && resolve.get(id).kind() instanceof TypeDef.Kind.Alias(Type target)) {
      at = target;
    }
    return at;
  }

  Optional<String> itemText(WorldItem item) {
    return switch (item) {
      case WorldItem.OfInterface _ -> Optional.empty();
      case WorldItem.OfFunction(Function function) -> Optional.of(text(function));
      case WorldItem.OfType of -> Optional.of(text(of.id()));
    };
  }

  /** What a message calls a function. */
  String name(Function function) {
    String owner =
        function.resource().flatMap(id -> resolve.get(id).name()).map(r -> r + ".").orElse("");
    return function.kind() instanceof Function.Kind.Constructor
        ? "constructor " + function.itemName()
        : "func " + owner + function.itemName();
  }

  String text(TypeId id) {
    return WitPrinter.definition(resolve, home, id);
  }

  String text(Function function) {
    return WitPrinter.function(resolve, home, function);
  }

  String text(Type type) {
    return WitPrinter.type(resolve, home, type);
  }

  /** A definition with all its documentation, to see whether that changed. */
  List<Docs> documented(TypeId id) {
    TypeDef type = resolve.get(id);
    List<Docs> all = new ArrayList<>(List.of(type.docs()));
    switch (type.kind()) {
      case TypeDef.Kind.Rec(List<TypeDef.Field> fields) ->
          fields.forEach(field -> all.add(field.docs()));
      case TypeDef.Kind.Variant(List<TypeDef.Case> cases) ->
          cases.forEach(one -> all.add(one.docs()));
      case TypeDef.Kind.Enumeration(List<TypeDef.EnumCase> cases) ->
          cases.forEach(one -> all.add(one.docs()));
      case TypeDef.Kind.Flags(List<TypeDef.Flag> flags) ->
          flags.forEach(flag -> all.add(flag.docs()));
      case TypeDef.Kind.Resource _, TypeDef.Kind.Structural _ -> {}
    }
    return all;
  }
}
