package dev.witj.compose;

import dev.witj.binary.component.EntityType;
import dev.witj.binary.component.Extern;
import dev.witj.binary.component.ExternName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One import of the result, and all the imports of instances that it satisfies. */
final class SharedImport {
  private final ExternName name;
  private final List<Share> shares = new ArrayList<>();

  SharedImport(ExternName name) {
    this.name = name;
  }

  /**
   * What one instance needs of an import.
   *
   * @param instance the instance
   * @param component what messages call its component
   * @param importName what its component calls the import
   * @param type what it needs
   * @param only the exports that are needed, if the rest is provided by something else
   */
  record Share(
      CompositionGraph.InstanceId instance,
      String component,
      String importName,
      EntityType type,
      Optional<Set<String>> only) {
    /** The exports of an instance that are needed. */
    List<Extern> exports() {
      List<Extern> found = new ArrayList<>();
      if (type instanceof EntityType.Instance(var of)) {
        for (Extern extern : of.exports().all()) {
          if (only.isEmpty() || only.get().contains(extern.name().name())) {
            found.add(extern);
          }
        }
      }
      return found;
    }

    /** The type of an export that is needed. */
    Optional<EntityType> export(String export) {
      return type instanceof EntityType.Instance(var of)
              && (only.isEmpty() || only.get().contains(export))
          ? of.exports().get(export)
          : Optional.empty();
    }
  }

  ExternName name() {
    return name;
  }

  List<Share> shares() {
    return shares;
  }

  void add(Share share) {
    shares.add(share);
  }

  /** Whether this is an import of an instance. */
  boolean isInstance() {
    return shares.getFirst().type() instanceof EntityType.Instance;
  }

  /** The names of all that is needed of an instance, in an order in which types precede uses. */
  Set<ExternName> exports() {
    Set<String> seen = new LinkedHashSet<>();
    Set<ExternName> names = new LinkedHashSet<>();
    for (Share share : shares) {
      for (Extern extern : share.exports()) {
        if (seen.add(extern.name().name())) {
          names.add(extern.name());
        }
      }
    }
    return names;
  }
}
