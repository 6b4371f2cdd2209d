package dev.witj.runtime.internal.call;

import dev.witj.binary.component.ResourceId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Where the resource types live that one component instance speaks of: the slot of the plan for
 * each identity that the component's validation gave it. Two instances of a component have one of
 * these each.
 */
public final class ResourceSlots {
  private final Map<ResourceId, Integer> slots = new HashMap<>();

  /** Nothing known yet. */
  public ResourceSlots() {}

  /** Says where a resource lives, unless that is known. */
  public void put(ResourceId resource, int slot) {
    slots.putIfAbsent(resource, slot);
  }

  /** Whether it is known where a resource lives. */
  public boolean contains(ResourceId resource) {
    return slots.containsKey(resource);
  }

  /** The slot of a resource. */
  public int get(ResourceId resource) {
    return Objects.requireNonNull(slots.get(resource));
  }
}
