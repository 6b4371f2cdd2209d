package dev.witj.runtime.internal.call;

import dev.witj.runtime.ResourceType;
import java.util.List;

/**
 * What serves the imports of a plan, by their numbers.
 *
 * @param funcs the imported functions
 * @param resources the imported resources, which are in the first slots of resources
 */
public record Imports(List<ComponentFunc> funcs, List<ResourceType> resources) {
  public Imports {
    funcs = List.copyOf(funcs);
    resources = List.copyOf(resources);
  }

  /** Whether none of it belongs to other guests. */
  public boolean areOfHost() {
    return funcs.stream().allMatch(HostFunc.class::isInstance)
        && resources.stream().allMatch(ResourceType::isHost);
  }

  /** The function that serves an import. */
  public ComponentFunc func(int index) {
    return funcs.get(index);
  }
}
