package dev.witj.binary.component;

import dev.witj.binary.internal.component.TypeText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A type of components, resolved. */
public final class ComponentType implements AnyType {
  private final Externs imports;
  private final Externs exports;
  private final List<ResourcePath> importedResources;
  private final List<ResourcePath> exportedResources;
  private final Map<ResourceId, List<String>> named;
  private final TypeFacts facts;

  /**
   * @param imports what components need
   * @param exports what their instances give
   * @param importedResources the resources among the imports
   * @param exportedResources the resources that each instance has of its own
   * @param named all resources that the exports show, and the names of the exports on the way to
   *     each
   */
  public ComponentType(
      Externs imports,
      Externs exports,
      List<ResourcePath> importedResources,
      List<ResourcePath> exportedResources,
      Map<ResourceId, List<String>> named) {
    this.imports = imports;
    this.exports = exports;
    this.importedResources = List.copyOf(importedResources);
    this.exportedResources = List.copyOf(exportedResources);
    this.named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
    this.facts = TypeFacts.of(imports).with(TypeFacts.of(exports));
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

  /** All resources that the exports show, imported ones included. */
  public List<ResourcePath> namedResources() {
    return ResourcePath.all(named);
  }

  /** {@link #namedResources}, as a map. */
  public Map<ResourceId, List<String>> named() {
    return named;
  }

  /** What is known of it as a whole. */
  public TypeFacts facts() {
    return facts;
  }

  @Override
  public String toString() {
    return TypeText.of((AnyType) this);
  }
}
