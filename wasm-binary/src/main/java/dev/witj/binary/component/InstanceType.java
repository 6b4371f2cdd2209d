package dev.witj.binary.component;

import dev.witj.binary.internal.component.TypeText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A type of component instances, resolved. */
public final class InstanceType implements AnyType {
  private final Externs exports;
  private final List<ResourcePath> resources;
  private final Map<ResourceId, List<String>> named;
  private final TypeFacts facts;

  /**
   * @param exports what instances give
   * @param resources the resources that whoever satisfies the type decides
   * @param named all resources that the exports show, and the names of the exports on the way to
   *     each
   */
  public InstanceType(
      Externs exports, List<ResourcePath> resources, Map<ResourceId, List<String>> named) {
    this.exports = exports;
    this.resources = List.copyOf(resources);
    this.named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
    this.facts = TypeFacts.of(exports);
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

  /** All resources that the exports show, those of {@link #resources} included. */
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
