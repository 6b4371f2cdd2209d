package dev.witj.binary.core;

/** What stands after an opcode. The names say which index spaces the indices are in. */
public enum Immediate {
  /** Nothing. */
  NONE,
  /** Type of a block: nothing, one result, or a function type by index. */
  BLOCK_TYPE,
  /** Relative depth of a label. */
  LABEL,
  /** Labels and a default label. */
  LABELS,
  /** A function. */
  FUNC,
  /** A type. */
  TYPE,
  /** A type, then a table. */
  TYPE_TABLE,
  /** A local variable. */
  LOCAL,
  /** A global variable. */
  GLOBAL,
  /** A table. */
  TABLE,
  /** A memory. */
  MEMORY,
  /** Two memories: destination, source. */
  MEMORY_MEMORY,
  /** A data segment, then a memory. */
  DATA_MEMORY,
  /** A data segment. */
  DATA,
  /** An element segment, then a table. */
  ELEM_TABLE,
  /** An element segment. */
  ELEM,
  /** Two tables: destination, source. */
  TABLE_TABLE,
  /** A tag. */
  TAG,
  /** Alignment, memory and offset. */
  MEMARG,
  /** Alignment, memory and offset, then a lane. */
  MEMARG_LANE,
  /** A lane of a vector. */
  LANE,
  /** Sixteen lanes of two vectors. */
  SHUFFLE,
  /** A 32-bit integer. */
  I32,
  /** A 64-bit integer. */
  I64,
  /** A 32-bit float. */
  F32,
  /** A 64-bit float. */
  F64,
  /** A vector. */
  V128,
  /** A heap type; whether the reference may be null is in the opcode. */
  HEAP_TYPE,
  /** Result types of {@code select}. */
  SELECT_TYPES,
  /** Type of a block, then catch clauses. */
  BLOCK_CATCHES,
  /** A struct type, then a field. */
  TYPE_FIELD,
  /** Two types: destination, source. */
  TYPE_TYPE,
  /** An array type, then a data segment. */
  TYPE_DATA,
  /** An array type, then an element segment. */
  TYPE_ELEM,
  /** An array type, then how many elements. */
  TYPE_LENGTH,
  /** A label, then two reference types: from, to. */
  LABEL_CAST,
  /** A reserved zero byte. */
  FENCE
}
