package dev.witj.engine;

import dev.witj.binary.core.ExternType;

/** What instances import and export. */
public sealed interface Extern permits Func, Memory, Table, Global, Tag {
  /**
   * Its type as it is now: the lower limit of a memory or a table is its size. Types are spoken of
   * by their canonical ids.
   */
  ExternType type();
}
