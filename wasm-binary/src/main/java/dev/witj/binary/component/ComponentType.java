package dev.witj.binary.component;

import java.util.List;

/** A type of components, resolved. */
public final class ComponentType implements AnyType {
  private final Externs imports;
  private final Externs exports;
  private final List<ResourcePath> importedResources;
  private final List<ResourcePath> exportedResources;
  private final TypeFacts facts;

  ComponentType(
      Externs imports,
      Externs exports,
      List<ResourcePath> importedResources,
      List<ResourcePath> exportedResources,
      TypeFacts facts) {
    this.imports = imports;
    this.exports = exports;
    this.importedResources = List.copyOf(importedResources);
    this.exportedResources = List.copyOf(exportedResources);
    this.facts = facts;
  }

  /** What components need. */
  public Externs imports() {
    return imports;
  }

  /** What their instances give. */
  public Externs exports() {
    return exports;
  }

  /** The resources that whoever instantiates decides, and the import each comes by. */
  public List<ResourcePath> importedResources() {
    return importedResources;
  }

  /** The resources that each instance has of its own, and the export that shows each. */
  public List<ResourcePath> exportedResources() {
    return exportedResources;
  }

  TypeFacts facts() {
    return facts;
  }
}
