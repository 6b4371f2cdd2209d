package dev.witj.runtime.internal.abi;

import dev.witj.binary.core.AddressType;

/**
 * Core values one after the other, as raw bits, read or written.
 *
 * <p>A payload of a variant travels in slots that may be wider than its own core types, which joins
 * the types of all cases. In terms of bits, the conversions that the specification asks for are to
 * read only the low half where 32 bits are wanted, and to write 32 bits zero-extended.
 */
public final class CoreValueIter {
  private final long[] values;
  private int next;

  /** Reads from, or writes to, the start of an array. */
  public CoreValueIter(long[] values) {
    this.values = values;
  }

  int nextI32() {
    return (int) values[next++];
  }

  long nextI64() {
    return values[next++];
  }

  long nextPointer(AddressType type) {
    return switch (type) {
      case I32 -> Integer.toUnsignedLong(nextI32());
      case I64 -> nextI64();
    };
  }

  void putI32(int bits) {
    values[next++] = Integer.toUnsignedLong(bits);
  }

  void putI64(long bits) {
    values[next++] = bits;
  }

  int position() {
    return next;
  }

  void moveTo(int position) {
    next = position;
  }

  void skip(int count) {
    next += count;
  }
}
