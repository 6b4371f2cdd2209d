package dev.witj.binary.core;

import java.util.List;

/**
 * Types that may refer to one another.
 *
 * @param explicit whether it is written as a group; one type may also stand alone
 * @param types its types, in the order of their indices
 */
public record RecGroup(boolean explicit, List<SubType> types) {
  public RecGroup {
    types = List.copyOf(types);
    if (!explicit && types.size() != 1) {
      throw new IllegalArgumentException("only a group may hold " + types.size() + " types");
    }
  }

  /** A type that stands alone. */
  public static RecGroup of(SubType type) {
    return new RecGroup(false, List.of(type));
  }
}
