package dev.witj.runtime.internal.abi;

/** The guest's allocator. */
@FunctionalInterface
public interface Realloc {
  /**
   * Calls the guest, with {@link ComponentInstance#mayLeave} off.
   *
   * @return the address of the block, unsigned and unchecked
   */
  long realloc(long oldPointer, long oldSize, int alignment, long newSize);
}
