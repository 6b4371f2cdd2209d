package dev.witj.wit.internal;

import dev.witj.wit.Arena;
import dev.witj.wit.Function;
import dev.witj.wit.Interface;
import dev.witj.wit.InterfaceId;
import dev.witj.wit.Resolve;
import dev.witj.wit.Type;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeId;
import dev.witj.wit.World;
import dev.witj.wit.WorldId;
import dev.witj.wit.WorldItem;
import dev.witj.wit.WorldKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Copies interfaces that a world uses more than once. Imports come first and see each other's
 * types; exports see the types of what is exported, and else those of the imports.
 */
public final class InterfaceSplitter {
  private final List<Interface> interfaces;
  private final List<TypeDef> types;
  private final Resolve resolve;
  private final Set<InterfaceId> used = new HashSet<>();
  private final Map<WorldKey, WorldItem> done = new HashMap<>();

  /** The types of what is exported under its own name. */
  private final Map<TypeId, TypeId> exported = new HashMap<>();

  /** A splitter for one world of a resolve. */
  public InterfaceSplitter(Resolve resolve) {
    this.resolve = resolve;
    this.interfaces = new ArrayList<>(resolve.interfaces().entries());
    this.types = new ArrayList<>(resolve.types().entries());
  }

  /** The resolve with the world split. */
  public Resolve split(WorldId id) {
    World world = resolve.get(id);
    SequencedMap<WorldKey, WorldItem> imports = new LinkedHashMap<>();
    world.imports().forEach((key, item) -> imports.put(key, split(item, Map.of())));

    List<WorldKey> order = new ArrayList<>(world.exports().sequencedKeySet());
    order.sort(Comparator.comparing(key -> key instanceof WorldKey.Id));
    for (WorldKey key : order) {
      if (!done.containsKey(key)) {
        export(key, world.exports());
      }
    }
    SequencedMap<WorldKey, WorldItem> exports = new LinkedHashMap<>();
    for (WorldKey key : world.exports().sequencedKeySet()) {
      WorldItem item = Objects.requireNonNull(done.get(key));
      boolean named = key instanceof WorldKey.Name || !(item instanceof WorldItem.OfInterface);
      exports.put(named ? key : new WorldKey.Id(((WorldItem.OfInterface) item).id()), item);
    }
    List<World> worlds = new ArrayList<>(resolve.worlds().entries());
    worlds.set(
        id.index(),
        new World(
            world.name(),
            imports,
            exports,
            world.packageId(),
            world.docs(),
            world.stability(),
            world.span()));
    return new Resolve(
        resolve.packages(), new Arena<>(worlds), new Arena<>(interfaces), new Arena<>(types));
  }

  /** Splits an export behind those it uses: what is exported under its own name is meant. */
  private void export(WorldKey first, SequencedMap<WorldKey, WorldItem> exports) {
    List<WorldKey> path = new ArrayList<>(List.of(first));
    while (!path.isEmpty()) {
      WorldKey key = path.getLast();
      WorldItem item = Objects.requireNonNull(exports.get(key));
      Optional<WorldKey> used =
          uses(item).stream()
              .filter(other -> exports.containsKey(other) && !done.containsKey(other))
              .findFirst();
      if (used.isPresent()) {
        path.add(used.get());
        continue;
      }
      path.removeLast();
      WorldItem mine = split(item, exported);
      done.put(key, mine);
      if (key instanceof WorldKey.Id) {
        remember(item, mine);
      }
    }
  }

  private void remember(WorldItem was, WorldItem is) {
    if (was instanceof WorldItem.OfInterface old && is instanceof WorldItem.OfInterface copy) {
      SequencedMap<String, TypeId> copied = interfaces.get(copy.id().index()).types();
      resolve
          .get(old.id())
          .types()
          .forEach((name, type) -> exported.put(type, copied.getOrDefault(name, type)));
    }
  }

