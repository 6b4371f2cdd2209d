package dev.witj.wit;

/** The place of an entry in its arena. An id means nothing outside the resolve it came from. */
public sealed interface Id permits PackageId, WorldId, InterfaceId, TypeId {
  /** The index in the arena. */
  int index();
}
