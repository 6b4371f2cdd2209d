package dev.witj.encode.internal.plan;

import dev.witj.binary.ByteSlice;
import dev.witj.encode.internal.metadata.Encodings;
import dev.witj.encode.internal.names.ModuleNames;
import java.util.Set;

/**
 * A core module that goes into the component.
 *
 * @param name what other modules call it
 * @param role what it is
 * @param binary the module as it goes in
 * @param names what it needs and gives
 * @param encodings how its strings are encoded
 * @param exports the exports of the world that it gives, by name
 */
public record PlannedModule(
    String name,
    Role role,
    ByteSlice binary,
    ModuleNames names,
    Encodings encodings,
    Set<String> exports) {
  /** What a module is in the component. */
  public enum Role {
    /** The one that has the memory. */
    MAIN,
    /** One that gives the main module what that imports. */
    ADAPTER,
    /** One of those that share the memory of the main module. */
    LIBRARY
  }

  /** Whether it is the main module. */
  public boolean main() {
    return role == Role.MAIN;
  }
}
