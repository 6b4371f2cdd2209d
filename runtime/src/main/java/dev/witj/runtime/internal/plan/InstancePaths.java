package dev.witj.runtime.internal.plan;

import dev.witj.binary.component.ComponentModel;
import dev.witj.binary.component.ComponentNameSection;
import dev.witj.binary.component.Sort;
import dev.witj.binary.core.NameSection.Naming;
import dev.witj.runtime.ComponentPart;
import java.util.HashMap;
import java.util.HashSet;
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
  private final Set<String> numbered = new HashSet<>();

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
    Optional<String> own =
        Optional.ofNullable(given)
            .filter(each -> !each.isEmpty())
            .map(InstancePaths::safe)
            .or(() -> names(made).own().map(InstancePaths::safe).filter(names(maker)::isFree))
            .filter(each -> !each.isEmpty() && !each.equals(ComponentPart.OUTERMOST));
    String name = own.orElse("instance-" + index);
    boolean isOutermost = around.equals(ComponentPart.OUTERMOST);
    int length = name.length() + (isOutermost ? 0 : around.length() + 1);
    if (length > MAX_LENGTH) {
      return numbered("#" + slot);
    }
    String path = unique(isOutermost ? name : around + "/" + name);
    return own.isEmpty() ? numbered(path) : path;
  }

  private String numbered(String path) {
    numbered.add(path);
    return path;
  }

  /** The paths that are what they are only by the order of instances; see {@link #path}. */
  Set<String> numbered() {
    return numbered;
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
    if (!found.equals(path)) {
      // In another order it would be the other that has no number.
      numbered.add(path);
      numbered.add(found);
    }
    taken.put(found, 1);
    return found;
  }
}
