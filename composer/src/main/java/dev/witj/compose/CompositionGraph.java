package dev.witj.compose;

import dev.witj.binary.Features;
import dev.witj.binary.component.Difference;
import dev.witj.binary.component.EntityType;
import dev.witj.binary.component.Extern;
import dev.witj.binary.component.ExternName;
import dev.witj.binary.component.Subtyping;
import dev.witj.binary.component.ValidatedComponent;
import dev.witj.compose.CompositionProblem.Offer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a composition consists of: components, instances of them with their arguments, and what the
 * result exports.
 *
 * <pre>{@code
 * CompositionGraph graph = new CompositionGraph();
 * InstanceId app = graph.instantiate(graph.addComponent("app", application), "app");
 * InstanceId db = graph.instantiate(graph.addComponent("db", database), "db");
 * graph.setArgument(app, "acme:db/store", graph.export(db, "acme:db/store"));
 * graph.exportAll(app);
 * byte[] composed = graph.encode(Features.ALL).bytes();
 * }</pre>
 *
 * <p>An import that gets no argument becomes an import of the result. Imports of one name become
 * one; so do imports of instances whose versions are on one track, under the name of the highest
 * version.
 *
 * <p>Not thread-safe.
 */
public final class CompositionGraph {
  private final List<Member> components = new ArrayList<>();
  private final List<Node> instances = new ArrayList<>();
  private final Map<String, Export> exports = new LinkedHashMap<>();

  /** A graph with nothing in it. */
  public CompositionGraph() {}

  /** A component of a graph. */
  public record ComponentId(int index) {}

  /** An instance of a component of a graph. */
  public record InstanceId(int index) {}

  /** Something that can be passed to an instance or exported. */
  public sealed interface Item {
    /** A whole instance. */
    record OfInstance(InstanceId instance) implements Item {}

    /** An export of an instance that is an item itself. */
    record OfExport(Item instance, String name) implements Item {}

    /**
     * Something the result imports.
     *
     * @param name its name in the result
     * @param like the component that needs it
     * @param importName what that component calls it, which decides the type
     */
    record OfImport(String name, ComponentId like, String importName) implements Item {}
  }

  /** A component and what messages call it. */
  record Member(String name, ValidatedComponent component) {}

  /** An instance; what has no argument is imported. */
  record Node(ComponentId component, String name, Map<String, Item> arguments) {}

  /** An export of the result. */
  record Export(ExternName name, Item item) {}

  /**
   * Adds a component, which is not in the result unless it is instantiated.
   *
   * @param name what messages call it, usually its file
   */
  public ComponentId addComponent(String name, ValidatedComponent component) {
    components.add(new Member(name, component));
    return new ComponentId(components.size() - 1);
  }

  /**
   * Adds an instance of a component.
   *
   * @param name what messages call it
   */
  public InstanceId instantiate(ComponentId component, String name) {
    instances.add(new Node(component, name, new LinkedHashMap<>()));
    return new InstanceId(instances.size() - 1);
  }

  /**
   * An export of an instance.
   *
   * @throws CompositionException if it has no such export
   */
  public Item export(InstanceId instance, String name) {
    return export(new Item.OfInstance(instance), name);
  }

  /**
   * An export of an instance that is an item.
   *
   * @throws CompositionException if it has no such export
   */
  public Item export(Item instance, String name) {
    Item item = new Item.OfExport(instance, name);
    if (type(item).isEmpty()) {
      throw new CompositionProblem.UnknownExport(offer(instance), name).toException();
    }
    return item;
  }

  /**
   * Something that the result imports under a name of its own choice.
   *
   * @param name its name in the result
   * @param like the component that needs it
   * @param importName what that component calls it, which decides the type
   * @throws CompositionException if that component has no such import
   */
  public Item imported(String name, ComponentId like, String importName) {
    var _ = wanted(like, importName);
    return new Item.OfImport(name, like, importName);
  }

  /**
   * Satisfies an import of an instance.
   *
   * @throws CompositionException if the component has no such import, or the item does not fit
   */
  public void setArgument(InstanceId instance, String importName, Item item) {
    Node node = node(instance);
    EntityType wanted = wanted(node.component, importName);
    CompositionProblem.Import asked = new CompositionProblem.Import(node.name, importName);
    if (node.arguments.putIfAbsent(importName, item) != null) {
      throw new CompositionProblem.AlreadySatisfied(asked).toException();
    }
    Optional<Difference> difference = difference(item, wanted);
    if (difference.isPresent()) {
      throw new CompositionProblem.ArgumentMismatch(asked, offer(item), difference.get())
          .toException();
    }
  }

