package dev.witj.binary.core;

/** What a block takes and gives. */
public sealed interface BlockType {
  /** Takes and gives nothing. */
  enum Empty implements BlockType {
    /** The only one. */
    EMPTY
  }

  /** Takes nothing and gives one value. */
  record Value(ValType type) implements BlockType {}

  /** Takes and gives what a function type of the module says, by index. */
  record Index(int typeIndex) implements BlockType {}
}
