package dev.witj.wit;

import dev.witj.diagnostics.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Chooses a world by name, by path, or because it is the only one. */
final class WorldSelector {
  private WorldSelector() {}

  static WorldId select(Resolve resolve, List<PackageId> mains, Optional<String> name) {
    List<WorldId> found = new ArrayList<>();
    if (name.isPresent() && name.get().indexOf('/') >= 0) {
      // A path may lead to any package; a version that is not given stands for any.
      String path = name.get();
      for (int i = 0; i < resolve.worlds().size(); i++) {
        WorldId id = new WorldId(i);
        World world = resolve.get(id);
        PackageName of = resolve.get(world.packageId()).name();
        if (of.qualify(world.name()).equals(path)
            || of.withoutVersion().qualify(world.name()).equals(path)) {
          found.add(id);
        }
      }
    } else {
      for (PackageId main : mains) {
        SequencedMap<String, WorldId> worlds = resolve.get(main).worlds();
        if (name.isEmpty()) {
          found.addAll(worlds.values());
        } else if (worlds.containsKey(name.get())) {
          found.add(worlds.get(name.get()));
        }
      }
    }
    if (found.size() == 1) {
      return found.getFirst();
    }
    List<WorldId> known = found;
    if (found.isEmpty()) {
      known = mains.stream().flatMap(id -> resolve.get(id).worlds().values().stream()).toList();
    }
    Diagnostic diagnostic = problem(found.isEmpty(), name);
    if (known.isEmpty()) {
      throw diagnostic.note("the package has no world").toException();
    }
    StringBuilder worlds = new StringBuilder("the worlds are:");
    known.forEach(id -> worlds.append("\n  ").append(resolve.qualifiedName(id)));
    throw diagnostic.note(worlds.toString()).toException();
  }

  private static Diagnostic problem(boolean none, Optional<String> name) {
    if (name.isPresent()) {
      return (none ? WitCode.WORLD_NOT_FOUND : WitCode.WORLD_NAME_AMBIGUOUS).error(name.get());
    }
    return (none ? WitCode.NO_WORLD : WitCode.WORLD_AMBIGUOUS).error();
  }
}
