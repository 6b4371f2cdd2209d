package dev.witj.runtime.internal.core;

/** The type of a memory's addresses, and so of pointers and lengths. */
public enum AddressType {
  I32(4, CoreType.I32),
  I64(8, CoreType.I64);

  private final int size;
  private final CoreType coreType;

  AddressType(int size, CoreType coreType) {
    this.size = size;
    this.coreType = coreType;
  }

  /** The size of a pointer in bytes. */
  public int size() {
    return size;
  }

  /** The core type of a pointer. */
  public CoreType coreType() {
    return coreType;
  }
}
