package dev.witj.wit;

import dev.witj.names.Labels;
import dev.witj.wit.internal.Elaboration;
import dev.witj.wit.internal.InterfaceSplitter;
import dev.witj.wit.internal.SemverMerge;
import dev.witj.wit.internal.WorldMerge;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** Makes new worlds of old ones. Every function leaves the resolve it is given as it is. */
public final class WorldTransform {
  private WorldTransform() {}

  /**
   * Turns a world into what someone who uses a component of it imports: its exports become the
   * imports, and of its imports only types stay.
   *
   * @param name the new name; otherwise {@code -importized} is put behind the old one
   * @throws dev.witj.diagnostics.DiagnosticException if an export has the name of a type, or the
   *     package has another item of the new name, or that is no name
   */
  public static Resolve importize(Resolve resolve, WorldId id, Optional<String> name) {
    World world = resolve.get(id);
    SequencedMap<WorldKey, WorldItem> imports = new LinkedHashMap<>();
    world
        .imports()
        .forEach(
            (key, item) -> {
              if (item instanceof WorldItem.OfType || isMember(item)) {
                imports.put(key, item);
              }
            });
    world
        .exports()
        .forEach(
            (key, item) -> {
              if (imports.putIfAbsent(key, item) != null) {
                throw WitCode.TRANSFORM_EXPORT_TAKEN
                    .error(resolve.name(key), world.name())
                    .at(world.span())
                    .toException();
              }
            });
    return replaced(
        resolve, id, name.orElse(world.name() + "-importized"), imports, new LinkedHashMap<>());
  }

  /**
   * Turns a world into what a component exports that stands in for the world's host: its imports
   * become the exports, and its exports are dropped.
   *
   * @param name the new name; otherwise {@code -exportized} is put behind the old one
   * @param only the imports to turn, under their names in the world, with or without version; all
   *     if this is empty
   * @throws dev.witj.diagnostics.DiagnosticException if the world has no import of a name in {@code
   *     only}, the package has another item of the new name, or that is no name
   */
  public static Resolve exportize(
      Resolve resolve, WorldId id, Optional<String> name, Set<String> only) {
    World world = resolve.get(id);
    SequencedMap<WorldKey, WorldItem> imports = new LinkedHashMap<>();
    SequencedMap<WorldKey, WorldItem> exports = new LinkedHashMap<>();
    List<String> unused = new ArrayList<>(only);
    world
        .imports()
        .forEach(
            (key, item) -> {
              List<String> names = names(resolve, id, key);
              unused.removeAll(names);
              boolean chosen = only.isEmpty() || names.stream().anyMatch(only::contains);
              boolean fixed = item instanceof WorldItem.OfType || isMember(item);
              (chosen && !fixed ? exports : imports).put(key, item);
            });
    if (!unused.isEmpty()) {
      throw WitCode.TRANSFORM_IMPORT_NOT_FOUND
          .error(world.name(), unused.getFirst())
          .at(world.span())
          .toException();
    }
    return replaced(resolve, id, name.orElse(world.name() + "-exportized"), imports, exports);
  }

  /**
   * Merges those imports of a world that are versions of one interface on one semver {@linkplain
   * dev.witj.names.Version#track() track}: the newest stands for all of them. Interfaces that the
   * world imports or exports and that used an older version use the newest now; the other worlds
   * are completed anew.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if a newer version lacks a type that is used,
   *     or if the newest versions would use each other in a cycle
   */
  public static Resolve mergeImportsBySemver(Resolve resolve, WorldId id) {
    return SemverMerge.merge(resolve, id);
  }

  /**
   * Adds the items of one world to another; the first stays as it is.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if both have different things under one name,
   *     or if an export would mean something else in the result
   */
  public static Resolve mergeWorlds(Resolve resolve, WorldId from, WorldId into) {
    return WorldMerge.merge(resolve, from, into);
  }

  /**
   * Gives each use of an interface by a world an interface of its own, where one is used more than
   * once: imported and exported, or under several names. Generators that make a type for each
   * interface can then tell the types apart. The copies stand in no package; they say what they are
   * {@linkplain Interface#cloneOf() copies of}.
   */
  public static Resolve splitInterfaces(Resolve resolve, WorldId id) {
    return new InterfaceSplitter(resolve).split(id);
  }

  private static boolean isMember(WorldItem item) {
    return item instanceof WorldItem.OfFunction(Function function)
        && function.resource().isPresent();
  }

  /** All ways in which a person may name an item: in full, without version, without package. */
  private static List<String> names(Resolve resolve, WorldId world, WorldKey key) {
    List<String> names = new ArrayList<>(List.of(resolve.name(key)));
    if (key instanceof WorldKey.Id(InterfaceId id)) {
      Interface target = resolve.get(id);
      PackageName home = resolve.get(target.packageId()).name();
      String plain = target.name().orElseThrow();
      names.add(home.withoutVersion().qualify(plain));
      if (target.packageId().equals(resolve.get(world).packageId())) {
        names.add(plain);
      }
    }
    return names;
  }

  /**
   * The resolve with other items and another name for a world, which becomes its package's last.
   */
  private static Resolve replaced(
      Resolve resolve,
      WorldId id,
      String name,
      SequencedMap<WorldKey, WorldItem> imports,
      SequencedMap<WorldKey, WorldItem> exports) {
    if (!Labels.isLabel(name)) {
      throw WitCode.INVALID_WORLD_NAME
          .error(name)
          .help("a name is made of words of the letters a to z and digits, joined by hyphens")
          .toException();
    }
    World world = resolve.get(id);
    Package home = resolve.get(world.packageId());
    SequencedMap<String, WorldId> names = new LinkedHashMap<>(home.worlds());
    names.remove(world.name());
    if (names.put(name, id) != null || home.interfaces().containsKey(name)) {
      throw WitCode.TRANSFORM_NAME_TAKEN.error(home.name(), name).at(world.span()).toException();
    }
    List<Package> packages = new ArrayList<>(resolve.packages().entries());
    packages.set(
        world.packageId().index(), new Package(home.name(), home.docs(), home.interfaces(), names));
    List<World> worlds = new ArrayList<>(resolve.worlds().entries());
    worlds.set(
        id.index(),
        new World(
            name,
            imports,
            exports,
            world.packageId(),
            world.docs(),
            world.stability(),
            world.span()));
    Resolve renamed =
        new Resolve(new Arena<>(packages), resolve.worlds(), resolve.interfaces(), resolve.types());
    return Elaboration.complete(renamed, worlds, List.of(id));
  }
}
