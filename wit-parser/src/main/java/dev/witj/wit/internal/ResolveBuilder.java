package dev.witj.wit.internal;

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
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** A resolve in the making: the one mutable form, which {@link #freeze} turns into the value. */
final class ResolveBuilder {
  private final List<PackageDraft> packages = new ArrayList<>();
  private final Map<PackageName, PackageId> packageIds = new HashMap<>();
  private final List<WorldDraft> worlds = new ArrayList<>();
  private final List<InterfaceDraft> interfaces = new ArrayList<>();
  private final List<TypeDef> types = new ArrayList<>();
  private final Map<PackageId, Map<String, Declared.Gated>> gatedItems = new HashMap<>();
  private final Map<InterfaceId, Map<String, Gate>> gatedTypes = new HashMap<>();
  private final BitSet borrowing = new BitSet();
  private final Map<TypeId, Type> aliased = new HashMap<>();

  private final WorldBudget worldBudget = new WorldBudget(this);

  ResolveBuilder() {}

  /** What may still be copied into worlds. */
  WorldBudget worldBudget() {
    return worldBudget;
  }

  /** A copy of a resolve, to be added to. */
  ResolveBuilder(Resolve resolve) {
    for (Package from : resolve.packages()) {
      PackageDraft draft = get(add(from.name()));
      draft.docs = from.docs();
      draft.interfaces.putAll(from.interfaces());
      draft.worlds.putAll(from.worlds());
    }
    for (Interface from : resolve.interfaces()) {
      InterfaceDraft draft =
          new InterfaceDraft(
              from.name(), from.packageId(), from.docs(), from.stability(), from.span());
      draft.cloneOf = from.cloneOf();
      draft.types.putAll(from.types());
      draft.functions.putAll(from.functions());
      add(draft);
    }
    for (World from : resolve.worlds()) {
      WorldDraft draft =
          new WorldDraft(from.name(), from.packageId(), from.docs(), from.stability(), from.span());
      draft.imports.putAll(from.imports());
      draft.exports.putAll(from.exports());
      add(draft);
    }
    resolve.types().forEach(this::add);
  }

  /** Notes that an interface or world was left out because of its gate. */
  void gateItem(PackageId pkg, String name, Declared.Gated gated) {
    gatedItems.computeIfAbsent(pkg, _ -> new HashMap<>()).put(name, gated);
  }

  /** The interface or world of this name that was left out, if there is one. */
  Declared.@Nullable Gated gatedItem(PackageId pkg, String name) {
    return gatedItems.getOrDefault(pkg, Map.of()).get(name);
  }

  /** Notes that a type was left out because of its gate. */
  void gateType(InterfaceId owner, String name, Gate gate) {
    gatedTypes.computeIfAbsent(owner, _ -> new HashMap<>()).put(name, gate);
  }

  /** Where the type of this name stands that was left out, if there is one. */
  Optional<Gate> gatedType(InterfaceId owner, String name) {
    return Optional.ofNullable(gatedTypes.getOrDefault(owner, Map.of()).get(name));
  }

  static final class PackageDraft {
    final PackageName name;
    Docs docs = Docs.none();
    final SequencedMap<String, InterfaceId> interfaces = new LinkedHashMap<>();
    final SequencedMap<String, WorldId> worlds = new LinkedHashMap<>();

    private PackageDraft(PackageName name) {
      this.name = name;
    }
  }

  static final class InterfaceDraft {
    final Optional<String> name;
    final PackageId pkg;
    Docs docs;
    Stability stability;
    final Span span;
    Optional<InterfaceId> cloneOf = Optional.empty();
    final SequencedMap<String, TypeId> types = new LinkedHashMap<>();
    final SequencedMap<String, Function> functions = new LinkedHashMap<>();

    InterfaceDraft(
        Optional<String> name, PackageId pkg, Docs docs, Stability stability, Span span) {
      this.name = name;
      this.pkg = pkg;
      this.docs = docs;
      this.stability = stability;
      this.span = span;
    }
  }

  static final class WorldDraft {
    final String name;
    final PackageId pkg;
    Docs docs;
    Stability stability;
    final Span span;
    final SequencedMap<WorldKey, WorldItem> imports = new LinkedHashMap<>();
    final SequencedMap<WorldKey, WorldItem> exports = new LinkedHashMap<>();

    WorldDraft(String name, PackageId pkg, Docs docs, Stability stability, Span span) {
      this.name = name;
      this.pkg = pkg;
      this.docs = docs;
      this.stability = stability;
      this.span = span;
    }
  }

  PackageId add(PackageName name) {
    PackageId id = new PackageId(packages.size());
    packages.add(new PackageDraft(name));
    packageIds.put(name, id);
    return id;
  }

  InterfaceId add(InterfaceDraft draft) {
    interfaces.add(draft);
    return new InterfaceId(interfaces.size() - 1);
  }

  WorldId add(WorldDraft draft) {
    worlds.add(draft);
    return new WorldId(worlds.size() - 1);
  }

  TypeId add(TypeDef def) {
    TypeId id = new TypeId(types.size());
    types.add(def);
    borrowing.set(id.index(), borrows(def.kind()));
    if (def.kind() instanceof TypeDef.Kind.Alias(Type target)) {
      aliased.put(id, behindAliases(target));
    }
    return id;
  }

  PackageDraft get(PackageId id) {
    return packages.get(id.index());
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

  void set(TypeId id, TypeDef def) {
    types.set(id.index(), def);
  }

  int typeCount() {
    return types.size();
  }

  int packageCount() {
    return packages.size();
  }

  int interfaceCount() {
    return interfaces.size();
  }

  int worldCount() {
    return worlds.size();
  }

  @Nullable PackageId find(PackageName name) {
    return packageIds.get(name);
  }

  /** All packages so far. */
  Iterable<PackageName> packageNames() {
    return packages.stream().map(draft -> draft.name).toList();
  }

  /** How messages call an item of a world. */
  String name(WorldKey key) {
    return switch (key) {
      case WorldKey.Name(String name) -> name;
      case WorldKey.Id(InterfaceId id) ->
          get(get(id).pkg).name.qualify(get(id).name.orElse("(inline)"));
    };
  }

  /** Whether a value of this type holds a borrowed handle. */
  boolean borrows(Type type) {
    return type instanceof Type.Ref(TypeId id) && borrowing.get(id.index());
  }

  private boolean borrows(TypeDef.Kind kind) {
    if (kind instanceof TypeDef.Kind.Handle(_, boolean own)) {
      return !own;
    }
    for (Type part : kind.parts()) {
      if (borrows(part)) {
        return true;
      }
    }
    return false;
  }

  /** What a type is that may be an alias; chains of them are not followed again each time. */
  Type behindAliases(Type type) {
    return type instanceof Type.Ref(TypeId id) ? aliased.getOrDefault(id, type) : type;
  }

  /** Whether this is a resource, or an alias of one. */
  boolean isResource(Type type) {
    return behindAliases(type) instanceof Type.Ref(TypeId id)
        && get(id).kind() instanceof TypeDef.Kind.Resource;
  }

  Resolve freeze() {
    List<Package> frozenPackages = new ArrayList<>();
    packages.forEach(p -> frozenPackages.add(new Package(p.name, p.docs, p.interfaces, p.worlds)));
    List<World> frozenWorlds = new ArrayList<>();
    worlds.forEach(
        w ->
            frozenWorlds.add(
                new World(w.name, w.imports, w.exports, w.pkg, w.docs, w.stability, w.span)));
    List<Interface> frozenInterfaces = new ArrayList<>();
    interfaces.forEach(
        i ->
            frozenInterfaces.add(
                new Interface(
                    i.name, i.types, i.functions, i.pkg, i.docs, i.stability, i.span, i.cloneOf)));
    return new Resolve(
        new Arena<>(frozenPackages),
        new Arena<>(frozenWorlds),
        new Arena<>(frozenInterfaces),
        new Arena<>(types));
  }
}
