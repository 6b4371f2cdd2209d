package dev.witj.encode.internal.names;

import java.util.Optional;

/** The parts of names that have the prefix {@code cm32p2}. */
public final class StandardNames {
  /** How all of them begin. */
  public static final String PREFIX = "cm32p2";

  /** What stands before the name of an interface in a module of built-ins of its resources. */
  public static final String EXPORTED = "_ex_";

  private StandardNames() {}

  /** What stands before a suffix, if a name ends with that. */
  static Optional<String> withoutSuffix(String name, String suffix) {
    return name.endsWith(suffix)
        ? Optional.of(name.substring(0, name.length() - suffix.length()))
        : Optional.empty();
  }

  /**
   * The name of an interface as these names have it: with only that part of the version that
   * matters.
   */
  public static String interfaceName(String name) {
    return WorldIndex.track(name).orElse(name);
  }
}
