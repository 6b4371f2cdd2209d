package dev.witj.binary.component;

import java.util.List;

/**
 * Where a resource is found among the imports or exports of something: names from the outside in,
 * all but the last of instances.
 */
public record ResourcePath(ResourceId resource, List<String> names) {
  public ResourcePath {
    names = List.copyOf(names);
  }
}
