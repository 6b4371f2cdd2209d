package dev.witj.runtime;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** The definitions of one interface in a {@link Linker}. */
public final class LinkerInstance {
  private final String name;
  private final Map<String, Definition> functions = new LinkedHashMap<>();
  private final Map<String, ResourceType> resources = new LinkedHashMap<>();

  LinkerInstance(String name) {
    this.name = name;
  }

  /** How a function is given. */
  sealed interface Definition {
    /** Whatever its type. */
    record Generic(HostFunction body) implements Definition {}

    /** If it has this type. */
    record Typed(FuncType type, HostFunction body) implements Definition {}

    /** As is decided for its type. */
    record Linked(Function<FuncType, TypedHostFunction> link) implements Definition {}

    /** As a live instance exports it. */
    record Live(ComponentFunc func) implements Definition {}
  }

  /** The interface, with its version. */
  public String name() {
    return name;
  }

  /**
   * Defines a function that takes and gives generic values of whatever type the guest imports it
   * with.
   */
  public LinkerInstance func(String function, HostFunction body) {
    return define(function, new Definition.Generic(Objects.requireNonNull(body, "body")));
  }

  /**
   * Defines a function of a known type. The guest's type must equal it; values are mapped by the
   * codecs in {@code type}.
   */
  public LinkerInstance func(String function, FuncType type, HostFunction body) {
    return define(
        function,
        new Definition.Typed(
            Objects.requireNonNull(type, "type"), Objects.requireNonNull(body, "body")));
  }

  /**
   * Defines a function whose Java form depends on the type with which a component imports it.
   *
   * @param link asked once for each component that is linked, with the component's own type; a
   *     {@link dev.witj.diagnostics.DiagnosticException} it throws ends the linking
   */
  public LinkerInstance func(String function, Function<FuncType, TypedHostFunction> link) {
    return define(function, new Definition.Linked(Objects.requireNonNull(link, "link")));
  }

  /** Defines a resource type of the host. */
  public LinkerInstance resource(String resource, ResourceType type) {
    resources.put(
        Objects.requireNonNull(resource, "resource"), Objects.requireNonNull(type, "type"));
    return this;
  }

  private LinkerInstance define(String function, Definition definition) {
    functions.put(Objects.requireNonNull(function, "function"), definition);
    return this;
  }

  /** Defines what a live instance exports. */
  void define(Map<String, Item> items) {
    items.forEach(
        (each, item) -> {
          switch (item) {
            case ComponentFunc func -> define(each, new Definition.Live(func));
            case TypeItem.Resource type -> resources.put(each, type.resource());
            case TypeItem.Defined _, Item.OfInstance _, Item.OfComponent _, Item.OfModule _ -> {}
          }
        });
  }

  Optional<Definition> function(String function) {
    return Optional.ofNullable(functions.get(function));
  }

  Optional<ResourceType> resource(String resource) {
    return Optional.ofNullable(resources.get(resource));
  }
}
