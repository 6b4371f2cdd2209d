package dev.witj.engine.internal.run;

import dev.witj.engine.Memory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Loads and stores, named after their instructions, which take the address, the operand, the offset
 * and the memory, which is an array: {@link WideAccess} serves all. What is out of bounds raises an
 * {@link IndexOutOfBoundsException}, which becomes a trap where the guest was entered: so the check
 * is the JVM's own, and costs nothing on top.
 */
public final class MemoryAccess {
  // Compiled code uses these where it writes accesses out.
  public static final VarHandle SHORT = view(short[].class);
  public static final VarHandle INT = view(int[].class);
  public static final VarHandle LONG = view(long[].class);
  public static final VarHandle FLOAT = view(float[].class);
  public static final VarHandle DOUBLE = view(double[].class);

  private MemoryAccess() {}

  /**
   * One that does not look for exact types at each access, which there always are: that costs code
   * until it is optimised.
   */
  private static VarHandle view(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * The sum of two unsigned numbers, negative if it or the address is beyond an array's index. An
   * offset that is beyond it comes as the smallest number.
   */
  static int at(int address, int offset) {
    if (offset != 0 && address < 0) {
      throw outOfBounds();
    }
    return address + offset;
  }

  /** What is raised for an address that no array has. */
  static IndexOutOfBoundsException outOfBounds() {
    return new IndexOutOfBoundsException();
  }

  public static int i32_load(int address, int offset, Memory memory) {
    byte[] m = memory.bytes();
    return (int) INT.get(m, at(address, offset));
  }

  public static long i64_load(int address, int offset, Memory memory) {
    byte[] m = memory.bytes();
    return (long) LONG.get(m, at(address, offset));
  }

  public static float f32_load(int address, int offset, Memory memory) {
    byte[] m = memory.bytes();
    return (float) FLOAT.get(m, at(address, offset));
  }

  public static double f64_load(int address, int offset, Memory memory) {
    byte[] m = memory.bytes();
    return (double) DOUBLE.get(m, at(address, offset));
  }

  public static int i32_load8_s(int address, int offset, Memory memory) {
    byte[] m = memory.bytes();
    return m[at(address, offset)];
  }

  public static int i32_load8_u(int address, int offset, Memory memory) {
    byte[] m = memory.bytes();
    return m[at(address, offset)] & 0xff;
  }

  public static int i32_load16_s(int address, int offset, Memory memory) {
    byte[] m = memory.bytes();
    return (short) SHORT.get(m, at(address, offset));
  }

  public static int i32_load16_u(int address, int offset, Memory memory) {
    byte[] m = memory.bytes();
    return (short) SHORT.get(m, at(address, offset)) & 0xffff;
  }

  public static long i64_load8_s(int address, int offset, Memory memory) {
    byte[] m = memory.bytes();
    return m[at(address, offset)];
  }

  public static long i64_load8_u(int address, int offset, Memory memory) {
    byte[] m = memory.bytes();
    return m[at(address, offset)] & 0xffL;
  }

  public static long i64_load16_s(int address, int offset, Memory memory) {
    byte[] m = memory.bytes();
    return (short) SHORT.get(m, at(address, offset));
  }

  public static long i64_load16_u(int address, int offset, Memory memory) {
    byte[] m = memory.bytes();
    return (short) SHORT.get(m, at(address, offset)) & 0xffffL;
  }

  public static long i64_load32_s(int address, int offset, Memory memory) {
    byte[] m = memory.bytes();
    return (int) INT.get(m, at(address, offset));
  }

  public static long i64_load32_u(int address, int offset, Memory memory) {
    byte[] m = memory.bytes();
    return (int) INT.get(m, at(address, offset)) & 0xffff_ffffL;
  }

  public static void i32_store(int address, int v, int offset, Memory memory) {
    byte[] m = memory.bytes();
    INT.set(m, at(address, offset), v);
  }

  public static void i64_store(int address, long v, int offset, Memory memory) {
    byte[] m = memory.bytes();
    LONG.set(m, at(address, offset), v);
  }

  public static void f32_store(int address, float v, int offset, Memory memory) {
    byte[] m = memory.bytes();
    FLOAT.set(m, at(address, offset), v);
  }

  public static void f64_store(int address, double v, int offset, Memory memory) {
    byte[] m = memory.bytes();
    DOUBLE.set(m, at(address, offset), v);
  }

  public static void i32_store8(int address, int v, int offset, Memory memory) {
    byte[] m = memory.bytes();
    m[at(address, offset)] = (byte) v;
  }

  public static void i32_store16(int address, int v, int offset, Memory memory) {
    byte[] m = memory.bytes();
    SHORT.set(m, at(address, offset), (short) v);
  }

  public static void i64_store8(int address, long v, int offset, Memory memory) {
    byte[] m = memory.bytes();
    m[at(address, offset)] = (byte) v;
  }

  public static void i64_store16(int address, long v, int offset, Memory memory) {
    byte[] m = memory.bytes();
    SHORT.set(m, at(address, offset), (short) v);
  }

  public static void i64_store32(int address, long v, int offset, Memory memory) {
    byte[] m = memory.bytes();
    INT.set(m, at(address, offset), (int) v);
  }
}
