package dev.witj.binary.core;

/** The index spaces whose items can be imported and exported; the ordinal is the binary form. */
public enum ExternKind {
  /** Functions. */
  FUNC("func"),
  /** Tables. */
  TABLE("table"),
  /** Memories. */
  MEMORY("memory"),
  /** Globals. */
  GLOBAL("global"),
  /** Tags of exceptions. */
  TAG("tag");

  private final String text;

  ExternKind(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
