package dev.witj.compose;

import dev.witj.binary.component.EntityType;
import dev.witj.binary.component.Extern;
import dev.witj.binary.component.Externs;
import dev.witj.binary.component.Sort;
import dev.witj.compose.CompositionProblem.Candidate;
import dev.witj.compose.CompositionProblem.Obstacle;
import dev.witj.diagnostics.Suggestions;
import dev.witj.names.VersionedName;
import java.util.List;
import java.util.Optional;

/** What an export that does not satisfy an import has in common with it. */
final class NearMiss {
  private NearMiss() {}

  /** The nearest export of a definition; nothing if none is near. */
  static Optional<Candidate> find(Extern asked, String definition, Externs exports, boolean exact) {
    String wanted = asked.name().name();
    Optional<EntityType> same = exports.get(wanted);
    if (same.isPresent()) {
      Sort found = same.get().sort();
      return found.equals(asked.type().sort())
          ? Optional.empty()
          : Optional.of(new Candidate(definition, wanted, new Obstacle.OtherSort(found)));
    }
    for (Extern extern : exports.all()) {
      String name = extern.name().name();
      if (VersionedName.base(name).equals(VersionedName.base(wanted))) {
        if (!VersionedName.track(name).equals(VersionedName.track(wanted))) {
          return Optional.of(new Candidate(definition, name, new Obstacle.OtherTrack()));
        }
        if (exact) {
          return Optional.of(new Candidate(definition, name, new Obstacle.OtherVersion()));
        }
      }
    }
    return exports.all().stream()
        .filter(extern -> extern.type().sort().equals(asked.type().sort()))
        .map(extern -> extern.name().name())
        .filter(name -> isLike(VersionedName.base(name), VersionedName.base(wanted)))
        .findFirst()
        .map(name -> new Candidate(definition, name, new Obstacle.OtherName()));
  }

  /**
   * Whether names differ in the namespace alone, or in a slip in what stands before or behind
   * {@code /}.
   */
  private static boolean isLike(String given, String asked) {
    int slash = given.indexOf('/');
    int other = asked.indexOf('/');
    if (slash < 0 || other < 0) {
      return slash == other && isNear(given, asked);
    }
    String interfaceName = given.substring(slash);
    String packageName = given.substring(0, slash);
    String wantedPackage = asked.substring(0, other);
    if (!interfaceName.equals(asked.substring(other))) {
      return packageName.equals(wantedPackage)
          && isNear(interfaceName.substring(1), asked.substring(other + 1));
    }
    return isNear(packageName, wantedPackage)
        || behindColon(packageName).equals(behindColon(wantedPackage));
  }

  private static boolean isNear(String given, String asked) {
    return Suggestions.closest(asked, List.of(given)).isPresent();
  }

  private static String behindColon(String name) {
    return name.substring(name.indexOf(':') + 1);
  }
}