  private Set<WorldKey> uses(WorldItem item) {
    Set<WorldKey> used = new LinkedHashSet<>();
    if (item instanceof WorldItem.OfInterface of) {
      for (TypeId type : resolve.get(of.id()).types().values()) {
        if (resolve.get(type).kind() instanceof TypeDef.Kind.Alias(Type.Ref(TypeId target))
            && resolve.get(target).owner() instanceof TypeDef.Owner.OfInterface(InterfaceId id)
            && !id.equals(of.id())) {
          used.add(new WorldKey.Id(id));
        }
      }
    }
    return used;
  }

  private WorldItem split(WorldItem item, Map<TypeId, TypeId> known) {
    if (!(item
        instanceof WorldItem.OfInterface(var id, var docs, var gate, var externalId, var span))) {
      return item;
    }
    boolean again = !used.add(id);
    Map<TypeId, TypeId> changed = new HashMap<>(known);
    changed.entrySet().removeIf(entry -> entry.getKey().equals(entry.getValue()));
    if (!again && !mentions(id, changed)) {
      return item;
    }
    return new WorldItem.OfInterface(copy(id, changed), docs, gate, externalId, span);
  }

  private boolean mentions(InterfaceId id, Map<TypeId, TypeId> changed) {
    return resolve.get(id).types().values().stream()
        .anyMatch(
            type ->
                resolve.get(type).kind() instanceof TypeDef.Kind.Alias(Type.Ref(TypeId target))
                    && changed.containsKey(target));
  }

  private InterfaceId copy(InterfaceId id, Map<TypeId, TypeId> changed) {
    Interface of = resolve.get(id);
    InterfaceId copy = new InterfaceId(interfaces.size());
    for (TypeId own :
        of.types().values().stream().sorted(Comparator.comparingInt(TypeId::index)).toList()) {
      copyType(own, id, copy, changed);
    }
    SequencedMap<String, Function> functions = new LinkedHashMap<>();
    of.functions()
        .forEach(
            (name, function) -> {
              for (TypeId mentioned : mentioned(function)) {
                copyAnonymous(mentioned, id, copy, changed);
              }
              functions.put(name, map(id, copy, changed).map(function));
            });
    SequencedMap<String, TypeId> names = new LinkedHashMap<>();
    of.types().forEach((name, type) -> names.put(name, changed.getOrDefault(type, type)));
    interfaces.add(
        new Interface(
            of.name(),
            names,
            functions,
            of.packageId(),
            of.docs(),
            of.stability(),
            of.span(),
            Optional.of(id)));
    return copy;
  }

  private static IdMap map(InterfaceId old, InterfaceId copy, Map<TypeId, TypeId> changed) {
    return new IdMap(
        type -> changed.getOrDefault(type, type), other -> other.equals(old) ? copy : other);
  }

  private void copyType(TypeId id, InterfaceId old, InterfaceId copy, Map<TypeId, TypeId> changed) {
    for (TypeId mentioned : mentioned(id)) {
      copyAnonymous(mentioned, old, copy, changed);
    }
    TypeId newId = new TypeId(types.size());
    types.add(map(old, copy, changed).map(resolve.get(id)));
    changed.put(id, newId);
  }

  /** An anonymous type needs a copy of its own where it mentions what has one. */
  private void copyAnonymous(
      TypeId id, InterfaceId old, InterfaceId copy, Map<TypeId, TypeId> changed) {
    if (resolve.get(id).name().isPresent() || changed.containsKey(id)) {
      return;
    }
    Set<TypeId> mentioned = mentioned(id);
    for (TypeId inner : mentioned) {
      copyAnonymous(inner, old, copy, changed);
    }
    if (mentioned.stream().anyMatch(changed::containsKey)) {
      changed.put(id, new TypeId(types.size()));
      types.add(map(old, copy, changed).map(resolve.get(id)));
    }
  }

  private Set<TypeId> mentioned(TypeId id) {
    Set<TypeId> found = new LinkedHashSet<>();
    collector(found).map(resolve.get(id));
    return found;
  }

  private static Set<TypeId> mentioned(Function function) {
    Set<TypeId> found = new LinkedHashSet<>();
    collector(found).map(function);
    return found;
  }

  private static IdMap collector(Set<TypeId> found) {
    return new IdMap(
        id -> {
          found.add(id);
          return id;
        },
        id -> id);
  }
}
