package dev.witj.binary.core;

import java.util.OptionalLong;

/**
 * How small and how large a table or a memory may be.
 *
 * @param minimum the initial size; bits of an unsigned number
 * @param maximum the largest size, if it is bounded; bits of an unsigned number
 */
public record SizeLimits(long minimum, OptionalLong maximum) {
  /** No upper bound. */
  public static SizeLimits atLeast(long minimum) {
    return new SizeLimits(minimum, OptionalLong.empty());
  }

  /** Both bounds. */
  public static SizeLimits between(long minimum, long maximum) {
    return new SizeLimits(minimum, OptionalLong.of(maximum));
  }
}
