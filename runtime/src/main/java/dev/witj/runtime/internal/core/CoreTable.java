package dev.witj.runtime.internal.core;

import java.util.Optional;

/** A table of references. */
public non-sealed interface CoreTable extends CoreItem {
  /** How many elements it has. */
  int size();

  /**
   * The function in an element, if there is one.
   *
   * @throws dev.witj.runtime.TrapException if there is no such element
   */
  Optional<CoreFunc> func(int index);

  @Override
  default CoreModule.Kind kind() {
    return CoreModule.Kind.TABLE;
  }
}
