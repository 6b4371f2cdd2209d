package dev.witj.compose;

import dev.witj.binary.component.AnyType;
import dev.witj.binary.component.Difference;
import dev.witj.binary.component.EntityType;
import dev.witj.binary.component.Extern;
import dev.witj.binary.component.ExternName;
import dev.witj.binary.component.Subtyping;
import dev.witj.binary.component.ValidatedComponent;
import dev.witj.compose.CompositionGraph.ComponentId;
import dev.witj.compose.CompositionGraph.InstanceId;
import dev.witj.compose.CompositionGraph.Item;
import dev.witj.compose.CompositionProblem.VersionsMerged.Merger;
import dev.witj.compose.SharedImport.Share;
import dev.witj.names.VersionedName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a composition has to import.
 *
 * <p>First all imports without an argument are collected. If the type of one mentions a type of
 * another import that does have an argument, that other one is imported besides, but only for the
 * types that are needed: an imported type may mention only what is imported itself. For a resource
 * that is no way out, as the host's resource would not be the one that the argument provides.
 *
 * <p>Then imports of one name become one, then those on one track of versions. Last they are sorted
 * so that types come before their uses.
 */
final class ImportMerger {
  private final CompositionGraph graph;
  private final List<CompositionProblem> problems;
  private final Map<ComponentId, TypeOwners> owners = new HashMap<>();
  private final List<Request> requests = new ArrayList<>();
  private final Map<InstanceId, Map<String, Set<String>>> supports = new LinkedHashMap<>();
  private boolean hiddenTypes;
  private final Map<String, SharedImport> groups = new LinkedHashMap<>();

  /** An import to be made: a share of it under a name. */
  private record Request(ExternName name, Share share) {}

  private ImportMerger(CompositionGraph graph, List<CompositionProblem> problems) {
    this.graph = graph;
    this.problems = problems;
  }

  /**
   * The imports of a composition.
   *
   * @param inOrder in the order in which they must be imported
   * @param byName the same, by every name that an instance asks for
   * @param hiddenTypes whether exports mention types that are provided inside and not exported, so
   *     that they must be exported in terms of imported types
   */
  record Imports(
      List<SharedImport> inOrder, Map<String, SharedImport> byName, boolean hiddenTypes) {}

  static Imports merge(CompositionGraph graph, List<CompositionProblem> problems) {
    return new ImportMerger(graph, problems).merge();
  }

  private Imports merge() {
    collect();
    showTypesOfExports();
    requestSupports();
    for (Request request : requests) {
      groups
          .computeIfAbsent(request.name.name(), _ -> new SharedImport(request.name))
          .add(request.share);
    }
    groups.values().forEach(this::checkAgreement);
    mergeVersions();
    return new Imports(sorted(), groups, hiddenTypes);
  }

  private TypeOwners owners(ComponentId component) {
    return owners.computeIfAbsent(
        component, id -> new TypeOwners(graph.member(id).component().type()));
  }

  // Collecting.

  private void collect() {
    for (int i = 0; i < graph.instances().size(); i++) {
      InstanceId instance = new InstanceId(i);
      CompositionGraph.Node node = graph.node(instance);
      ValidatedComponent component = graph.member(node.component()).component();
      for (Extern extern : component.imports().all()) {
        String importName = extern.name().name();
        if (graph.argument(instance, importName) instanceof Item.OfImport item) {
          ExternName name =
              item.name().equals(importName) ? extern.name() : ExternName.of(item.name());
          request(name, instance, importName, Optional.empty());
          for (TypeOwners.Home home : owners(node.component()).foreign(importName)) {
            support(instance, importName, home);
          }
        }
      }
    }
  }

  private void requestSupports() {
    supports.forEach(
        (instance, imports) ->
            imports.forEach(
                (importName, only) ->
                    request(ExternName.of(importName), instance, importName, Optional.of(only))));
  }

  private void request(
      ExternName name, InstanceId instance, String importName, Optional<Set<String>> only) {
    CompositionGraph.Member member = graph.member(graph.node(instance).component());
    EntityType type = member.component().imports().get(importName).orElseThrow();
    requests.add(new Request(name, new Share(instance, member.name(), importName, type, only)));
  }

  /** What is exported must mention only what is exported or imported. */
  private void showTypesOfExports() {
    Map<InstanceId, Set<AnyType>> exported = new HashMap<>();
    Map<InstanceId, List<EntityType>> exports = new LinkedHashMap<>();
    for (CompositionGraph.Export export : graph.exports()) {
      if (export.item() instanceof Item.OfExport(Item.OfInstance(var instance), _)) {
        EntityType type = graph.type(export.item()).orElseThrow();
        exported.computeIfAbsent(instance, _ -> new HashSet<>()).addAll(TypeOwners.shown(type));
        exports.computeIfAbsent(instance, _ -> new ArrayList<>()).add(type);
      }
    }
    exports.forEach(
        (instance, types) -> {
          TypeOwners of = owners(graph.node(instance).component());
          for (EntityType type : types) {
            Set<AnyType> named = exported.getOrDefault(instance, Set.of());
            for (TypeOwners.Home home : of.hidden(type, named)) {
              if (!(graph.argument(instance, home.importName()) instanceof Item.OfImport)) {
                hiddenTypes = true;
                support(instance, home.importName(), home);
              }
            }
          }
        });
  }

