package dev.witj.runtime.internal.core;

import java.util.List;

/** A function of a module, which knows its type and passes values of any. */
public interface TypedCoreFunc extends CoreFunc {
  /** The types of its parameters. */
  List<CoreValue.Type> params();

  /**
   * Calls it.
   *
   * @param arguments one of the type of each parameter; references that are not null refer to
   *     objects of Java's
   * @return the results
   * @throws dev.witj.runtime.TrapException if it traps
   * @throws IllegalArgumentException if an argument does not fit
   */
  List<CoreValue> callTyped(List<CoreValue> arguments);
}
