package dev.witj.wit.internal;

import dev.witj.wit.InterfaceId;
import dev.witj.wit.WorldId;

/** What the name of an interface or world stands for. */
sealed interface Declared {
  /** An interface. */
  record OfInterface(InterfaceId id) implements Declared {}

  /** A world. */
  record OfWorld(WorldId id) implements Declared {}

  /** One that is left out because of its gate. */
  record Gated(String kind, Gate gate) implements Declared {}

  /** One that an error was reported for; mentions of it are not errors again. */
  record Broken() implements Declared {}
}
