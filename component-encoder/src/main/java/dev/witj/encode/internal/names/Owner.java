package dev.witj.encode.internal.names;

import dev.witj.wit.InterfaceId;
import java.util.Optional;

/**
 * Where in a world a function is: in an interface, or at its top.
 *
 * @param name what the interface is called in the world; nothing at the top
 * @param id the interface
 */
public record Owner(Optional<String> name, Optional<InterfaceId> id) {
  /** The top of the world. */
  public static final Owner WORLD = new Owner(Optional.empty(), Optional.empty());

  /** An interface. */
  public static Owner of(String name, InterfaceId id) {
    return new Owner(Optional.of(name), Optional.of(id));
  }
}
