package dev.witj.binary.component;

import java.util.Optional;

/**
 * A name for a resource. Several can stand for one {@linkplain ResourceId resource}; the objects
 * tell which definition, import or export a use goes back to.
 */
public final class ResourceType implements AnyType {
  private final ResourceId id;
  private final Optional<ResourceType> aliasOf;

  ResourceType(ResourceId id, Optional<ResourceType> aliasOf) {
    this.id = id;
    this.aliasOf = aliasOf;
  }

  /** The resource. */
  public ResourceId id() {
    return id;
  }

  /** The type that an import or export gave this as a new name to. */
  public Optional<ResourceType> aliasOf() {
    return aliasOf;
  }
}
