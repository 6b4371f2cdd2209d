package dev.witj.runtime.internal.plan;

import dev.witj.binary.component.ComponentModel;
import dev.witj.binary.component.ComponentNameSection;
import dev.witj.binary.component.Sort;
import dev.witj.binary.core.NameSection.Naming;
import dev.witj.runtime.ComponentPart;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the instances that a plan makes are called, each differently: by the name that the component
 * around it has for it, or else by its component's own, with those of all around it before that.
 * Names are for people and can be anything, or the same twice.
 */
final class InstancePaths {
  /** Names of names within names; one that is longer is a number. */
  private static final int MAX_LENGTH = 1_000;

  private final IdentityHashMap<ComponentModel, Names> read = new IdentityHashMap<>();
  private final Map<String, Integer> taken = new HashMap<>();

  private record Names(Optional<String> own, Map<Integer, String> instances, Set<String> given) {
    static Names read(ComponentModel component) {
      Optional<ComponentNameSection> section = component.names();
      Map<Integer, String> instances = new HashMap<>();
      section.stream()
          .flatMap(names -> names.names(Sort.INSTANCE).stream())
          .forEach((Naming each) -> instances.putIfAbsent(each.index(), each.name()));
      Set<String> given =
          instances.values().stream().map(InstancePaths::safe).collect(Collectors.toSet());
      return new Names(section.flatMap(ComponentNameSection::name), instances, given);
    }

    /** Whether a component may call itself so here: nobody takes what another one was given. */
    boolean isFree(String name) {
      return !given.contains(name);
    }
  }

  private Names names(ComponentModel component) {
    return read.computeIfAbsent(component, Names::read);
  }

  /**
   * The path of an instance.
   *
   * @param around that of the instance in which it is made
   * @param maker the component of that one
   * @param index what the maker's index of it is
   * @param made its component
   * @param slot its number in the plan
   */
  String path(String around, ComponentModel maker, int index, ComponentModel made, int slot) {
    String given = names(maker).instances().get(index);
    String name =
        Optional.ofNullable(given)
            .filter(each -> !each.isEmpty())
            .map(InstancePaths::safe)
            .or(() -> names(made).own().map(InstancePaths::safe).filter(names(maker)::isFree))
            .filter(each -> !each.isEmpty() && !each.equals(ComponentPart.OUTERMOST))
            .orElse("instance-" + index);
    boolean isOutermost = around.equals(ComponentPart.OUTERMOST);
    int length = name.length() + (isOutermost ? 0 : around.length() + 1);
    if (length > MAX_LENGTH) {
      return "#" + slot;
    }
    return unique(isOutermost ? name : around + "/" + name);
  }

  /** Without what divides names, and without what begins a number. */
  private static String safe(String name) {
    return name.length() > MAX_LENGTH ? name : name.replace('/', '_').replace('#', '_');
  }

  private String unique(String path) {
    String found = path;
    while (taken.containsKey(found)) {
      found = path + "-" + taken.merge(path, 1, Integer::sum);
    }
    taken.put(found, 1);
    return found;
  }
}
