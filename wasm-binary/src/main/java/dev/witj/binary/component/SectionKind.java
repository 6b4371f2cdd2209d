package dev.witj.binary.component;

/** The sections of a component; the ordinal is the section's number. */
public enum SectionKind {
  /** A custom section. */
  CUSTOM("custom"),
  /** One core module. */
  CORE_MODULE("core module"),
  /** Core instances. */
  CORE_INSTANCE("core instance"),
  /** Core types. */
  CORE_TYPE("core type"),
  /** One component. */
  COMPONENT("component"),
  /** Instances. */
  INSTANCE("instance"),
  /** Aliases. */
  ALIAS("alias"),
  /** Types. */
  TYPE("type"),
  /** Canonical definitions. */
  CANON("canonical function"),
  /** One start function. */
  START("start"),
  /** Imports. */
  IMPORT("import"),
  /** Exports. */
  EXPORT("export"),
  /** Values. */
  VALUE("value");

  private static final SectionKind[] ALL = values();

  private final String text;

  SectionKind(String text) {
    this.text = text;
  }

  /** The section with a number, which must be below 13. */
  static SectionKind at(int number) {
    return ALL[number];
  }

  /** How many numbers are taken. */
  static int count() {
    return ALL.length;
  }

  /** Whether it holds exactly one thing and no count. */
  public boolean isSingle() {
    return switch (this) {
      case CUSTOM, CORE_MODULE, COMPONENT, START -> true;
      case CORE_INSTANCE, CORE_TYPE, INSTANCE, ALIAS, TYPE, CANON, IMPORT, EXPORT, VALUE -> false;
    };
  }

  @Override
  public String toString() {
    return text;
  }
}
