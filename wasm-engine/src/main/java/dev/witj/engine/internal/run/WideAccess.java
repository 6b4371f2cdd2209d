package dev.witj.engine.internal.run;

import dev.witj.engine.Memory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Loads and stores as those of {@link MemoryAccess}, with 64 bits for the address and the offset,
 * for memories that can be an array or mapped. Addresses of 32 bits come as unsigned numbers.
 */
public final class WideAccess {
  private static final ValueLayout.OfByte BYTE_IN = ValueLayout.JAVA_BYTE;
  private static final ValueLayout.OfShort SHORT_IN =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT_IN =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG_IN =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfFloat FLOAT_IN =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfDouble DOUBLE_IN =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private WideAccess() {}

  /**
   * The sum of two unsigned numbers; if it is beyond 64 bits, an address that is out of bounds
   * everywhere and aligned as the sum is.
   */
  public static long effective(long address, long offset) {
    long sum = address + offset;
    return Long.compareUnsigned(sum, address) < 0 ? sum | Long.MIN_VALUE : sum;
  }

  /** The sum of two unsigned numbers, negative if it is beyond an array's index. */
  private static int at(long address, long offset) {
    long sum = address + offset;
    return (address | offset | sum) < 0 || sum > Integer.MAX_VALUE ? -1 : (int) sum;
  }

  /** The sum of two unsigned numbers, as an offset in a memory that is mapped. */
  private static long sum(long address, long offset) {
    long sum = address + offset;
    if ((address | offset | sum) < 0) {
      throw MemoryAccess.outOfBounds();
    }
    return sum;
  }

  public static int i32_load(long address, long offset, Memory memory) {
    MemorySegment mapped = memory.mapped;
    return mapped == null
        ? (int) MemoryAccess.INT.get(memory.bytes(), at(address, offset))
        : mapped.get(INT_IN, sum(address, offset));
  }

  public static long i64_load(long address, long offset, Memory memory) {
    MemorySegment mapped = memory.mapped;
    return mapped == null
        ? (long) MemoryAccess.LONG.get(memory.bytes(), at(address, offset))
        : mapped.get(LONG_IN, sum(address, offset));
  }

  public static float f32_load(long address, long offset, Memory memory) {
    MemorySegment mapped = memory.mapped;
    return mapped == null
        ? (float) MemoryAccess.FLOAT.get(memory.bytes(), at(address, offset))
        : mapped.get(FLOAT_IN, sum(address, offset));
  }

  public static double f64_load(long address, long offset, Memory memory) {
    MemorySegment mapped = memory.mapped;
    return mapped == null
        ? (double) MemoryAccess.DOUBLE.get(memory.bytes(), at(address, offset))
        : mapped.get(DOUBLE_IN, sum(address, offset));
  }

  public static int i32_load8_s(long address, long offset, Memory memory) {
    MemorySegment mapped = memory.mapped;
    return mapped == null
        ? memory.bytes()[at(address, offset)]
        : mapped.get(BYTE_IN, sum(address, offset));
  }

  public static int i32_load8_u(long address, long offset, Memory memory) {
    MemorySegment mapped = memory.mapped;
    return (mapped == null
            ? memory.bytes()[at(address, offset)]
            : mapped.get(BYTE_IN, sum(address, offset)))
        & 0xff;
  }

  public static int i32_load16_s(long address, long offset, Memory memory) {
    MemorySegment mapped = memory.mapped;
    return mapped == null
        ? (short) MemoryAccess.SHORT.get(memory.bytes(), at(address, offset))
        : mapped.get(SHORT_IN, sum(address, offset));
  }

  public static int i32_load16_u(long address, long offset, Memory memory) {
    MemorySegment mapped = memory.mapped;
    return (mapped == null
            ? (short) MemoryAccess.SHORT.get(memory.bytes(), at(address, offset))
            : mapped.get(SHORT_IN, sum(address, offset)))
        & 0xffff;
  }

  public static long i64_load8_s(long address, long offset, Memory memory) {
    MemorySegment mapped = memory.mapped;
    return mapped == null
        ? memory.bytes()[at(address, offset)]
        : mapped.get(BYTE_IN, sum(address, offset));
  }

