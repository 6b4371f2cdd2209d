package dev.witj.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * What the guests of one {@link Store} may use, all its instances together where it says so.
 *
 * @param memoryBytes bytes of linear memory, all memories of the store together; growing past it
 *     answers -1 to the guest, and instantiating past it is an error. Four times as much address
 *     space is set aside at most for memories that can become longer than an array
 * @param objectBytes about how many bytes of structures, arrays and exceptions the guests of the
 *     store hold together, and of what their instances take themselves; one more is a trap. Those
 *     that are dead count until the JVM has collected them
 * @param tableElements elements of all tables of the store together; growing past it answers -1
 * @param coreInstances core instances in the store, all components together
 * @param handles what the guests hold at a time: handles of resources, ends of streams and futures,
 *     waitable sets, and the tasks and threads that have not ended; one more is a trap
 * @param stacks threads of guests at a time that have frames on a stack, besides those in which the
 *     host calls; one more is a trap. A stack that waits lies on the Java heap
 * @param liftedBytes about how many bytes of Java values one call may make of a guest's, and how
 *     many the messages of its error contexts may have together; also how many calls of the host
 *     that wait may take, with their arguments, and streams and futures between guests and the
 *     host, about 6 KiB each for the threads that wait for them; more is a trap. What the host has
 *     read for streams, and nobody took, becomes small pieces from half as much on
 * @param timeout how long one call from the host may run before it traps; nothing means for ever
 * @param fuel how many units of fuel the guests of the store may use up together, after which they
 *     trap: see {@link Store#fuel}; nothing means any number, and costs less
 */
public record StoreLimits(
    long memoryBytes,
    long objectBytes,
    int tableElements,
    int coreInstances,
    int handles,
    int stacks,
    long liftedBytes,
    Optional<Duration> timeout,
    OptionalLong fuel) {
  /** The most that a linear memory can have as a Java array, as most are. */
  public static final long MAX_MEMORY_BYTES = 32767L * 65536;

  /** About how large a stack can become, the usual size of one in the JVM. */
  private static final long STACK_BYTES = 1 << 20;

  /** Refuses negative limits. */
  public StoreLimits {
    if (memoryBytes < 0
        || objectBytes < 0
        || tableElements < 0
        || coreInstances < 0
        || handles < 0
        || stacks < 0
        || liftedBytes < 0
        || fuel.orElse(0) < 0) {
      throw new IllegalArgumentException("a limit is negative");
    }
    if (timeout.isPresent() && (timeout.get().isNegative() || timeout.get().isZero())) {
      throw new IllegalArgumentException("the timeout is not positive");
    }
  }

  /**
   * Half of the Java heap as linear memory, at most eight gigabytes; an eighth of it for objects; a
   * million table elements, a hundred thousand core instances, a hundred thousand handles, a stack
   * for every four megabytes of the Java heap, but 256 at least, 128 MiB of values for each call,
   * no timeout, no bound on fuel.
   */
  public static StoreLimits defaults() {
    return new StoreLimits(
        Math.min(4 * MAX_MEMORY_BYTES, Runtime.getRuntime().maxMemory() / 2),
        Runtime.getRuntime().maxMemory() / 8,
        1_000_000,
        100_000,
        100_000,
        Math.clamp(Runtime.getRuntime().maxMemory() / 4 / STACK_BYTES, 256, 100_000),
        128L << 20,
        Optional.empty(),
        OptionalLong.empty());
  }

  /** This, with another bound on linear memory. */
  public StoreLimits withMemoryBytes(long bytes) {
    return with(draft -> draft.memoryBytes = bytes);
  }

  /** This, with another bound on objects of the garbage collection proposal. */
  public StoreLimits withObjectBytes(long bytes) {
    return with(draft -> draft.objectBytes = bytes);
  }

  /** This, with another bound on elements of tables. */
  public StoreLimits withTableElements(int elements) {
    return with(draft -> draft.tableElements = elements);
  }

  /** This, with another bound on core instances. */
  public StoreLimits withCoreInstances(int instances) {
    return with(draft -> draft.coreInstances = instances);
  }

  /** This, with another bound on handles. */
  public StoreLimits withHandles(int count) {
    return with(draft -> draft.handles = count);
  }

  /** This, with another bound on stacks. */
  public StoreLimits withStacks(int count) {
    return with(draft -> draft.stacks = count);
  }

  /** This, with another bound on the values of a call. */
  public StoreLimits withLiftedBytes(long bytes) {
    return with(draft -> draft.liftedBytes = bytes);
  }

  /** This, ending each call from the host after a time. */
  public StoreLimits withTimeout(Duration time) {
    return with(draft -> draft.timeout = Optional.of(time));
  }

  /** This, with a bound on what the guests do that is the same on every machine. */
  public StoreLimits withFuel(long units) {
    return with(draft -> draft.fuel = OptionalLong.of(units));
  }

  private StoreLimits with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.toLimits();
  }

  /** Limits of which one is being changed. */
  private static final class Draft {
    private long memoryBytes;
    private long objectBytes;
    private int tableElements;
    private int coreInstances;
    private int handles;
    private int stacks;
    private long liftedBytes;
    private Optional<Duration> timeout;
    private OptionalLong fuel;

    Draft(StoreLimits of) {
      this.memoryBytes = of.memoryBytes;
      this.objectBytes = of.objectBytes;
      this.tableElements = of.tableElements;
      this.coreInstances = of.coreInstances;
      this.handles = of.handles;
      this.stacks = of.stacks;
      this.liftedBytes = of.liftedBytes;
      this.timeout = of.timeout;
      this.fuel = of.fuel;
    }

    StoreLimits toLimits() {
      return new StoreLimits(
          memoryBytes,
          objectBytes,
          tableElements,
          coreInstances,
          handles,
          stacks,
          liftedBytes,
          timeout,
          fuel);
    }
  }
}