  /** Imports the types behind a type, if what they come from is provided inside. */
  private void support(InstanceId instance, String user, TypeOwners.Home first) {
    Deque<TypeOwners.Home> todo = new ArrayDeque<>(List.of(first));
    while (!todo.isEmpty()) {
      TypeOwners.Home home = todo.pop();
      if (graph.argument(instance, home.importName()) instanceof Item.OfImport) {
        continue;
      }
      CompositionGraph.Node node = graph.node(instance);
      if (home.resource() || home.exportName().isEmpty()) {
        throw providedInside(instance, user, home);
      }
      String export = home.exportName().get();
      Set<String> only =
          supports
              .computeIfAbsent(instance, _ -> new LinkedHashMap<>())
              .computeIfAbsent(home.importName(), _ -> new LinkedHashSet<>());
      if (only.add(export)) {
        todo.addAll(owners(node.component()).mentions(home.importName(), export));
      }
    }
  }

  private CompositionException providedInside(
      InstanceId instance, String user, TypeOwners.Home home) {
    return new CompositionProblem.ResourceProvidedInside(
            new CompositionProblem.Import(graph.node(instance).name(), user),
            home.exportName().orElse(home.importName()),
            home.importName(),
            graph.offer(graph.argument(instance, home.importName())))
        .toException();
  }

  // Merging.

  private void checkAgreement(SharedImport group) {
    List<Share> shares = group.shares();
    for (int i = 1; i < shares.size(); i++) {
      for (int j = 0; j < i; j++) {
        Optional<Difference> difference = difference(shares.get(j), shares.get(i));
        if (difference.isPresent()) {
          throw new CompositionProblem.ImportConflict(
                  group.name().name(),
                  shares.get(j).component(),
                  shares.get(i).component(),
                  difference.get())
              .toException();
        }
      }
    }
  }

  /** Where two imports differ in what both need. */
  private static Optional<Difference> difference(Share first, Share second) {
    if (first.type().equals(second.type())) {
      return Optional.empty();
    }
    if (!(first.type() instanceof EntityType.Instance)
        || !(second.type() instanceof EntityType.Instance)) {
      Optional<Difference> difference = new Subtyping().difference(second.type(), first.type());
      return difference.isPresent()
          ? difference
          : new Subtyping().difference(first.type(), second.type());
    }
    Subtyping subtyping = new Subtyping();
    for (Extern wanted : second.exports()) {
      String name = wanted.name().name();
      Optional<EntityType> other = first.export(name);
      if (other.isPresent()) {
        Optional<Difference> difference = subtyping.difference(other.get(), wanted.type());
        if (difference.isPresent()) {
          return difference.map(d -> d.in("export " + name));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Difference> difference(SharedImport first, SharedImport second) {
    for (Share one : first.shares()) {
      for (Share other : second.shares()) {
        Optional<Difference> difference = difference(one, other);
        if (difference.isPresent()) {
          return difference;
        }
      }
    }
    return Optional.empty();
  }

  private void mergeVersions() {
    Map<String, List<SharedImport>> tracks = new LinkedHashMap<>();
    for (SharedImport group : groups.values()) {
      if (group.isInstance()) {
        tracks
            .computeIfAbsent(VersionedName.track(group.name().name()), _ -> new ArrayList<>())
            .add(group);
      }
    }
    NavigableMap<String, String> merged = new TreeMap<>();
    for (List<SharedImport> track : tracks.values()) {
      if (track.size() == 1) {
        continue;
      }
      track.sort(
          Comparator.comparing(
                  (SharedImport group) ->
                      VersionedName.of(group.name().name()).orElseThrow().version())
              .reversed());
      SharedImport highest = track.getFirst();
      for (SharedImport older : track.subList(1, track.size())) {
        Optional<Difference> difference = difference(highest, older);
        if (difference.isPresent()) {
          problems.add(
              new CompositionProblem.VersionsKeptApart(
                  older.name().name(), highest.name().name(), difference.get()));
        } else {
          older.shares().forEach(highest::add);
          groups.put(older.name().name(), highest);
          merged.put(older.name().name(), highest.name().name());
        }
      }
    }
    if (!merged.isEmpty()) {
      List<Merger> mergers = new ArrayList<>();
      merged.forEach((older, newer) -> mergers.add(new Merger(older, newer)));
      problems.add(new CompositionProblem.VersionsMerged(mergers));
    }
  }

  // Sorting.

  private List<SharedImport> sorted() {
    Set<SharedImport> done = new LinkedHashSet<>();
    Set<SharedImport> open = new LinkedHashSet<>();
    groups.values().forEach(group -> sort(group, open, done));
    return List.copyOf(done);
  }

  private void sort(SharedImport group, Set<SharedImport> open, Set<SharedImport> done) {
    if (done.contains(group)) {
      return;
    }
    if (!open.add(group)) {
      throw new CompositionProblem.ImportCycle(
              open.stream().map(each -> each.name().name()).toList())
          .toException();
    }
    for (Share share : group.shares()) {
      TypeOwners types = owners(graph.node(share.instance()).component());
      Set<TypeOwners.Home> needed = new LinkedHashSet<>();
      if (share.only().isEmpty()) {
        needed.addAll(types.foreign(share.importName()));
      } else {
        share.only().get().forEach(o -> needed.addAll(types.mentions(share.importName(), o)));
      }
      for (TypeOwners.Home home : needed) {
        @Nullable SharedImport other = groupOf(share.instance(), home.importName());
        if (other != null && other != group) {
          sort(other, open, done);
        }
      }
    }
    open.remove(group);
    done.add(group);
  }

  private @Nullable SharedImport groupOf(InstanceId instance, String importName) {
    return graph.argument(instance, importName) instanceof Item.OfImport(var name, _, _)
        ? groups.get(name)
        : groups.get(importName);
  }
}
