package dev.witj.compose;

import dev.witj.binary.component.ComponentType;
import dev.witj.binary.component.EntityType;
import dev.witj.binary.component.Extern;
import dev.witj.binary.component.Externs;
import dev.witj.binary.component.ResourceId;
import dev.witj.binary.component.ResourceName;
import dev.witj.binary.component.ResourcePath;
import dev.witj.compose.CompositionGraph.InstanceId;
import dev.witj.compose.CompositionGraph.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks that what an instance takes for one resource is one: if two of its imports show the same
 * resource, the arguments must agree on where that comes from.
 *
 * <p>Each resource is followed through arguments to its origin: the instance of the component that
 * defines it, or an import of the result. Origins that are imports are not compared here, as
 * imports are yet to be merged.
 */
final class ResourceCheck {
  private final CompositionGraph graph;
  private final Map<InstanceId, Map<ResourceId, List<String>>> imported = new HashMap<>();

  /** Where a resource comes from: the instance that defines it, or else an import. */
  private record Origin(Optional<InstanceId> instance, Object resource) {}

  private ResourceCheck(CompositionGraph graph) {
    this.graph = graph;
  }

  /** Checks all instances; none of them may depend on itself. */
  static void check(CompositionGraph graph) {
    ResourceCheck check = new ResourceCheck(graph);
    for (int i = 0; i < graph.instances().size(); i++) {
      check.check(new InstanceId(i));
    }
  }

  private ComponentType type(InstanceId instance) {
    return graph.member(graph.node(instance).component()).component().type();
  }

  private void check(InstanceId instance) {
    for (Extern wanted : type(instance).imports().all()) {
      String name = wanted.name().name();
      Item item = graph.argument(instance, name);
      if (!(wanted.type() instanceof EntityType.Instance(var shows))
          || item instanceof Item.OfImport) {
        continue;
      }
      for (ResourcePath path : shows.namedResources()) {
        Optional<Origin> given = origin(item, path.names());
        Origin expected = origin(instance, path.resource());
        if (given.isPresent()
            && !given.get().equals(expected)
            && (given.get().instance.isPresent() || expected.instance.isPresent())) {
          throw mismatch(instance, name, path, given.get(), expected);
        }
      }
    }
  }

  private CompositionException mismatch(
      InstanceId instance, String name, ResourcePath path, Origin given, Origin expected) {
    String resource = String.join("/", path.names());
    List<String> first = paths(instance).getOrDefault(path.resource(), List.of(name));
    return new CompositionProblem.ResourceMismatch(
            graph.node(instance).name(),
            resource,
            first.getFirst(),
            owner(expected),
            name,
            owner(given))
        .toException();
  }

  private Optional<String> owner(Origin origin) {
    return origin.instance.map(of -> graph.node(of).name());
  }

  private Map<ResourceId, List<String>> paths(InstanceId instance) {
    return imported.computeIfAbsent(
        instance,
        of -> {
          Map<ResourceId, List<String>> paths = new HashMap<>();
          type(of).importedResources().forEach(path -> paths.put(path.resource(), path.names()));
          return paths;
        });
  }

  /** Where a resource that a component mentions comes from, for an instance of it. */
  private Origin origin(InstanceId instance, ResourceId resource) {
    List<String> path = paths(instance).get(resource);
    if (path == null) {
      return new Origin(Optional.of(instance), resource);
    }
    Item item = graph.argument(instance, path.getFirst());
    return origin(item, path.subList(1, path.size()))
        .orElseGet(() -> new Origin(Optional.empty(), List.of(item, path)));
  }

  /** Where the resource comes from that an item shows at a path; nothing for imports. */
  private Optional<Origin> origin(Item item, List<String> path) {
    return switch (item) {
      case Item.OfImport _ -> Optional.empty();
      case Item.OfInstance(var instance) ->
          find(type(instance).exports(), path).map(found -> origin(instance, found));
      case Item.OfExport(var of, var name) -> {
        List<String> longer = new ArrayList<>(List.of(name));
        longer.addAll(path);
        yield origin(of, longer);
      }
    };
  }

  private static Optional<ResourceId> find(Externs externs, List<String> path) {
    if (path.isEmpty()) {
      return Optional.empty();
    }
    return externs.get(path.getFirst()).flatMap(type -> find(type, path.subList(1, path.size())));
  }

  private static Optional<ResourceId> find(EntityType type, List<String> path) {
    return switch (type) {
      case EntityType.Type(ResourceName resource) when path.isEmpty() -> Optional.of(resource.id());
      case EntityType.Instance(var instance) -> find(instance.exports(), path);
      case EntityType _ -> Optional.empty();
    };
  }
}
