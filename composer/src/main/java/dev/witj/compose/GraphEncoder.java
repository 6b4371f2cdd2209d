package dev.witj.compose;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.Features;
import dev.witj.binary.component.ComponentBuilder;
import dev.witj.binary.component.ComponentElement;
import dev.witj.binary.component.ComponentNameSection;
import dev.witj.binary.component.ComponentValidator;
import dev.witj.binary.component.EntityType;
import dev.witj.binary.component.Extern;
import dev.witj.binary.component.ExternDesc;
import dev.witj.binary.component.ExternName;
import dev.witj.binary.component.ResourceName;
import dev.witj.binary.component.Sort;
import dev.witj.binary.component.SortIndex;
import dev.witj.binary.component.ValidatedComponent;
import dev.witj.binary.core.NameSection.Naming;
import dev.witj.binary.internal.component.TypeEncoder;
import dev.witj.compose.CompositionGraph.Encoded;
import dev.witj.compose.CompositionGraph.InstanceId;
import dev.witj.compose.CompositionGraph.Item;
import dev.witj.compose.SharedImport.Share;
import dev.witj.diagnostics.DiagnosticException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a graph as a component: its imports; then each component that is instantiated, once, as it
 * is; then the instances, each after those it needs; then the exports.
 */
final class GraphEncoder {
  private final CompositionGraph graph;
  private final ComponentBuilder out = new ComponentBuilder();
  private final TypeEncoder types = TypeEncoder.into(out);
  private final List<CompositionProblem> problems = new ArrayList<>();
  private final Map<String, SortIndex> imports = new HashMap<>();
  private final Map<ByteSlice, Integer> components = new LinkedHashMap<>();
  private final List<Naming> componentNames = new ArrayList<>();
  private final Map<InstanceId, Integer> instances = new LinkedHashMap<>();
  private final List<Naming> instanceNames = new ArrayList<>();
  private final Map<Item, SortIndex> aliases = new HashMap<>();

  private GraphEncoder(CompositionGraph graph) {
    this.graph = graph;
  }

  static Encoded encode(CompositionGraph graph, Features features) {
    return new GraphEncoder(graph).encode(features);
  }

  private Encoded encode(Features features) {
    List<InstanceId> order = order();
    ResourceCheck.check(graph);
    ImportMerger.Imports merged = ImportMerger.merge(graph, problems);
    Map<SharedImport, SortIndex> written = new HashMap<>();
    for (SharedImport group : merged.inOrder()) {
      written.put(group, importGroup(group));
    }
    merged.byName().forEach((name, group) -> imports.put(name, get(written, group)));
    for (InstanceId instance : order) {
      component(instance);
    }
    for (InstanceId instance : order) {
      instantiate(instance);
    }
    for (CompositionGraph.Export export : graph.exports()) {
      if (merged.hiddenTypes()) {
        exportByType(export);
      } else {
        out.add(new ComponentElement.Export(export.name(), index(export.item())));
      }
    }
    names();
    byte[] bytes = out.toByteArray();
    return new Encoded(bytes, validate(bytes, features), problems);
  }

  private static <K, V> V get(Map<K, V> map, K key) {
    return Objects.requireNonNull(map.get(key));
  }

  /** What was written must be valid, whatever was put into the graph. */
  private static ValidatedComponent validate(byte[] bytes, Features features) {
    try {
      return ComponentValidator.validate(ByteSlice.of(bytes), features);
    } catch (DiagnosticException e) {
      CompositionException failure = new CompositionProblem.Internal(e.diagnostics()).toException();
      failure.initCause(e);
      throw failure;
    }
  }

  // The order of instances.

  private List<InstanceId> order() {
    Set<InstanceId> done = new LinkedHashSet<>();
    Set<InstanceId> open = new LinkedHashSet<>();
    for (int i = 0; i < graph.instances().size(); i++) {
      order(new InstanceId(i), open, done);
    }
    return List.copyOf(done);
  }

  private void order(InstanceId instance, Set<InstanceId> open, Set<InstanceId> done) {
    if (done.contains(instance)) {
      return;
    }
    if (!open.add(instance)) {
      List<String> path = new ArrayList<>();
      open.stream()
          .dropWhile(each -> !each.equals(instance))
          .forEach(each -> path.add(graph.node(each).name()));
      path.add(graph.node(instance).name());
      throw new CompositionProblem.Cycle(path).toException();
    }
    for (Item item : graph.node(instance).arguments().values()) {
      @Nullable InstanceId needed = instanceOf(item);
      if (needed != null) {
        order(needed, open, done);
      }
    }
    open.remove(instance);
    done.add(instance);
  }

  private static @Nullable InstanceId instanceOf(Item item) {
    return switch (item) {
      case Item.OfInstance(var instance) -> instance;
      case Item.OfExport(var of, _) -> instanceOf(of);
      case Item.OfImport _ -> null;
    };
  }

  // Imports.

