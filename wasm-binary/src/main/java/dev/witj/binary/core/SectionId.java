package dev.witj.binary.core;

import java.util.Optional;

/** The sections of a module, in the order in which they must stand. */
public enum SectionId {
  /** Anything else, anywhere. */
  CUSTOM(0, "custom"),
  /** Types. */
  TYPE(1, "type"),
  /** Imports. */
  IMPORT(2, "import"),
  /** Types of the functions. */
  FUNCTION(3, "function"),
  /** Tables. */
  TABLE(4, "table"),
  /** Memories. */
  MEMORY(5, "memory"),
  /** Tags. */
  TAG(13, "tag"),
  /** Globals. */
  GLOBAL(6, "global"),
  /** Exports. */
  EXPORT(7, "export"),
  /** The start function. */
  START(8, "start"),
  /** Element segments. */
  ELEMENT(9, "element"),
  /** How many data segments there are. */
  DATA_COUNT(12, "data count"),
  /** Bodies of the functions. */
  CODE(10, "code"),
  /** Data segments. */
  DATA(11, "data");

  private static final SectionId[] ALL = values();

  private final int code;
  private final String text;

  SectionId(int code, String text) {
    this.code = code;
    this.text = text;
  }

  /** The byte that stands for it. */
  public int code() {
    return code;
  }

  /** The section that a byte stands for. */
  public static Optional<SectionId> of(int code) {
    for (SectionId id : ALL) {
      if (id.code == code) {
        return Optional.of(id);
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return text;
  }
}
