package dev.witj.encode;

import dev.witj.diagnostics.Span;
import dev.witj.wit.Arena;
import dev.witj.wit.Docs;
import dev.witj.wit.Function;
import dev.witj.wit.Interface;
import dev.witj.wit.InterfaceId;
import dev.witj.wit.Package;
import dev.witj.wit.PackageId;
import dev.witj.wit.PackageName;
import dev.witj.wit.Resolve;
import dev.witj.wit.Stability;
import dev.witj.wit.Type;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeId;
import dev.witj.wit.World;
import dev.witj.wit.WorldId;
import dev.witj.wit.WorldItem;
import dev.witj.wit.WorldKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** A resolve in the making; packages get their place at the end, when all uses are known. */
final class ResolveDraft {
  private final Map<PackageName, PackageDraft> packages = new LinkedHashMap<>();
  private final List<InterfaceDraft> interfaces = new ArrayList<>();
  private final List<WorldDraft> worlds = new ArrayList<>();
  private final List<TypeDef> types = new ArrayList<>();

  static final class PackageDraft {
    Docs docs = Docs.none();
    final SequencedMap<String, InterfaceId> interfaces = new LinkedHashMap<>();
    final SequencedMap<String, WorldId> worlds = new LinkedHashMap<>();
  }

  static final class InterfaceDraft {
    final Optional<String> name;
    final PackageName of;
    Docs docs = Docs.none();
    Stability stability = Stability.unknown();
    final SequencedMap<String, TypeId> types = new LinkedHashMap<>();
    final SequencedMap<String, Function> functions = new LinkedHashMap<>();

    InterfaceDraft(Optional<String> name, PackageName of) {
      this.name = name;
      this.of = of;
    }
  }

  static final class WorldDraft {
    final String name;
    final PackageName of;
    Docs docs = Docs.none();
    Stability stability = Stability.unknown();
    final SequencedMap<WorldKey, WorldItem> imports = new LinkedHashMap<>();
    final SequencedMap<WorldKey, WorldItem> exports = new LinkedHashMap<>();

    WorldDraft(String name, PackageName of) {
      this.name = name;
      this.of = of;
    }
  }

  PackageDraft get(PackageName name) {
    return packages.computeIfAbsent(name, _ -> new PackageDraft());
  }

  InterfaceDraft get(InterfaceId id) {
    return interfaces.get(id.index());
  }

  WorldDraft get(WorldId id) {
    return worlds.get(id.index());
  }

  TypeDef get(TypeId id) {
    return types.get(id.index());
  }

  void set(TypeId id, TypeDef type) {
    types.set(id.index(), type);
  }

  /** Whether anything of a package is there. */
  boolean has(PackageName name) {
    return packages.containsKey(name);
  }

  /** What an item of a world is called outside. */
  String name(WorldKey key) {
    return switch (key) {
      case WorldKey.Name(var name) -> name;
      case WorldKey.Id(var id) -> get(id).of.qualify(get(id).name.orElse(""));
    };
  }

  /** The interface of a name, which is made if it is not there. */
  InterfaceId named(PackageName of, String name) {
    SequencedMap<String, InterfaceId> known = get(of).interfaces;
    return known.computeIfAbsent(name, _ -> add(new InterfaceDraft(Optional.of(name), of)));
  }

  /** Adds an interface without a name. */
  InterfaceId inline(PackageName of) {
    var _ = get(of);
    return add(new InterfaceDraft(Optional.empty(), of));
  }

  private InterfaceId add(InterfaceDraft draft) {
    interfaces.add(draft);
    return new InterfaceId(interfaces.size() - 1);
  }

  WorldId add(WorldDraft draft) {
    worlds.add(draft);
    WorldId id = new WorldId(worlds.size() - 1);
    get(draft.of).worlds.put(draft.name, id);
    return id;
  }

  TypeId add(
      Optional<String> name, TypeDef.Kind kind, TypeDef.Owner owner, Optional<String> externalId) {
    types.add(
        new TypeDef(name, kind, owner, Docs.none(), Stability.unknown(), externalId, Span.none()));
    return new TypeId(types.size() - 1);
  }

  // The end.

  /** The resolve, with packages before those that use them. */
  Resolve freeze() {
    Map<PackageName, PackageId> order = new LinkedHashMap<>();
    Map<PackageName, Set<PackageName>> uses = uses();
    Set<PackageName> open = new LinkedHashSet<>();
    packages.keySet().forEach(name -> sort(name, uses, open, order));
    return new Resolve(
        new Arena<>(
            order.keySet().stream()
                .map(
                    name ->
                        new Package(name, get(name).docs, get(name).interfaces, get(name).worlds))
                .toList()),
        new Arena<>(worlds.stream().map(draft -> freeze(draft, id(order, draft.of))).toList()),
        new Arena<>(interfaces.stream().map(draft -> freeze(draft, id(order, draft.of))).toList()),
        new Arena<>(types));
  }

  private static PackageId id(Map<PackageName, PackageId> order, PackageName name) {
    return Objects.requireNonNull(order.get(name));
  }

  private static World freeze(WorldDraft draft, PackageId of) {
    return new World(
        draft.name, draft.imports, draft.exports, of, draft.docs, draft.stability, Span.none());
  }

  private static Interface freeze(InterfaceDraft draft, PackageId of) {
    return new Interface(
        draft.name, draft.types, draft.functions, of, draft.docs, draft.stability, Span.none());
  }

  /** A binary may hold packages that use each other; these stay in the order they were met. */
  private static void sort(
      PackageName name,
      Map<PackageName, Set<PackageName>> uses,
      Set<PackageName> open,
      Map<PackageName, PackageId> order) {
    if (!order.containsKey(name) && open.add(name)) {
      uses.getOrDefault(name, Set.of()).forEach(used -> sort(used, uses, open, order));
      order.put(name, new PackageId(order.size()));
    }
  }

  private Map<PackageName, Set<PackageName>> uses() {
    Map<PackageName, Set<PackageName>> uses = new LinkedHashMap<>();
    for (InterfaceDraft draft : interfaces) {
      Set<PackageName> used = uses.computeIfAbsent(draft.of, _ -> new LinkedHashSet<>());
      for (TypeId type : draft.types.values()) {
        if (get(type).kind() instanceof TypeDef.Kind.Alias(Type.Ref(TypeId target))
            && get(target).owner() instanceof TypeDef.Owner.OfInterface(var other)) {
          used.add(get(other).of);
        }
      }
    }
    for (WorldDraft draft : worlds) {
      Set<PackageName> used = uses.computeIfAbsent(draft.of, _ -> new LinkedHashSet<>());
      addUses(draft.imports, used);
      addUses(draft.exports, used);
    }
    return uses;
  }

  private void addUses(Map<WorldKey, WorldItem> items, Set<PackageName> used) {
    for (WorldItem item : items.values()) {
      if (item instanceof WorldItem.OfInterface named) {
        used.add(get(named.id()).of);
      }
    }
  }
}
