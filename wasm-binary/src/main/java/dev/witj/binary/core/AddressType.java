package dev.witj.binary.core;

/** The type of the addresses of a memory or table. */
public enum AddressType {
  /** 32 bits. */
  I32(NumType.I32, 4),
  /** 64 bits. */
  I64(NumType.I64, 8);

  private final NumType numType;
  private final int size;

  AddressType(NumType numType, int size) {
    this.numType = numType;
    this.size = size;
  }

  /** As a type of values. */
  public NumType numType() {
    return numType;
  }

  /** How many bytes an address takes in memory, which is also its alignment. */
  public int size() {
    return size;
  }

  /**
   * An address or a length.
   *
   * @param bits the core value, whose upper half may hold anything if it is 32 bits wide
   * @return the same as an unsigned number
   */
  public long address(long bits) {
    return switch (this) {
      case I32 -> Integer.toUnsignedLong((int) bits);
      case I64 -> bits;
    };
  }

  @Override
  public String toString() {
    return numType.toString();
  }
}
