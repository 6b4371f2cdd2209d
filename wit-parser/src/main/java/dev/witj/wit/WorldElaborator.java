package dev.witj.wit;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;

/**
 * Completes a world whose items were changed: every interface that an import uses becomes an import
 * before it, and what an export uses becomes an import unless it is exported itself.
 */
final class WorldElaborator {
  private final Resolve resolve;
  private final SequencedMap<WorldKey, WorldItem> imports = new LinkedHashMap<>();
  private final SequencedMap<WorldKey, WorldItem> exports = new LinkedHashMap<>();

  /** The interfaces that are exported under their own names. */
  private final Map<InterfaceId, WorldItem.OfInterface> exported = new LinkedHashMap<>();

  private WorldElaborator(Resolve resolve) {
    this.resolve = resolve;
  }

  /**
   * The world with these items, completed and in canonical order.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if an export would use one interface both as
   *     an import and as an export
   */
  static World elaborate(
      Resolve resolve,
      World world,
      SequencedMap<WorldKey, WorldItem> imports,
      SequencedMap<WorldKey, WorldItem> exports) {
    WorldElaborator run = new WorldElaborator(resolve);
    run.addImports(imports);
    run.addExports(world, exports);
    return new World(
        world.name(),
        run.sorted(),
        run.exports,
        world.packageId(),
        world.docs(),
        world.stability(),
        world.span());
  }

  private void addImports(SequencedMap<WorldKey, WorldItem> given) {
    List<Map.Entry<WorldKey, WorldItem>> items = new ArrayList<>(given.entrySet());
    items.sort(Comparator.comparingInt(entry -> rank(entry.getValue())));
    for (Map.Entry<WorldKey, WorldItem> entry : items) {
      switch (entry.getValue()) {
        case WorldItem.OfInterface item -> addImport(entry.getKey(), item);
        case WorldItem.OfFunction function -> imports.put(entry.getKey(), function);
        case WorldItem.OfType type -> {
          TypeDef definition = resolve.get(type.id());
          foreign(definition)
              .ifPresent(id -> addImport(new WorldKey.Id(id), implied(id, definition.stability())));
          imports.put(entry.getKey(), type);
        }
      }
    }
  }

  private void addImport(WorldKey key, WorldItem.OfInterface item) {
    if (imports.containsKey(key)) {
      return;
    }
    for (InterfaceId used : closure(item.id())) {
      imports.putIfAbsent(new WorldKey.Id(used), implied(used, item.stability()));
    }
    imports.put(key, item);
  }

  private void addExports(World world, SequencedMap<WorldKey, WorldItem> given) {
    given.forEach(
        (key, item) -> {
          if (item instanceof WorldItem.OfInterface of && key instanceof WorldKey.Id) {
            exported.put(of.id(), of);
          } else if (item instanceof WorldItem.OfFunction) {
            exports.put(key, item);
          }
        });
    given.forEach(
        (key, item) -> {
          if (item instanceof WorldItem.OfInterface of) {
            addExport(world, key, of);
          }
        });
  }

  private void addExport(World world, WorldKey key, WorldItem.OfInterface item) {
    if (exports.containsKey(key)) {
      return;
    }
    Set<InterfaceId> usesExport = new HashSet<>();
    for (InterfaceId used : closure(item.id())) {
      if (uses(used).stream().anyMatch(id -> exported.containsKey(id) || usesExport.contains(id))) {
        usesExport.add(used);
      }
      WorldItem.OfInterface export = exported.get(used);
      WorldKey.Id name = new WorldKey.Id(used);
      if (export != null) {
        exports.putIfAbsent(name, export);
      } else if (usesExport.contains(used)) {
        throw Diagnostic.error(
                WitCode.EXPORT_USED_AS_IMPORT,
                "the export `%s` of world `%s` uses `%s` as an import, but that uses an export"
                    .formatted(resolve.name(key), world.name(), resolve.name(name)),
                item.span())
            .help("export `" + resolve.name(name) + "` too")
            .toException();
      } else {
        imports.putIfAbsent(name, implied(used, item.stability()));
      }
    }
    exports.put(key, item);
  }

  private static WorldItem.OfInterface implied(InterfaceId id, Stability stability) {
    return new WorldItem.OfInterface(id, Docs.none(), stability, Optional.empty(), Span.none());
  }

  /** What an interface uses, directly or not, each before its users; itself not. */
  private SequencedSet<InterfaceId> closure(InterfaceId id) {
    SequencedSet<InterfaceId> found = new LinkedHashSet<>();
    // Interfaces use only what stands before them, so their number bounds the depth; the stack is
    // explicit because that number is not small everywhere.
    List<InterfaceId> path = new ArrayList<>(List.of(id));
    Set<InterfaceId> entered = new HashSet<>(path);
    while (!path.isEmpty()) {
      InterfaceId at = path.getLast();
      Optional<InterfaceId> unseen = uses(at).stream().filter(entered::add).findFirst();
      if (unseen.isPresent()) {
        path.add(unseen.get());
      } else {
        path.removeLast();
        if (!at.equals(id)) {
          found.add(at);
        }
      }
    }
    return found;
  }

  private SequencedSet<InterfaceId> uses(InterfaceId id) {
    SequencedSet<InterfaceId> used = new LinkedHashSet<>();
    for (TypeId type : resolve.get(id).types().values()) {
      foreign(resolve.get(type)).filter(other -> !other.equals(id)).ifPresent(used::add);
    }
    return used;
  }

  /** The interface that defines what a type is an alias of, if it is another's. */
  private Optional<InterfaceId> foreign(TypeDef type) {
    if (type.kind() instanceof TypeDef.Kind.Alias(Type.Ref(TypeId target))
        && resolve.get(target).owner() instanceof TypeDef.Owner.OfInterface(InterfaceId id)
        && !resolve.get(target).owner().equals(type.owner())) {
      return Optional.of(id);
    }
    return Optional.empty();
  }

  private SequencedMap<WorldKey, WorldItem> sorted() {
    SequencedMap<WorldKey, WorldItem> sorted = new LinkedHashMap<>();
    imports.entrySet().stream()
        .sorted(Comparator.comparingInt(entry -> rank(entry.getValue())))
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }

  /**
   * Interfaces, then types from elsewhere, then types of the world with their members, then rest.
   */
  private int rank(WorldItem item) {
    return switch (item) {
      case WorldItem.OfInterface _ -> 0;
      case WorldItem.OfType type -> foreign(resolve.get(type.id())).isPresent() ? 1 : 2;
      case WorldItem.OfFunction(Function function) -> function.resource().isPresent() ? 3 : 4;
    };
  }
}