  public static long i64_load8_u(long address, long offset, Memory memory) {
    MemorySegment mapped = memory.mapped;
    return (mapped == null
            ? memory.bytes()[at(address, offset)]
            : mapped.get(BYTE_IN, sum(address, offset)))
        & 0xffL;
  }

  public static long i64_load16_s(long address, long offset, Memory memory) {
    MemorySegment mapped = memory.mapped;
    return mapped == null
        ? (short) MemoryAccess.SHORT.get(memory.bytes(), at(address, offset))
        : mapped.get(SHORT_IN, sum(address, offset));
  }

  public static long i64_load16_u(long address, long offset, Memory memory) {
    MemorySegment mapped = memory.mapped;
    return (mapped == null
            ? (short) MemoryAccess.SHORT.get(memory.bytes(), at(address, offset))
            : mapped.get(SHORT_IN, sum(address, offset)))
        & 0xffffL;
  }

  public static long i64_load32_s(long address, long offset, Memory memory) {
    MemorySegment mapped = memory.mapped;
    return mapped == null
        ? (int) MemoryAccess.INT.get(memory.bytes(), at(address, offset))
        : mapped.get(INT_IN, sum(address, offset));
  }

  public static long i64_load32_u(long address, long offset, Memory memory) {
    MemorySegment mapped = memory.mapped;
    return (mapped == null
            ? (int) MemoryAccess.INT.get(memory.bytes(), at(address, offset))
            : mapped.get(INT_IN, sum(address, offset)))
        & 0xffff_ffffL;
  }

  public static void i32_store(long address, int v, long offset, Memory memory) {
    MemorySegment mapped = memory.mapped;
    if (mapped == null) {
      MemoryAccess.INT.set(memory.bytes(), at(address, offset), v);
    } else {
      mapped.set(INT_IN, sum(address, offset), v);
    }
  }

  public static void i64_store(long address, long v, long offset, Memory memory) {
    MemorySegment mapped = memory.mapped;
    if (mapped == null) {
      MemoryAccess.LONG.set(memory.bytes(), at(address, offset), v);
    } else {
      mapped.set(LONG_IN, sum(address, offset), v);
    }
  }

  public static void f32_store(long address, float v, long offset, Memory memory) {
    MemorySegment mapped = memory.mapped;
    if (mapped == null) {
      MemoryAccess.FLOAT.set(memory.bytes(), at(address, offset), v);
    } else {
      mapped.set(FLOAT_IN, sum(address, offset), v);
    }
  }

  public static void f64_store(long address, double v, long offset, Memory memory) {
    MemorySegment mapped = memory.mapped;
    if (mapped == null) {
      MemoryAccess.DOUBLE.set(memory.bytes(), at(address, offset), v);
    } else {
      mapped.set(DOUBLE_IN, sum(address, offset), v);
    }
  }

  public static void i32_store8(long address, int v, long offset, Memory memory) {
    MemorySegment mapped = memory.mapped;
    if (mapped == null) {
      memory.bytes()[at(address, offset)] = (byte) v;
    } else {
      mapped.set(BYTE_IN, sum(address, offset), (byte) v);
    }
  }

  public static void i32_store16(long address, int v, long offset, Memory memory) {
    MemorySegment mapped = memory.mapped;
    if (mapped == null) {
      MemoryAccess.SHORT.set(memory.bytes(), at(address, offset), (short) v);
    } else {
      mapped.set(SHORT_IN, sum(address, offset), (short) v);
    }
  }

  public static void i64_store8(long address, long v, long offset, Memory memory) {
    MemorySegment mapped = memory.mapped;
    if (mapped == null) {
      memory.bytes()[at(address, offset)] = (byte) v;
    } else {
      mapped.set(BYTE_IN, sum(address, offset), (byte) v);
    }
  }

  public static void i64_store16(long address, long v, long offset, Memory memory) {
    MemorySegment mapped = memory.mapped;
    if (mapped == null) {
      MemoryAccess.SHORT.set(memory.bytes(), at(address, offset), (short) v);
    } else {
      mapped.set(SHORT_IN, sum(address, offset), (short) v);
    }
  }

  public static void i64_store32(long address, long v, long offset, Memory memory) {
    MemorySegment mapped = memory.mapped;
    if (mapped == null) {
      MemoryAccess.INT.set(memory.bytes(), at(address, offset), (int) v);
    } else {
      mapped.set(INT_IN, sum(address, offset), (int) v);
    }
  }
}
