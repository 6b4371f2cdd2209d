package dev.witj.binary.component;

/**
 * The identity of a resource type: each import, definition and instantiation that makes one makes a
 * new identity, and only handles of the same identity fit one another. Compared by identity.
 */
public final class ResourceId {
  /** One that is like no other. */
  public ResourceId() {}
}
