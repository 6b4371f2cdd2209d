package dev.witj.runtime;

import java.time.Duration;
import java.util.Optional;

/**
 * What the guests of one {@link Store} may use, all its instances together where it says so.
 *
 * @param memoryBytes bytes of linear memory, all memories of the store together; growing past it
 *     answers -1 to the guest, and instantiating past it is an error
 * @param objectBytes about how many bytes of structures, arrays and exceptions the guests of the
 *     store hold together, and of what their instances take themselves; one more is a trap. Those
 *     that are dead count until the JVM has collected them
 * @param tableElements elements of all tables of the store together; growing past it answers -1
 * @param coreInstances core instances in the store, all components together
 * @param handles what the guests hold at a time: handles of resources, ends of streams and futures,
 *     waitable sets, and the tasks and threads that have not ended; one more is a trap
 * @param liftedBytes about how many bytes of Java values one call may make of a guest's; more is a
 *     trap
 * @param timeout how long one call from the host may run before it traps; nothing means for ever
 */
public record StoreLimits(
    long memoryBytes,
    long objectBytes,
    int tableElements,
    int coreInstances,
    int handles,
    long liftedBytes,
    Optional<Duration> timeout) {
  /** The most a single linear memory can have here: it is one Java array. */
  public static final long MAX_MEMORY_BYTES = 32767L * 65536;

  /** Refuses negative limits. */
  public StoreLimits {
    if (memoryBytes < 0
        || objectBytes < 0
        || tableElements < 0
        || coreInstances < 0
        || handles < 0
        || liftedBytes < 0) {
      throw new IllegalArgumentException("a limit is negative");
    }
    if (timeout.isPresent() && (timeout.get().isNegative() || timeout.get().isZero())) {
      throw new IllegalArgumentException("the timeout is not positive");
    }
  }

  /**
   * Half of the Java heap as linear memory, at most eight gigabytes; a quarter of it for objects; a
   * million table elements, a hundred thousand core instances, a hundred thousand handles, 128 MiB
   * of values for each call, no timeout.
   */
  public static StoreLimits defaults() {
    return new StoreLimits(
        Math.min(4 * MAX_MEMORY_BYTES, Runtime.getRuntime().maxMemory() / 2),
        Runtime.getRuntime().maxMemory() / 4,
        1_000_000,
        100_000,
        100_000,
        128L << 20,
        Optional.empty());
  }

  /** This, with another bound on linear memory. */
  public StoreLimits withMemoryBytes(long bytes) {
    return new StoreLimits(
        bytes, objectBytes, tableElements, coreInstances, handles, liftedBytes, timeout);
  }

  /** This, with another bound on objects of the garbage collection proposal. */
  public StoreLimits withObjectBytes(long bytes) {
    return new StoreLimits(
        memoryBytes, bytes, tableElements, coreInstances, handles, liftedBytes, timeout);
  }

  /** This, with another bound on elements of tables. */
  public StoreLimits withTableElements(int elements) {
    return new StoreLimits(
        memoryBytes, objectBytes, elements, coreInstances, handles, liftedBytes, timeout);
  }

  /** This, with another bound on core instances. */
  public StoreLimits withCoreInstances(int instances) {
    return new StoreLimits(
        memoryBytes, objectBytes, tableElements, instances, handles, liftedBytes, timeout);
  }

  /** This, with another bound on handles. */
  public StoreLimits withHandles(int count) {
    return new StoreLimits(
        memoryBytes, objectBytes, tableElements, coreInstances, count, liftedBytes, timeout);
  }

  /** This, with another bound on the values of a call. */
  public StoreLimits withLiftedBytes(long bytes) {
    return new StoreLimits(
        memoryBytes, objectBytes, tableElements, coreInstances, handles, bytes, timeout);
  }

  /** This, ending each call from the host after a time. */
  public StoreLimits withTimeout(Duration time) {
    return new StoreLimits(
        memoryBytes,
        objectBytes,
        tableElements,
        coreInstances,
        handles,
        liftedBytes,
        Optional.of(time));
  }
}
