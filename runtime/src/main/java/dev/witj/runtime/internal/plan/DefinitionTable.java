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
import java.util.function.Predicate;

/**
 * All that a linker knows, by interface. Some of it is only made when it is asked for, so that
 * several threads may look things up at once.
 */
public final class DefinitionTable {
  private final Definitions root = new Definitions();
  private final Map<String, Definitions> interfaces = new LinkedHashMap<>();
  private final List<Pending> pending = new ArrayList<>();
  private final List<Function<String, Optional<String>>> advisers = new ArrayList<>();

  /** What defines some interfaces as soon as one of them is asked for. */
  private record Pending(Predicate<? super String> names, Runnable define) {}

  /** Nothing defined yet. */
  public DefinitionTable() {}

  /** What is defined for the world itself. */
  public Definitions root() {
    return root;
  }

  /** What is defined under a name, made when first asked for. */
  public synchronized Definitions at(String name) {
    settle(name);
    return interfaces.computeIfAbsent(name, _ -> new Definitions());
  }

  /** What serves an import: what has its name, or else the highest version on its track. */
  synchronized Optional<Definitions> find(String name) {
    settle(name);
    return name.isEmpty()
        ? Optional.of(root)
        : VersionedName.best(name, interfaces.keySet()).map(interfaces::get);
  }

  /**
   * Lets something be defined as late as can be.
   *
   * @param names all that it may serve, with all versions
   */
  public synchronized void later(Predicate<? super String> names, Runnable define) {
    pending.add(new Pending(names, define));
  }

  private void settle(String name) {
    for (int i = 0; i < pending.size(); ) {
      if (pending.get(i).names.test(name)) {
        // What it defines is asked for here, too.
        pending.remove(i).define.run();
        i = 0;
      } else {
        i++;
      }
    }
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
  synchronized Set<String> names() {
    while (!pending.isEmpty()) {
      pending.removeFirst().define.run();
    }
    return Collections.unmodifiableSet(interfaces.keySet());
  }
}
