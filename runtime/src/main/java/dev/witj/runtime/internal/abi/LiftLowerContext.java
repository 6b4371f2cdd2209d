package dev.witj.runtime.internal.abi;

import static dev.witj.runtime.TrapException.trapIf;

import dev.witj.binary.core.AddressType;
import dev.witj.runtime.ResourceType;
import dev.witj.runtime.TrapCode;
import dev.witj.runtime.internal.core.LinearMemory;
import org.jspecify.annotations.Nullable;

/**
 * Where values are lifted from or lowered to during one call: the memory and the handles of one
 * instance.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md#lifting-and-lowering-context">Lifting
 *     and Lowering Context</a>
 */
public final class LiftLowerContext {
  /** After how many bytes it is looked again whether the call is to end, as a power of two. */
  private static final int POLL = 16;

  private final LiftLowerOptions options;
  private final @Nullable BorrowScope scope;
  private final Peer peer;
  private long fuel;

  /**
   * The context of a call.
   *
   * @param options what all calls have
   * @param scope the call, which keeps count of borrows; null where no borrow is among the values
   * @param peer the other side
   * @param fuel how many bytes of Java values may be lifted, about
   */
  public LiftLowerContext(
      LiftLowerOptions options, @Nullable BorrowScope scope, Peer peer, long fuel) {
    this.options = options;
    this.scope = scope;
    this.peer = peer;
    this.fuel = fuel;
  }

  StringEncoding encoding() {
    return options.encoding();
  }

  ComponentInstance instance() {
    return options.instance();
  }

  ResourceType resource(int slot) {
    return options.resources().get(slot);
  }

  Peer peer() {
    return peer;
  }

  BorrowScope.OfTask task() {
    if (scope instanceof BorrowScope.OfTask task) {
      return task;
    }
    throw new IllegalStateException("a borrow is lowered outside of a call into the instance");
  }

  BorrowScope.OfSubtask subtask() {
    if (scope instanceof BorrowScope.OfSubtask subtask) {
      return subtask;
    }
    throw new IllegalStateException("a borrow is lifted outside of a call out of the instance");
  }

  AddressType addressType() {
    return options.addressType();
  }

  LinearMemory memory() {
    LinearMemory memory = options.memory();
    if (memory == null) {
      throw new IllegalStateException("the function's options name no memory");
    }
    return memory;
  }

  /** Whether a stretch lies in memory; both numbers are unsigned. */
  boolean inBounds(long pointer, long length) {
    long end = memory().byteLength();
    return Long.compareUnsigned(length, end) <= 0
        && Long.compareUnsigned(pointer, end - length) <= 0;
  }

  /**
   * Counts bytes that a Java value takes, before it is made.
   *
   * @throws dev.witj.runtime.TrapException if they are too many, or if the call is to end
   */
  void useFuel(long bytes) {
    long before = fuel;
    fuel -= bytes;
    if (fuel >> POLL != before >> POLL) {
      trapIf(fuel < 0, TrapCode.LIFT_FUEL_EXHAUSTED);
      instance().poll();
    }
  }

  /** How many bytes of Java values may still be lifted, about. */
  public long fuelLeft() {
    return fuel;
  }

  /** A block of the guest's own allocator, which may well return nonsense. */
  long realloc(long oldPointer, long oldSize, int alignment, long newSize) {
    Realloc realloc = options.realloc();
    if (realloc == null) {
      throw new IllegalStateException("the function's options name no realloc");
    }
    ComponentInstance instance = instance();
    instance.poll();
    boolean before = instance.mayLeave();
    instance.setMayLeave(false);
    long pointer;
    try {
      pointer = realloc.realloc(oldPointer, oldSize, alignment, newSize);
    } finally {
      instance.setMayLeave(before);
    }
    trapIf(!Alignment.isAligned(pointer, alignment), TrapCode.REALLOC_UNALIGNED);
    trapIf(!inBounds(pointer, newSize), TrapCode.REALLOC_OUT_OF_BOUNDS);
    return pointer;
  }
}
