package dev.witj.runtime;

import dev.witj.binary.component.FunctionType;
import dev.witj.runtime.internal.plan.Definitions;
import dev.witj.runtime.internal.plan.Definitions.Definition;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

/** The definitions of one interface in a {@link Linker}. */
public final class LinkerInstance {
  private final String name;
  private final Definitions definitions;

  LinkerInstance(String name, Definitions definitions) {
    this.name = name;
    this.definitions = definitions;
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

  /** Defines a function of a known type, which the guest's type must equal; values are generic. */
  public LinkerInstance func(String function, FunctionType type, HostFunction body) {
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
  public LinkerInstance func(String function, Function<FunctionType, TypedHostFunction> link) {
    return define(function, new Definition.Linked(Objects.requireNonNull(link, "link")));
  }

  /** Defines a resource type of the host. */
  public LinkerInstance resource(String resource, ResourceType type) {
    definitions.define(
        Objects.requireNonNull(resource, "resource"), Objects.requireNonNull(type, "type"));
    return this;
  }

  /**
   * Lets all of it be defined only when a component imports something of it, or when something else
   * of it is defined, which replaces this as usual.
   *
   * @param definitions called at most once
   */
  public LinkerInstance later(Consumer<? super LinkerInstance> definitions) {
    Objects.requireNonNull(definitions, "definitions");
    this.definitions.later(() -> definitions.accept(this));
    return this;
  }

  private LinkerInstance define(String function, Definition definition) {
    definitions.define(Objects.requireNonNull(function, "function"), definition);
    return this;
  }
}
