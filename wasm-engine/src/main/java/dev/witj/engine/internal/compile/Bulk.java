package dev.witj.engine.internal.compile;

import dev.witj.binary.core.Opcode;

/** What an instruction does for as many times as its operand on top says. */
enum Bulk {
  /** No such instruction. */
  NONE,
  /** Goes through bytes of memory. */
  BYTES,
  /** Goes through elements of tables or arrays. */
  ELEMENTS;

  static Bulk of(Opcode opcode) {
    return switch (opcode) {
      case MEMORY_FILL, MEMORY_COPY, MEMORY_INIT -> BYTES;
      case TABLE_FILL,
          TABLE_COPY,
          TABLE_INIT,
          ARRAY_FILL,
          ARRAY_COPY,
          ARRAY_INIT_DATA,
          ARRAY_INIT_ELEM,
          ARRAY_NEW,
          ARRAY_NEW_DEFAULT,
          ARRAY_NEW_DATA,
          ARRAY_NEW_ELEM ->
          ELEMENTS;
      default -> NONE;
    };
  }
}
