package dev.witj.engine;

import java.util.Optional;

/**
 * Keeps what guests use within limits. Confined to the instances it is given to. Whatever is not
 * overridden lets everything pass.
 */
public interface Meter {
  /** Lets everything pass. */
  Meter UNLIMITED = new Meter() {};

  /** Takes bytes of memory out of what is left; false, taking nothing, if that is too little. */
  default boolean takeMemory(long bytes) {
    return true;
  }

  /**
   * Takes address space out of what is left, for a memory that is mapped: what it can become as
   * long as it has there, however little of it is in use.
   *
   * @param bytes how much it could use at most
   * @return how much it gets, at most that; with less than an array can have it becomes an array
   */
  default long takeAddressSpace(long bytes) {
    return bytes;
  }

  /** The most elements a table may have. */
  default int maxTableElements() {
    return Integer.MAX_VALUE;
  }

  /**
   * Takes elements of tables out of what is left for all tables together; false, taking nothing, if
   * that is too little.
   */
  default boolean takeTableElements(long count) {
    return true;
  }

  /** Takes an instance out of what is left; false, taking nothing, if there is none. */
  default boolean takeInstance() {
    return true;
  }

  /**
   * Hears of each memory that an instance makes for itself; may {@link Memory#release} it once the
   * instances are gone.
   */
  default void made(Memory memory) {}

  /** What the instances ask whether they may go on. */
  default Interruption interruption() {
    return Interruption.BY_THREAD;
  }

  /** What the instances may use up; nothing if that is without bounds, which costs less. */
  default Optional<Fuel> fuel() {
    return Optional.empty();
  }

  /**
   * Whether the instances note where they write to memories, which they then do a little slower: so
   * that what they leave can be given to others in less time, after instances that only ran
   * briefly. Whoever else writes to such a memory has to {@linkplain Memory#note(long, long) note}
   * that.
   */
  default boolean isNoting() {
    return false;
  }

  /** What counts the objects of the instances. */
  default ObjectHeap objects() {
    return ObjectHeap.unlimited();
  }
}
