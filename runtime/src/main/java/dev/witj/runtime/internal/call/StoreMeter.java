package dev.witj.runtime.internal.call;

import dev.witj.engine.Fuel;
import dev.witj.engine.Interruption;
import dev.witj.engine.Memory;
import dev.witj.engine.Meter;
import dev.witj.engine.ObjectHeap;
import dev.witj.runtime.StoreLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Counts what the guests of a store take, all together, against its limits. */
final class StoreMeter implements Meter {
  /** How many memories can have as much address space as the limit on memory lets them fill. */
  private static final int MAPPED_MEMORIES = 4;

  private final StoreLimits limits;
  private final Optional<Fuel> fuel;
  private final Interruption interruption;
  private final List<Memory> memories = new ArrayList<>(1);
  private final ObjectHeap objects;
  private final boolean brief;
  private long memory;
  private long addressSpaceLeft;
  private long elements;
  private int taken;

  /**
   * Counts from nothing.
   *
   * @param brief whether the guests are soon gone
   */
  StoreMeter(StoreLimits limits, Interruption interruption, boolean brief) {
    this.limits = limits;
    this.fuel =
        limits.fuel().isPresent()
            ? Optional.of(new Fuel(limits.fuel().getAsLong()))
            : Optional.empty();
    this.interruption = interruption;
    this.brief = brief;
    this.addressSpaceLeft =
        Math.min(limits.memoryBytes(), Long.MAX_VALUE / MAPPED_MEMORIES) * MAPPED_MEMORIES;
    this.objects = new ObjectHeap(limits.objectBytes());
  }

  @Override
  public boolean takeMemory(long bytes) {
    if (bytes > limits.memoryBytes() - memory) {
      return false;
    }
    memory += bytes;
    return true;
  }

  @Override
  public long takeAddressSpace(long bytes) {
    long granted = Math.min(bytes, Math.min(addressSpaceLeft, limits.memoryBytes()));
    addressSpaceLeft -= granted;
    return granted;
  }

  @Override
  public int maxTableElements() {
    return limits.tableElements();
  }

  @Override
  public boolean takeTableElements(long count) {
    if (count > limits.tableElements() - elements) {
      return false;
    }
    elements += count;
    return true;
  }

  @Override
  public boolean takeInstance() {
    if (taken >= limits.coreInstances()) {
      return false;
    }
    taken++;
    return true;
  }

  @Override
  public void made(Memory memory) {
    memories.add(memory);
  }

  @Override
  public Optional<Fuel> fuel() {
    return fuel;
  }

  @Override
  public Interruption interruption() {
    return interruption;
  }

  @Override
  public boolean isNoting() {
    return brief;
  }

  @Override
  public ObjectHeap objects() {
    return objects;
  }

  /** How many bytes memories and tables take. */
  long bytes() {
    return memory + elements * ObjectHeap.REFERENCE_BYTES;
  }

  /**
   * The store is closed.
   *
   * @param idle whether nobody is in the guests any more and nobody gets in, so that their memories
   *     may serve others
   */
  void close(boolean idle) {
    if (idle) {
      memories.forEach(Memory::release);
    }
    memories.clear();
  }
}
