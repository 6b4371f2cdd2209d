package dev.witj.binary.component;

import dev.witj.binary.ByteRange;
import dev.witj.binary.core.RecGroup;

/** Takes what is read of a section while it is read. */
@FunctionalInterface
public interface ElementListener {
  /** An element of the section. */
  void element(Located located);

  /** Core types in the element that comes next, and where they lie. */
  default void coreTypes(RecGroup group, ByteRange range) {}
}
