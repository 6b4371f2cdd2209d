package dev.witj.binary.component;

import java.util.List;

/** A type of component instances, resolved. */
public final class InstanceType implements AnyType {
  private final Externs exports;
  private final List<ResourcePath> resources;
  private final TypeFacts facts;

  InstanceType(Externs exports, List<ResourcePath> resources, TypeFacts facts) {
    this.exports = exports;
    this.resources = List.copyOf(resources);
    this.facts = facts;
  }

  /** What instances give. */
  public Externs exports() {
    return exports;
  }

  /**
   * The resources that differ for each thing of this type: where the type is that of an import,
   * whoever satisfies it decides them. Empty where the type belongs to one instance, whose
   * resources are settled.
   */
  public List<ResourcePath> resources() {
    return resources;
  }

  TypeFacts facts() {
    return facts;
  }
}
