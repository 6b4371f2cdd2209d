package dev.witj.binary.core;

/**
 * A table.
 *
 * @param element what it holds
 * @param index64 whether its indices are 64-bit
 * @param shared whether threads share it
 * @param limits its size in elements
 */
public record TableType(RefType element, boolean index64, boolean shared, SizeLimits limits)
    implements ExternType {
  /** A table that is indexed by 32-bit numbers. */
  public static TableType of(RefType element, SizeLimits limits) {
    return new TableType(element, false, false, limits);
  }

  /** The type of its indices. */
  public AddressType addressType() {
    return index64 ? AddressType.I64 : AddressType.I32;
  }

  /** The same as a type of values. */
  public NumType indexType() {
    return addressType().numType();
  }
}
