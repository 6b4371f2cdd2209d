package dev.witj.engine.internal.run;

import dev.witj.engine.Memory;
import dev.witj.engine.V128;

/**
 * Accesses of vectors that are more than a load of longs. They take the address, the vector and the
 * lane, the offset and the memory.
 */
public final class VectorAccess {
  private VectorAccess() {}

  /** A byte eight times. */
  public static long splat8(long value) {
    return value * 0x0101_0101_0101_0101L;
  }

  /** Two bytes four times. */
  public static long splat16(long value) {
    return value * 0x0001_0001_0001_0001L;
  }

  /** Four bytes twice. */
  public static long splat32(long value) {
    return value << 32 | value;
  }

  private static long pick(long low, long high, int lane, int bits) {
    int perHalf = 64 / bits;
    return (lane < perHalf ? low : high) >>> (lane % perHalf * bits);
  }

  private static V128 put(long low, long high, int lane, int bits, long value) {
    int perHalf = 64 / bits;
    int shift = lane % perHalf * bits;
    long mask = (bits == 64 ? -1L : (1L << bits) - 1) << shift;
    return lane < perHalf
        ? new V128((low & ~mask) | value << shift, high)
        : new V128(low, (high & ~mask) | value << shift);
  }

  /** {@code v128.store}: all of it or nothing. */
  public static void store(int address, long low, long high, int offset, Memory memory) {
    MemoryAccess.i64_store(address, high, after(offset), memory);
    MemoryAccess.i64_store(address, low, offset, memory);
  }

  /** {@code v128.load8_lane}. */
  public static V128 loadLane8(
      int address, long low, long high, int lane, int offset, Memory memory) {
    return put(low, high, lane, 8, MemoryAccess.i64_load8_u(address, offset, memory));
  }

  /** {@code v128.store8_lane}. */
  public static void storeLane8(
      int address, long low, long high, int lane, int offset, Memory memory) {
    MemoryAccess.i64_store8(address, pick(low, high, lane, 8), offset, memory);
  }

  /** {@code v128.load16_lane}. */
  public static V128 loadLane16(
      int address, long low, long high, int lane, int offset, Memory memory) {
    return put(low, high, lane, 16, MemoryAccess.i64_load16_u(address, offset, memory));
  }

  /** {@code v128.store16_lane}. */
  public static void storeLane16(
      int address, long low, long high, int lane, int offset, Memory memory) {
    MemoryAccess.i64_store16(address, pick(low, high, lane, 16), offset, memory);
  }

  /** {@code v128.load32_lane}. */
  public static V128 loadLane32(
      int address, long low, long high, int lane, int offset, Memory memory) {
    return put(low, high, lane, 32, MemoryAccess.i64_load32_u(address, offset, memory));
  }

  /** {@code v128.store32_lane}. */
  public static void storeLane32(
      int address, long low, long high, int lane, int offset, Memory memory) {
    MemoryAccess.i64_store32(address, pick(low, high, lane, 32), offset, memory);
  }

  /** {@code v128.load64_lane}. */
  public static V128 loadLane64(
      int address, long low, long high, int lane, int offset, Memory memory) {
    return put(low, high, lane, 64, MemoryAccess.i64_load(address, offset, memory));
  }

  /** {@code v128.store64_lane}. */
  public static void storeLane64(
      int address, long low, long high, int lane, int offset, Memory memory) {
    MemoryAccess.i64_store(address, pick(low, high, lane, 64), offset, memory);
  }

  /** {@code v128.store}: all of it or nothing. */
  public static void store(long address, long low, long high, long offset, Memory memory) {
    WideAccess.i64_store(address, high, after(offset), memory);
    WideAccess.i64_store(address, low, offset, memory);
  }

  /** {@code v128.load8_lane}. */
  public static V128 loadLane8(
      long address, long low, long high, int lane, long offset, Memory memory) {
    return put(low, high, lane, 8, WideAccess.i64_load8_u(address, offset, memory));
  }

  /** {@code v128.store8_lane}. */
  public static void storeLane8(
      long address, long low, long high, int lane, long offset, Memory memory) {
    WideAccess.i64_store8(address, pick(low, high, lane, 8), offset, memory);
  }

  /** {@code v128.load16_lane}. */
  public static V128 loadLane16(
      long address, long low, long high, int lane, long offset, Memory memory) {
    return put(low, high, lane, 16, WideAccess.i64_load16_u(address, offset, memory));
  }

  /** {@code v128.store16_lane}. */
  public static void storeLane16(
      long address, long low, long high, int lane, long offset, Memory memory) {
    WideAccess.i64_store16(address, pick(low, high, lane, 16), offset, memory);
  }

  /** {@code v128.load32_lane}. */
  public static V128 loadLane32(
      long address, long low, long high, int lane, long offset, Memory memory) {
    return put(low, high, lane, 32, WideAccess.i64_load32_u(address, offset, memory));
  }

  /** {@code v128.store32_lane}. */
  public static void storeLane32(
      long address, long low, long high, int lane, long offset, Memory memory) {
    WideAccess.i64_store32(address, pick(low, high, lane, 32), offset, memory);
  }

  /** {@code v128.load64_lane}. */
  public static V128 loadLane64(
      long address, long low, long high, int lane, long offset, Memory memory) {
    return put(low, high, lane, 64, WideAccess.i64_load(address, offset, memory));
  }

  /** {@code v128.store64_lane}. */
  public static void storeLane64(
      long address, long low, long high, int lane, long offset, Memory memory) {
    WideAccess.i64_store(address, pick(low, high, lane, 64), offset, memory);
  }

  /** Eight bytes further on; an offset that is out of bounds stays so. */
  private static int after(int offset) {
    return offset < 0 || offset > Integer.MAX_VALUE - 8 ? Integer.MIN_VALUE : offset + 8;
  }

  /** Eight bytes further on; an offset that is out of bounds stays so. */
  private static long after(long offset) {
    return offset < 0 || offset > Long.MAX_VALUE - 8 ? -1 : offset + 8;
  }
}
