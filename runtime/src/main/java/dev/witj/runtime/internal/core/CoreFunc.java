package dev.witj.runtime.internal.core;

import dev.witj.engine.HostFunction;

/**
 * A core function: one of a module's, or Java code that a module is to import. It takes nothing but
 * numbers and gives one or none, as their bits: a function of a module, too, accepts anything in
 * the upper half of i32 and f32.
 *
 * <p>Arguments come in an array where the types say how many they are, as for functions that are
 * lifted or lowered: what carries values goes through those types, whatever they are. Code that is
 * there once for all types, as built-ins are, takes them as they are: it is one of the interfaces
 * within this one.
 */
@FunctionalInterface
public non-sealed interface CoreFunc extends CoreItem, HostFunction.OfBits {
  /**
   * Calls it.
   *
   * @return the result; anything for a function without any
   * @throws dev.witj.runtime.TrapException if it traps
   */
  @Override
  long call(long[] arguments);

  /** Java code without parameters. */
  @FunctionalInterface
  interface OfNone extends CoreFunc {
    @Override
    long call();

    @Override
    default long call(long[] arguments) {
      return call();
    }
  }

  /** Java code with one parameter. */
  @FunctionalInterface
  interface OfOne extends CoreFunc {
    @Override
    long call(long first);

    @Override
    default long call(long[] arguments) {
      return call(arguments[0]);
    }
  }

  /** Java code with two parameters. */
  @FunctionalInterface
  interface OfTwo extends CoreFunc {
    @Override
    long call(long first, long second);

    @Override
    default long call(long[] arguments) {
      return call(arguments[0], arguments[1]);
    }
  }

  /** Java code with three parameters. */
  @FunctionalInterface
  interface OfThree extends CoreFunc {
    @Override
    long call(long first, long second, long third);

    @Override
    default long call(long[] arguments) {
      return call(arguments[0], arguments[1], arguments[2]);
    }
  }
}
