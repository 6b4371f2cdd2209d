package dev.witj.binary.core;

import java.util.List;

/**
 * A type definition with its place in the hierarchy.
 *
 * @param isFinal whether nothing may extend it
 * @param supertypes the types it extends, by index; at most one in a valid module
 * @param composite what it defines
 */
public record SubType(boolean isFinal, List<Integer> supertypes, CompositeType composite) {
  public SubType {
    supertypes = List.copyOf(supertypes);
  }

  /** A type that extends nothing and that nothing extends. */
  public static SubType of(CompositeType composite) {
    return new SubType(true, List.of(), composite);
  }
}
