package dev.witj.runtime.internal.plan;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The numbers of a module's exports by their names. They are given when first asked for. */
final class ExportNumbers {
  private final Set<String> names;
  private @Nullable Map<String, Integer> numbers;

  /** Of these names, in the order of the exports. */
  ExportNumbers(Set<String> names) {
    this.names = names;
  }

  /** The number of one of the names. */
  int of(String name) {
    Map<String, Integer> known = numbers;
    if (known == null) {
      known = HashMap.newHashMap(names.size());
      for (String each : names) {
        known.put(each, known.size());
      }
      numbers = known;
    }
    return Objects.requireNonNull(known.get(name));
  }
}
