package dev.witj.binary.core;

import java.util.OptionalInt;

/**
 * A memory.
 *
 * @param index64 whether its addresses are 64-bit
 * @param shared whether threads share it
 * @param pageSizeLog2 the binary logarithm of the page size, if it is given; 16 otherwise
 * @param limits its size in pages
 */
public record MemoryType(
    boolean index64, boolean shared, OptionalInt pageSizeLog2, SizeLimits limits)
    implements ExternType {
  /** The logarithm of the page size where none is given. */
  public static final int DEFAULT_PAGE_SIZE_LOG2 = 16;

  /** A 32-bit memory of ordinary pages. */
  public static MemoryType of(SizeLimits limits) {
    return new MemoryType(false, false, OptionalInt.empty(), limits);
  }

  /** The type of its addresses. */
  public AddressType addressType() {
    return index64 ? AddressType.I64 : AddressType.I32;
  }

  /** The same as a type of values. */
  public NumType indexType() {
    return addressType().numType();
  }
}
