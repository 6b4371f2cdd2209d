package dev.witj.runtime.internal.core;

/**
 * A core function: one of a module's, or Java code that a module is to import.
 *
 * <p>Arguments and results are the bits of core values, each in a long: i32 and f32 in the lower
 * half. A function of a module accepts anything in the upper half, and Java code must do the same.
 */
@FunctionalInterface
public non-sealed interface CoreFunc extends CoreItem {
  /**
   * Calls it.
   *
   * @return the results; for a function without any, possibly null
   * @throws dev.witj.runtime.TrapException if it traps
   */
  long[] call(long... arguments);

  /**
   * Calls one that takes four and gives one, as allocators do. An engine may do so without arrays.
   *
   * @throws dev.witj.runtime.TrapException if it traps
   */
  default long callFour(long first, long second, long third, long fourth) {
    return call(first, second, third, fourth)[0];
  }
}
