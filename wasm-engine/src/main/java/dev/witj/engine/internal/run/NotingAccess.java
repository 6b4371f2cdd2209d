package dev.witj.engine.internal.run;

import dev.witj.engine.Memory;

/**
 * Stores of code that notes where it writes, as those of {@link MemoryAccess} and {@link
 * VectorAccess}. It is noted first: what is written and not noted would be left to others.
 */
public final class NotingAccess {
  private NotingAccess() {}

  public static void i32_store(int address, int v, int offset, Memory memory) {
    memory.note(MemoryAccess.at(address, offset));
    MemoryAccess.i32_store(address, v, offset, memory);
  }

  public static void i64_store(int address, long v, int offset, Memory memory) {
    memory.note(MemoryAccess.at(address, offset));
    MemoryAccess.i64_store(address, v, offset, memory);
  }

  public static void f32_store(int address, float v, int offset, Memory memory) {
    memory.note(MemoryAccess.at(address, offset));
    MemoryAccess.f32_store(address, v, offset, memory);
  }

  public static void f64_store(int address, double v, int offset, Memory memory) {
    memory.note(MemoryAccess.at(address, offset));
    MemoryAccess.f64_store(address, v, offset, memory);
  }

  public static void i32_store8(int address, int v, int offset, Memory memory) {
    memory.note(MemoryAccess.at(address, offset));
    MemoryAccess.i32_store8(address, v, offset, memory);
  }

  public static void i32_store16(int address, int v, int offset, Memory memory) {
    memory.note(MemoryAccess.at(address, offset));
    MemoryAccess.i32_store16(address, v, offset, memory);
  }

  public static void i64_store8(int address, long v, int offset, Memory memory) {
    memory.note(MemoryAccess.at(address, offset));
    MemoryAccess.i64_store8(address, v, offset, memory);
  }

  public static void i64_store16(int address, long v, int offset, Memory memory) {
    memory.note(MemoryAccess.at(address, offset));
    MemoryAccess.i64_store16(address, v, offset, memory);
  }

  public static void i64_store32(int address, long v, int offset, Memory memory) {
    memory.note(MemoryAccess.at(address, offset));
    MemoryAccess.i64_store32(address, v, offset, memory);
  }

  /** {@code v128.store}: all of it or nothing. */
  public static void store(int address, long low, long high, int offset, Memory memory) {
    memory.note(MemoryAccess.at(address, offset));
    VectorAccess.store(address, low, high, offset, memory);
  }

  /** {@code v128.store8_lane}. */
  public static void storeLane8(
      int address, long low, long high, int lane, int offset, Memory memory) {
    memory.note(MemoryAccess.at(address, offset));
    VectorAccess.storeLane8(address, low, high, lane, offset, memory);
  }

  /** {@code v128.store16_lane}. */
  public static void storeLane16(
      int address, long low, long high, int lane, int offset, Memory memory) {
    memory.note(MemoryAccess.at(address, offset));
    VectorAccess.storeLane16(address, low, high, lane, offset, memory);
  }

  /** {@code v128.store32_lane}. */
  public static void storeLane32(
      int address, long low, long high, int lane, int offset, Memory memory) {
    memory.note(MemoryAccess.at(address, offset));
    VectorAccess.storeLane32(address, low, high, lane, offset, memory);
  }

  /** {@code v128.store64_lane}. */
  public static void storeLane64(
      int address, long low, long high, int lane, int offset, Memory memory) {
    memory.note(MemoryAccess.at(address, offset));
    VectorAccess.storeLane64(address, low, high, lane, offset, memory);
  }
}
