package dev.witj.runtime.internal.abi;

import dev.witj.runtime.ResourceType;

/** The resource types that one side of a call speaks of, by the slots they live in. */
@FunctionalInterface
public interface ResourceTypes {
  /** The resource type in a slot. */
  ResourceType get(int slot);
}
