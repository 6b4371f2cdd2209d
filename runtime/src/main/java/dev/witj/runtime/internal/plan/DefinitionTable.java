package dev.witj.runtime.internal.plan;

import dev.witj.names.VersionedName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** All that a linker knows, by interface. */
public final class DefinitionTable {
  private final Definitions root = new Definitions();
  private final Map<String, Definitions> interfaces = new LinkedHashMap<>();
  private final List<Function<String, Optional<String>>> advisers = new ArrayList<>();

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
        : VersionedName.best(name, interfaces.keySet()).map(interfaces::get);
  }

  /** Takes in what knows what to do about imports that nothing defines. */
  public void advise(Function<String, Optional<String>> adviser) {
    advisers.add(adviser);
  }

  /** What to do about an import that nothing defines, if anybody knows. */
  Optional<String> advice(String name) {
    return advisers.stream().flatMap(each -> each.apply(name).stream()).findFirst();
  }

  /** The names that are defined, for messages. */
  Set<String> names() {
    return Collections.unmodifiableSet(interfaces.keySet());
  }
}