  private SortIndex importGroup(SharedImport group) {
    Share first = group.shares().getFirst();
    if (!group.isInstance()) {
      int index = types.importItem(group.name(), first.type());
      for (Share share : group.shares()) {
        if (share.type() instanceof EntityType.Type(var type)) {
          types.addType(index, type);
        }
      }
      return new SortIndex(first.type().sort(), index);
    }
    TypeEncoder inner = types.inner();
    for (ExternName name : group.exports()) {
      List<EntityType> candidates =
          group.shares().stream().flatMap(share -> share.export(name.name()).stream()).toList();
      int index = inner.export(name, mostSpecific(candidates, inner));
      for (EntityType candidate : candidates) {
        if (candidate instanceof EntityType.Type(var type)) {
          inner.addType(index, type);
        }
      }
    }
    ExternDesc type = new ExternDesc.Instance(types.defineInstance(inner));
    int index = out.add(new ComponentElement.Import(group.name(), type));
    for (Share share : group.shares()) {
      for (Extern extern : share.exports()) {
        if (extern.type() instanceof EntityType.Type(var named)) {
          types.addInstanceType(index, extern.name().name(), named);
        }
      }
    }
    return new SortIndex(Sort.INSTANCE, index);
  }

  /** Of several forms of one type: a resource that is known elsewhere says more than a new one. */
  private static EntityType mostSpecific(List<EntityType> candidates, TypeEncoder inner) {
    return candidates.stream()
        .filter(
            candidate ->
                candidate instanceof EntityType.Type(ResourceName resource)
                    && inner.knows(resource))
        .findFirst()
        .orElse(candidates.getFirst());
  }

  // Components, instances and items.

  private void component(InstanceId instance) {
    CompositionGraph.Member member = graph.member(graph.node(instance).component());
    ByteSlice bytes = member.component().component().bytes();
    if (!components.containsKey(bytes)) {
      int index = out.add(new ComponentElement.NestedComponent(bytes));
      components.put(bytes, index);
      componentNames.add(new Naming(index, label(member.name())));
    }
  }

  private void instantiate(InstanceId instance) {
    CompositionGraph.Node node = graph.node(instance);
    ValidatedComponent component = graph.member(node.component()).component();
    List<ComponentElement.Instance.Argument> arguments = new ArrayList<>();
    for (Extern extern : component.imports().all()) {
      String name = extern.name().name();
      arguments.add(
          new ComponentElement.Instance.Argument(name, index(graph.argument(instance, name))));
    }
    int index =
        out.add(
            new ComponentElement.Instance.Instantiate(
                get(components, component.component().bytes()), arguments));
    instances.put(instance, index);
    instanceNames.add(new Naming(index, label(node.name())));
  }

  private SortIndex index(Item item) {
    return switch (item) {
      case Item.OfInstance(var instance) -> new SortIndex(Sort.INSTANCE, get(instances, instance));
      case Item.OfImport(var name, _, _) -> get(imports, name);
      case Item.OfExport(var of, var name) -> {
        @Nullable SortIndex known = aliases.get(item);
        if (known == null) {
          Sort sort = graph.type(item).orElseThrow().sort();
          known =
              new SortIndex(
                  sort,
                  out.add(
                      new ComponentElement.Alias.InstanceExport(sort, index(of).index(), name)));
          aliases.put(item, known);
        }
        yield known;
      }
    };
  }

  /**
   * Exports an item under a type that is written down, as that which it has mentions types without
   * a name. Values may mention types that are merely equal; resources must be the very ones.
   */
  private void exportByType(CompositionGraph.Export export) {
    SortIndex item = index(export.item());
    @Nullable EntityType type = graph.type(export.item()).orElse(null);
    if (type == null) {
      out.add(new ComponentElement.Export(export.name(), item));
      return;
    }
    if (export.item() instanceof Item.OfExport(Item.OfInstance(var instance), _)) {
      addResourcesOfArguments(instance);
    }
    if (type instanceof EntityType.Instance(var shown)) {
      types.addInstanceResources(item.index(), shown);
    }
    int index =
        out.add(
            new ComponentElement.Export(export.name(), item, Optional.of(types.describe(type))));
    switch (type) {
      case EntityType.Instance(var shown) -> types.addInstance(index, shown);
      case EntityType.Type(var named) -> types.addType(index, named);
      case EntityType _ -> {}
    }
  }

  /** Lets the resources that a component imports stand for those that it got. */
  private void addResourcesOfArguments(InstanceId instance) {
    graph
        .member(graph.node(instance).component())
        .component()
        .imports()
        .all()
        .forEach(
            extern -> {
              if (extern.type() instanceof EntityType.Instance(var wanted)
                  && graph.argument(instance, extern.name().name())
                      instanceof Item.OfExport argument) {
                types.addInstanceResources(index(argument).index(), wanted);
              }
            });
  }

  // Names.

  /** The names that people see in dumps and traces, without folders and ending. */
  private static String label(String name) {
    String file = name.substring(name.replace('\\', '/').lastIndexOf('/') + 1);
    int dot = file.lastIndexOf('.');
    return dot > 0 ? file.substring(0, dot) : file;
  }

  private void names() {
    out.add(
        new ComponentNameSection(
                List.of(
                    new ComponentNameSection.Part.Names(Sort.COMPONENT, componentNames),
                    new ComponentNameSection.Part.Names(Sort.INSTANCE, instanceNames)))
            .toCustom());
  }
}
