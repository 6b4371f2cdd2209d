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
  public NumType indexType() {
    return index64 ? NumType.I64 : NumType.I32;
  }
}
