package dev.witj.wit.internal;

import dev.witj.wit.ResolveBuilder;

/**
 * A resolve to which packages are added from source, and what that takes besides.
 *
 * @param builder the resolve
 * @param leftOut what gates hold back
 * @param types what is known of its types
 * @param budget what may still be copied into worlds
 */
record LinkState(ResolveBuilder builder, LeftOut leftOut, TypeMarks types, WorldBudget budget) {
  /** For a resolve to which nothing has been added from source. */
  static LinkState of(ResolveBuilder builder) {
    return new LinkState(builder, new LeftOut(), new TypeMarks(builder), new WorldBudget(builder));
  }
}
