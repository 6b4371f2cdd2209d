package dev.witj.binary.core;

/** The index spaces of a module; labels, locals and fields, which belong to others, aside. */
public enum IndexSpace {
  /** Types. */
  TYPE,
  /** Functions. */
  FUNC,
  /** Tables. */
  TABLE,
  /** Memories. */
  MEMORY,
  /** Globals. */
  GLOBAL,
  /** Exception tags. */
  TAG,
  /** Element segments. */
  ELEMENT,
  /** Data segments. */
  DATA;

  /** Where things that can be imported and exported have their indices. */
  public static IndexSpace of(ExternKind kind) {
    return switch (kind) {
      case FUNC -> FUNC;
      case TABLE -> TABLE;
      case MEMORY -> MEMORY;
      case GLOBAL -> GLOBAL;
      case TAG -> TAG;
    };
  }
}
