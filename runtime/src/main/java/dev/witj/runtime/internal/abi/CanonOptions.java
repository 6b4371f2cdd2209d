package dev.witj.runtime.internal.abi;

import dev.witj.binary.core.AddressType;

/**
 * The part of a canonical function's options that is the same for all instances of a component.
 *
 * @param encoding how strings are kept
 * @param addressType the type of the memory's addresses
 * @param async whether the {@code async} option is given
 * @param callback whether a callback function is given
 */
public record CanonOptions(
    StringEncoding encoding, AddressType addressType, boolean async, boolean callback) {
  /**
   * An address or a length in memory.
   *
   * @param bits the core value, whose upper half may hold anything if it is 32 bits wide
   * @return the same as an unsigned number
   */
  public long address(long bits) {
    return switch (addressType) {
      case I32 -> Integer.toUnsignedLong((int) bits);
      case I64 -> bits;
    };
  }
}
