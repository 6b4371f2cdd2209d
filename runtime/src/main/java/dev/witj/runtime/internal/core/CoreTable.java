package dev.witj.runtime.internal.core;

import java.util.Optional;

/** A table of references. */
public non-sealed interface CoreTable extends CoreItem {
  /**
   * The function in an element, if there is one.
   *
   * @throws dev.witj.runtime.TrapException if there is no such element
   */
  Optional<CoreFunc> func(int index);
}
