package dev.witj.runtime.internal.core;

import dev.witj.binary.core.AddressType;

/**
 * A linear memory as the ABI sees it. Both methods are asked anew after each call of a guest, since
 * the memory may have grown and moved.
 */
public interface LinearMemory {
  /** The bytes; the array may be longer than the memory. */
  byte[] bytes();

  /** The length of the memory. */
  int byteLength();

  /** The type of its addresses. */
  default AddressType addressType() {
    return AddressType.I32;
  }
}
