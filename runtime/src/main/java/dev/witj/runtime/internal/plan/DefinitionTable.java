package dev.witj.runtime.internal.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All that a linker knows, by interface. */
public final class DefinitionTable {
  private final Definitions root = new Definitions();
  private final Map<String, Definitions> interfaces = new LinkedHashMap<>();

  /** Nothing defined yet. */
  public DefinitionTable() {}

  /** What is defined for the world itself. */
  public Definitions root() {
    return root;
  }

  /** What is defined under a name, made when first asked for. */
  public Definitions at(String name) {
    return interfaces.computeIfAbsent(name, _ -> new Definitions());
  }

  /** What serves an import: what has its name, or else the highest version on its track. */
  Optional<Definitions> find(String name) {
    return name.isEmpty()
        ? Optional.of(root)
        : SemverTrack.best(name, interfaces.keySet()).map(interfaces::get);
  }

  /** The names that are defined, for messages. */
  Set<String> names() {
    return Collections.unmodifiableSet(interfaces.keySet());
  }
}
