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
  /** An address or a length in memory; see {@link AddressType#address}. */
  public long address(long bits) {
    return addressType.address(bits);
  }
}
