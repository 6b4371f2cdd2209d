package dev.witj.runtime.internal.abi;

import dev.witj.runtime.ResourceType;
import org.jspecify.annotations.Nullable;

/** An entry of a table of handles that stands for a resource. */
public final class ResourceHandle {
  final ResourceType type;
  final int rep;
  final boolean own;
  final BorrowScope.@Nullable OfTask scope;
  int lends;

  ResourceHandle(ResourceType type, int rep, boolean own, BorrowScope.@Nullable OfTask scope) {
    this.type = type;
    this.rep = rep;
    this.own = own;
    this.scope = scope;
  }

  /** The type of the resource. */
  public ResourceType type() {
    return type;
  }

  /** What its implementer knows the resource by. */
  public int rep() {
    return rep;
  }

  /** Whether the holder owns the resource. */
  public boolean isOwn() {
    return own;
  }
}
