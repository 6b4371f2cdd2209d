package dev.witj.binary.component;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where a resource is found among the imports or exports of something: names from the outside in,
 * all but the last of instances.
 */
public record ResourcePath(ResourceId resource, List<String> names) {
  public ResourcePath {
    names = List.copyOf(names);
  }

  /** Resources and where they are, as a list. */
  public static List<ResourcePath> all(Map<ResourceId, List<String>> named) {
    return named.entrySet().stream()
        .map(entry -> new ResourcePath(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** A way that begins one level further out. */
  public static List<String> below(String name, List<String> path) {
    List<String> longer = new ArrayList<>(path.size() + 1);
    longer.add(name);
    longer.addAll(path);
    return longer;
  }
}
