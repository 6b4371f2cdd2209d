package dev.witj.runtime.internal.call;

import dev.witj.binary.component.ResourceName;
import dev.witj.binary.component.ValueType;
import dev.witj.types.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether two types that one component knows are the same. */
final class SameType {
  /** What was compared already: types are shared, and those made of shared ones may be huge. */
  private final IdentityHashMap<ValueType, Set<ValueType>> compared = new IdentityHashMap<>();

  private SameType() {}

  static boolean is(ValueType one, ValueType other) {
    return one.equals(other) || new SameType().same(one, other);
  }

  static boolean is(Optional<ValueType> one, Optional<ValueType> other) {
    return one.isPresent() == other.isPresent()
        && (one.isEmpty() || is(one.get(), other.orElseThrow()));
  }

  private boolean same(ValueType one, ValueType other) {
    if (one.equals(other)
        || !compared
            .computeIfAbsent(one, _ -> Collections.newSetFromMap(new IdentityHashMap<>()))
            .add(other)) {
      return true;
    }
    Shape<ValueType, ResourceName> left = one.shape();
    Shape<ValueType, ResourceName> right = other.shape();
    if (!left.map(_ -> 0, ResourceName::id).equals(right.map(_ -> 0, ResourceName::id))) {
      return false;
    }
    List<ValueType> theirs = new ArrayList<>(right.parts());
    List<ValueType> ours = left.parts();
    for (int i = 0; i < ours.size(); i++) {
      if (!same(ours.get(i), theirs.get(i))) {
        return false;
      }
    }
    return true;
  }
}
