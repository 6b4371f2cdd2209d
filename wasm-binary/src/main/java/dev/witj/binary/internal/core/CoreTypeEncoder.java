package dev.witj.binary.internal.core;

import dev.witj.binary.core.CoreTypes;
import dev.witj.binary.core.RecGroup;
import dev.witj.binary.core.SubType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes canonical core types down again, in one index space that begins empty: each group of types
 * when it is first needed, behind those that it refers to.
 */
public final class CoreTypeEncoder {
  private final CoreTypes types;
  private final Consumer<RecGroup> out;
  private final Map<Integer, Integer> indices = new HashMap<>();

  /**
   * An encoder.
   *
   * @param types what canonical ids stand for
   * @param out takes the groups, in the order of their indices from 0 on
   */
  public CoreTypeEncoder(CoreTypes types, Consumer<RecGroup> out) {
    this.types = types;
    this.out = out;
  }

  /** The index of a type, by its canonical id. */
  public int index(int id) {
    @Nullable Integer known = indices.get(id);
    if (known != null) {
      return known;
    }
    // What a group speaks of lies before it, so the order of canonical ids will do.
    for (int first : missingGroups(id)) {
      List<Integer> group = types.group(first);
      group.forEach(member -> indices.put(member, indices.size()));
      RecGroup written = CoreTypes.canonical(definition(group), indices::get);
      out.accept(new RecGroup(group.size() > 1, written.types()));
    }
    return Objects.requireNonNull(indices.get(id));
  }

  /** The first types of the groups that a type needs and that have no index yet. */
  private SortedSet<Integer> missingGroups(int id) {
    SortedSet<Integer> missing = new TreeSet<>();
    Deque<Integer> open = new ArrayDeque<>(List.of(id));
    while (!open.isEmpty()) {
      List<Integer> group = types.group(open.pop());
      if (!indices.containsKey(group.getFirst()) && missing.add(group.getFirst())) {
        CoreTypes.canonical(
            definition(group),
            other -> {
              open.push(other);
              return other;
            });
      }
    }
    return missing;
  }

  private RecGroup definition(List<Integer> group) {
    List<SubType> members = new ArrayList<>();
    group.forEach(member -> members.add(types.type(member)));
    return new RecGroup(true, members);
  }
}
