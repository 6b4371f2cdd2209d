package dev.witj.inspect.internal;

import dev.witj.binary.component.ComponentNameSection;
import dev.witj.binary.component.Sort;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A component, or a type of some, that is being printed: its names, and how much is in it yet. */
public final class ComponentScope {
  private final @Nullable String id;
  private final Map<Sort, Names> names = new EnumMap<>(Sort.class);
  private final int[] counts = new int[Sort.values().length];

  /**
   * A scope.
   *
   * @param id the identifier that it is printed with
   * @param section its names
   */
  ComponentScope(@Nullable String id, Optional<ComponentNameSection> section, boolean nameUnnamed) {
    this.id = id;
    for (Sort sort : Sort.values()) {
      Names space = new Names(sort.toString().replace(' ', '-'), nameUnnamed);
      section.ifPresent(
          known -> known.names(sort).forEach(each -> space.add(each.index(), each.name())));
      names.put(sort, space);
    }
  }

  @Nullable String id() {
    return id;
  }

  Names names(Sort sort) {
    return names.getOrDefault(sort, Names.NONE);
  }

  /** The next index of a sort, which is then taken. */
  int next(Sort sort) {
    return counts[sort.ordinal()]++;
  }
}
