package dev.witj.runtime;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The type of something that a component imports or exports. */
public sealed interface ItemType {
  /** A function. */
  record OfFunc(FuncType type) implements ItemType {}

  /** An instance: named items, in their order. */
  record OfInstance(Map<String, ItemType> items) implements ItemType {
    /** Copies the items. */
    public OfInstance {
      Objects.requireNonNull(items, "items");
      items = Collections.unmodifiableMap(new LinkedHashMap<>(items));
    }
  }

  /** A type that is no resource: it is there for its name alone. */
  record OfType() implements ItemType {}

  /** A resource type. */
  record OfResource(ResourceType type) implements ItemType {}

  /** A whole component. */
  record OfComponent() implements ItemType {}

  /** A core module. */
  record OfModule() implements ItemType {}

  /** A value. */
  record OfValue(ValType type) implements ItemType {}
}
