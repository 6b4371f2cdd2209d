package dev.witj.binary.component;

import java.util.Optional;

/**
 * A name for a resource. Several can stand for one {@linkplain ResourceId resource}; the objects
 * tell which definition, import or export a use goes back to.
 */
public final class ResourceName implements AnyType {
  private final ResourceId id;
  private final Optional<ResourceName> aliasOf;
  private final Optional<String> name;

  /**
   * @param id the resource
   * @param aliasOf what it was a new name for
   * @param name the name that it was given last
   */
  public ResourceName(ResourceId id, Optional<ResourceName> aliasOf, Optional<String> name) {
    this.id = id;
    this.aliasOf = aliasOf;
    this.name = name;
  }

  /** A resource that is like no other. */
  public static ResourceName of(String name) {
    return new ResourceName(new ResourceId(), Optional.empty(), Optional.of(name));
  }

  /** A new name for this. */
  public ResourceName named(String newName) {
    return new ResourceName(id, Optional.of(this), Optional.of(newName));
  }

  /** The resource. */
  public ResourceId id() {
    return id;
  }

  /** The type that an import or export gave this as a new name to. */
  public Optional<ResourceName> aliasOf() {
    return aliasOf;
  }

  /** The name that an import or export gave it. */
  public Optional<String> name() {
    return name;
  }

  @Override
  public String toString() {
    return name.orElse("resource");
  }
}
