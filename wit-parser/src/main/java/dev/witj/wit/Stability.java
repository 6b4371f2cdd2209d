package dev.witj.wit;

import dev.witj.names.Version;
import java.util.Optional;

/** What an item's {@code @since}, {@code @unstable} and {@code @deprecated} say of it. */
public sealed interface Stability {
  /** Nothing is said. */
  record Unknown() implements Stability {}

  /** {@code @since(version = …)}. */
  record Stable(Version since, Optional<Version> deprecated) implements Stability {}

  /** {@code @unstable(feature = …)}. */
  record Unstable(String feature, Optional<Version> deprecated) implements Stability {}

  /** Nothing is said. */
  static Stability unknown() {
    return new Unknown();
  }

  /** Whether nothing is said. */
  default boolean isUnknown() {
    return this instanceof Unknown;
  }
}