  /**
   * Exports an item from the result.
   *
   * @throws CompositionException if something is exported under this name already
   */
  public void exportAs(String name, Item item) {
    exportAs(ExternName.of(name), item);
  }

  private void exportAs(ExternName name, Item item) {
    if (exports.putIfAbsent(name.name(), new Export(name, item)) != null) {
      throw new CompositionProblem.DuplicateName(name.name()).toException();
    }
  }

  /**
   * Exports from the result all that an instance exports, under the same names.
   *
   * @throws CompositionException if something is exported under one of the names already
   */
  public void exportAll(InstanceId instance) {
    for (Extern extern : member(node(instance).component).component.exports().all()) {
      exportAs(extern.name(), export(instance, extern.name().name()));
    }
  }

  /**
   * Writes the composition as one component and validates it.
   *
   * @param features what the result may use
   * @throws CompositionException if instances need each other, or what is left to import cannot be
   *     imported together
   */
  public Encoded encode(Features features) {
    return GraphEncoder.encode(this, features);
  }

  /**
   * A composition as one component.
   *
   * @param bytes its binary
   * @param component the same, validated
   * @param problems what is no error, but worth saying of it
   */
  public record Encoded(
      byte[] bytes, ValidatedComponent component, List<CompositionProblem> problems) {
    public Encoded {
      problems = List.copyOf(problems);
    }
  }

  // For the encoder.

  List<Node> instances() {
    return instances;
  }

  List<Export> exports() {
    return List.copyOf(exports.values());
  }

  Member member(ComponentId component) {
    return components.get(component.index);
  }

  Node node(InstanceId instance) {
    return instances.get(instance.index);
  }

  /** What an instance gets for an import. */
  Item argument(InstanceId instance, String importName) {
    Node node = node(instance);
    @Nullable Item item = node.arguments.get(importName);
    return item == null ? new Item.OfImport(importName, node.component, importName) : item;
  }

  private EntityType wanted(ComponentId component, String importName) {
    Member member = member(component);
    return member
        .component
        .imports()
        .get(importName)
        .orElseThrow(
            () ->
                new CompositionProblem.UnknownImport(
                        new CompositionProblem.Import(member.name, importName))
                    .toException());
  }

  /** The type of an item; none for whole instances, which are no export of anything. */
  Optional<EntityType> type(Item item) {
    return switch (item) {
      case Item.OfInstance _ -> Optional.empty();
      case Item.OfExport(Item.OfInstance(var instance), var name) ->
          member(node(instance).component).component.exports().get(name);
      case Item.OfExport(var of, var name) ->
          type(of)
              .flatMap(
                  type ->
                      type instanceof EntityType.Instance(var instance)
                          ? instance.exports().get(name)
                          : Optional.empty());
      case Item.OfImport(_, var like, var importName) -> Optional.of(wanted(like, importName));
    };
  }

  private Optional<Difference> difference(Item item, EntityType wanted) {
    if (item instanceof Item.OfInstance(var instance)) {
      return wholeInstance(instance, wanted);
    }
    return new Subtyping().difference(type(item).orElseThrow(), wanted);
  }

  private Optional<Difference> wholeInstance(InstanceId instance, EntityType wanted) {
    if (!(wanted instanceof EntityType.Instance(var type))) {
      return Optional.of(
          new Difference(
              List.of(), "expected " + wanted.sort() + ", found instance", "", "instance"));
    }
    ValidatedComponent component = member(node(instance).component).component;
    Subtyping subtyping = new Subtyping();
    for (Extern extern : type.exports().all()) {
      String name = extern.name().name();
      Optional<EntityType> given = component.exports().get(name);
      if (given.isEmpty()) {
        return Optional.of(
            new Difference(List.of(), "missing expected export `" + name + "`", name, "nothing"));
      }
      Optional<Difference> difference = subtyping.difference(given.get(), extern.type());
      if (difference.isPresent()) {
        return difference.map(d -> d.in("export " + name));
      }
    }
    return Optional.empty();
  }

  /** An item by names, for problems. */
  Offer offer(Item item) {
    return switch (item) {
      case Item.OfInstance(var instance) -> new Offer.Whole(node(instance).name);
      case Item.OfExport(var of, var name) -> new Offer.Export(offer(of), name);
      case Item.OfImport(var name, _, _) -> new Offer.Imported(name);
    };
  }
}
