package dev.witj.engine;

import org.jspecify.annotations.Nullable;

/** A function of the host's, which modules import. */
public sealed interface HostFunction {
  /** One that takes and gives values. */
  @FunctionalInterface
  non-sealed interface OfValues extends HostFunction {
    /**
     * Calls it.
     *
     * @param arguments one value for each parameter, as {@link Func#call} takes them
     * @return one value for each result
     */
    @Nullable Object[] call(@Nullable Object[] arguments);
  }

  /**
   * One that takes nothing but numbers and gives one or none, and so needs no objects for them, but
   * their bits: those of i32 and f32 are in the lower half of a long, whatever is in the upper one.
   *
   * <p>Up to four arguments come as they are, each number of them by a method of its own. That such
   * methods are virtual, and not handles of the function's type, is on purpose: which function an
   * instance imports is no constant of its code, and HotSpot puts a virtual call in line where it
   * sees but one or two targets, but never the call of a handle that is no constant.
   */
  @FunctionalInterface
  non-sealed interface OfBits extends HostFunction {
    /**
     * Calls it.
     *
     * @param arguments the bits of one value for each parameter
     * @return the bits of the result; anything where there is none
     */
    long call(long[] arguments);

    /** As {@link #call(long[])}, of one without parameters. */
    default long call() {
      return call(new long[0]);
    }

    /** As {@link #call(long[])}, of one with one parameter. */
    default long call(long first) {
      return call(new long[] {first});
    }

    /** As {@link #call(long[])}, of one with two parameters. */
    default long call(long first, long second) {
      return call(new long[] {first, second});
    }

    /** As {@link #call(long[])}, of one with three parameters. */
    default long call(long first, long second, long third) {
      return call(new long[] {first, second, third});
    }

    /** As {@link #call(long[])}, of one with four parameters. */
    default long call(long first, long second, long third, long fourth) {
      return call(new long[] {first, second, third, fourth});
    }
  }
}
