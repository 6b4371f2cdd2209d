package dev.witj.binary.core;

/** A global variable. */
public record GlobalType(ValType type, boolean mutable, boolean shared) implements ExternType {
  /** A global that threads do not share. */
  public GlobalType(ValType type, boolean mutable) {
    this(type, mutable, false);
  }
}
