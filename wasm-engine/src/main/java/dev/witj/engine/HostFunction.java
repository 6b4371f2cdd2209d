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

  /** One that takes and gives nothing but numbers, and so needs no objects for them. */
  @FunctionalInterface
  non-sealed interface OfBits extends HostFunction {
    /**
     * Calls it.
     *
     * @param arguments the bits of one value for each parameter; i32 and f32 in the lower half
     * @return the bits of one value for each result, with anything in the upper half of i32 and
     *     f32; null will do where there are none
     */
    long @Nullable [] call(long[] arguments);
  }
}
