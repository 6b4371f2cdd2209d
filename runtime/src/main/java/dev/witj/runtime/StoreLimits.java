package dev.witj.runtime;

import java.time.Duration;
import java.util.Optional;

/**
 * What the guests of one {@link Store} may use, all its instances together where it says so.
 *
 * @param memoryBytes bytes of linear memory, all memories of the store together; growing past it
 *     answers -1 to the guest, and instantiating past it is an error
 * @param tableElements elements of one table
 * @param coreInstances core instances in the store, all components together
 * @param timeout how long one call from the host may run before it traps; nothing means for ever
 */
public record StoreLimits(
    long memoryBytes, int tableElements, int coreInstances, Optional<Duration> timeout) {
  /** The most a single linear memory can have here: it is one Java array. */
  public static final long MAX_MEMORY_BYTES = 32767L * 65536;

  /** Refuses negative limits. */
  public StoreLimits {
    if (memoryBytes < 0 || tableElements < 0 || coreInstances < 0) {
      throw new IllegalArgumentException("a limit is negative");
    }
    if (timeout.isPresent() && (timeout.get().isNegative() || timeout.get().isZero())) {
      throw new IllegalArgumentException("the timeout is not positive");
    }
  }

  /**
   * As much memory as fits, ten million table elements, a hundred thousand instances, no timeout.
   */
  public static StoreLimits defaults() {
    return new StoreLimits(4 * MAX_MEMORY_BYTES, 10_000_000, 100_000, Optional.empty());
  }

  /** This, with another bound on linear memory. */
  public StoreLimits withMemoryBytes(long bytes) {
    return new StoreLimits(bytes, tableElements, coreInstances, timeout);
  }

  /** This, with another bound on the size of a table. */
  public StoreLimits withTableElements(int elements) {
    return new StoreLimits(memoryBytes, elements, coreInstances, timeout);
  }

  /** This, with another bound on core instances. */
  public StoreLimits withCoreInstances(int instances) {
    return new StoreLimits(memoryBytes, tableElements, instances, timeout);
  }

  /** This, ending each call from the host after a time. */
  public StoreLimits withTimeout(Duration time) {
    return new StoreLimits(memoryBytes, tableElements, coreInstances, Optional.of(time));
  }
}
