package dev.witj.engine.internal.numeric;

import dev.witj.engine.Memory;
import dev.witj.engine.Trap;
import dev.witj.engine.TrapKind;
import dev.witj.engine.internal.run.WideAccess;

/**
 * Atomic accesses. The JVM has none for more than a byte of a byte array, so each holds the monitor
 * of the memory: atomic accesses are in one order, and what a thread wrote before one, other
 * threads see after theirs. Ordinary accesses take no part in this, as the specification allows.
 */
public final class Atomics {
  private enum Operation {
    ADD,
    SUB,
    AND,
    OR,
    XOR,
    XCHG
  }

  private Atomics() {}

  /**
   * The index of so many bytes.
   *
   * @param address bits of an unsigned number
   * @param size a power of two
   */
  private static long index(long address, int size, Memory memory) {
    if ((address & size - 1) != 0) {
      throw new Trap(TrapKind.UNALIGNED_ATOMIC);
    }
    if (address < 0 || address > memory.size() - size) {
      throw new Trap(TrapKind.MEMORY_OUT_OF_BOUNDS);
    }
    return address;
  }

  /** Reads an unsigned number; the caller holds the monitor. */
  private static long get(Memory memory, long index, int size) {
    return switch (size) {
      case 1 -> WideAccess.i64_load8_u(index, 0, memory);
      case 2 -> WideAccess.i64_load16_u(index, 0, memory);
      case 4 -> WideAccess.i64_load32_u(index, 0, memory);
      default -> WideAccess.i64_load(index, 0, memory);
    };
  }

  /** Writes the lower bytes of a number; the caller holds the monitor. */
  private static void set(Memory memory, long index, int size, long value) {
    memory.note(index, size);
    switch (size) {
      case 1 -> WideAccess.i64_store8(index, value, 0, memory);
      case 2 -> WideAccess.i64_store16(index, value, 0, memory);
      case 4 -> WideAccess.i64_store32(index, value, 0, memory);
      default -> WideAccess.i64_store(index, value, 0, memory);
    }
  }

  private static long load(long address, int size, Memory memory) {
    synchronized (memory) {
      return get(memory, index(address, size, memory), size);
    }
  }

  private static void store(long address, int size, long value, Memory memory) {
    synchronized (memory) {
      set(memory, index(address, size, memory), size, value);
    }
  }

  private static long update(
      long address, int size, Operation operation, long value, Memory memory) {
    synchronized (memory) {
      long index = index(address, size, memory);
      long old = get(memory, index, size);
      long result =
          switch (operation) {
            case ADD -> old + value;
            case SUB -> old - value;
            case AND -> old & value;
            case OR -> old | value;
            case XOR -> old ^ value;
            case XCHG -> value;
          };
      set(memory, index, size, result);
      return old;
    }
  }

  private static long compareAndExchange(
      long address, int size, long expected, long replacement, Memory memory) {
    synchronized (memory) {
      long index = index(address, size, memory);
      long old = get(memory, index, size);
      // A number that is wider than the access never equals what is read.
      if (old == expected) {
        set(memory, index, size, replacement);
      }
      return old;
    }
  }

  /** {@code memory.atomic.notify}. */
  public static int memory_atomic_notify(long address, int count, Memory memory) {
    synchronized (memory) {
      index(address, Integer.BYTES, memory);
      return memory.waiters().wake(address, count, memory);
    }
  }

  /** {@code memory.atomic.wait32}. */
  public static int memory_atomic_wait32(long address, int expected, long timeout, Memory memory) {
    return await(address, Integer.BYTES, expected & 0xffff_ffffL, timeout, memory);
  }

  /** {@code memory.atomic.wait64}. */
  public static int memory_atomic_wait64(long address, long expected, long timeout, Memory memory) {
    return await(address, Long.BYTES, expected, timeout, memory);
  }

  private static int await(long address, int size, long expected, long timeout, Memory memory) {
    synchronized (memory) {
      long index = index(address, size, memory);
      if (!memory.shared()) {
        throw new Trap(TrapKind.EXPECTED_SHARED_MEMORY);
      }
      if (get(memory, index, size) != expected) {
        return Waiters.NOT_EQUAL;
      }
      return memory.waiters().await(address, timeout, memory);
    }
  }

  /** {@code i32.atomic.load}. */
  public static int i32_atomic_load(long address, Memory memory) {
    return (int) load(address, Integer.BYTES, memory);
  }

  /** {@code i64.atomic.load}. */
  public static long i64_atomic_load(long address, Memory memory) {
    return load(address, Long.BYTES, memory);
  }

  /** {@code i32.atomic.load8_u}. */
  public static int i32_atomic_load8_u(long address, Memory memory) {
    return (int) load(address, Byte.BYTES, memory);
  }

  /** {@code i32.atomic.load16_u}. */
  public static int i32_atomic_load16_u(long address, Memory memory) {
    return (int) load(address, Short.BYTES, memory);
  }

  /** {@code i64.atomic.load8_u}. */
  public static long i64_atomic_load8_u(long address, Memory memory) {
    return load(address, Byte.BYTES, memory);
  }

  /** {@code i64.atomic.load16_u}. */
  public static long i64_atomic_load16_u(long address, Memory memory) {
    return load(address, Short.BYTES, memory);
  }

  /** {@code i64.atomic.load32_u}. */
  public static long i64_atomic_load32_u(long address, Memory memory) {
    return load(address, Integer.BYTES, memory);
  }

  /** {@code i32.atomic.store}. */
  public static void i32_atomic_store(long address, int value, Memory memory) {
    store(address, Integer.BYTES, value, memory);
  }

  /** {@code i64.atomic.store}. */
  public static void i64_atomic_store(long address, long value, Memory memory) {
    store(address, Long.BYTES, value, memory);
  }

  /** {@code i32.atomic.store8}. */
  public static void i32_atomic_store8(long address, int value, Memory memory) {
    store(address, Byte.BYTES, value, memory);
  }

  /** {@code i32.atomic.store16}. */
  public static void i32_atomic_store16(long address, int value, Memory memory) {
    store(address, Short.BYTES, value, memory);
  }

  /** {@code i64.atomic.store8}. */
  public static void i64_atomic_store8(long address, long value, Memory memory) {
    store(address, Byte.BYTES, value, memory);
  }

  /** {@code i64.atomic.store16}. */
  public static void i64_atomic_store16(long address, long value, Memory memory) {
    store(address, Short.BYTES, value, memory);
  }

  /** {@code i64.atomic.store32}. */
  public static void i64_atomic_store32(long address, long value, Memory memory) {
    store(address, Integer.BYTES, value, memory);
  }

  /** {@code i32.atomic.rmw.add}. */
  public static int i32_atomic_rmw_add(long address, int value, Memory memory) {
    return (int) update(address, Integer.BYTES, Operation.ADD, value, memory);
  }

  /** {@code i64.atomic.rmw.add}. */
  public static long i64_atomic_rmw_add(long address, long value, Memory memory) {
    return update(address, Long.BYTES, Operation.ADD, value, memory);
  }

  /** {@code i32.atomic.rmw8.add_u}. */
  public static int i32_atomic_rmw8_add_u(long address, int value, Memory memory) {
    return (int) update(address, Byte.BYTES, Operation.ADD, value, memory);
  }

  /** {@code i32.atomic.rmw16.add_u}. */
  public static int i32_atomic_rmw16_add_u(long address, int value, Memory memory) {
    return (int) update(address, Short.BYTES, Operation.ADD, value, memory);
  }

  /** {@code i64.atomic.rmw8.add_u}. */
  public static long i64_atomic_rmw8_add_u(long address, long value, Memory memory) {
    return update(address, Byte.BYTES, Operation.ADD, value, memory);
  }

  /** {@code i64.atomic.rmw16.add_u}. */
  public static long i64_atomic_rmw16_add_u(long address, long value, Memory memory) {
    return update(address, Short.BYTES, Operation.ADD, value, memory);
  }

  /** {@code i64.atomic.rmw32.add_u}. */
  public static long i64_atomic_rmw32_add_u(long address, long value, Memory memory) {
    return update(address, Integer.BYTES, Operation.ADD, value, memory);
  }

  /** {@code i32.atomic.rmw.sub}. */
  public static int i32_atomic_rmw_sub(long address, int value, Memory memory) {
    return (int) update(address, Integer.BYTES, Operation.SUB, value, memory);
  }

  /** {@code i64.atomic.rmw.sub}. */
  public static long i64_atomic_rmw_sub(long address, long value, Memory memory) {
    return update(address, Long.BYTES, Operation.SUB, value, memory);
  }

  /** {@code i32.atomic.rmw8.sub_u}. */
  public static int i32_atomic_rmw8_sub_u(long address, int value, Memory memory) {
    return (int) update(address, Byte.BYTES, Operation.SUB, value, memory);
  }

  /** {@code i32.atomic.rmw16.sub_u}. */
  public static int i32_atomic_rmw16_sub_u(long address, int value, Memory memory) {
    return (int) update(address, Short.BYTES, Operation.SUB, value, memory);
  }

  /** {@code i64.atomic.rmw8.sub_u}. */
  public static long i64_atomic_rmw8_sub_u(long address, long value, Memory memory) {
    return update(address, Byte.BYTES, Operation.SUB, value, memory);
  }

  /** {@code i64.atomic.rmw16.sub_u}. */
  public static long i64_atomic_rmw16_sub_u(long address, long value, Memory memory) {
    return update(address, Short.BYTES, Operation.SUB, value, memory);
  }

  /** {@code i64.atomic.rmw32.sub_u}. */
  public static long i64_atomic_rmw32_sub_u(long address, long value, Memory memory) {
    return update(address, Integer.BYTES, Operation.SUB, value, memory);
  }

  /** {@code i32.atomic.rmw.and}. */
  public static int i32_atomic_rmw_and(long address, int value, Memory memory) {
    return (int) update(address, Integer.BYTES, Operation.AND, value, memory);
  }

  /** {@code i64.atomic.rmw.and}. */
  public static long i64_atomic_rmw_and(long address, long value, Memory memory) {
    return update(address, Long.BYTES, Operation.AND, value, memory);
  }

  /** {@code i32.atomic.rmw8.and_u}. */
  public static int i32_atomic_rmw8_and_u(long address, int value, Memory memory) {
    return (int) update(address, Byte.BYTES, Operation.AND, value, memory);
  }

  /** {@code i32.atomic.rmw16.and_u}. */
  public static int i32_atomic_rmw16_and_u(long address, int value, Memory memory) {
    return (int) update(address, Short.BYTES, Operation.AND, value, memory);
  }

  /** {@code i64.atomic.rmw8.and_u}. */
  public static long i64_atomic_rmw8_and_u(long address, long value, Memory memory) {
    return update(address, Byte.BYTES, Operation.AND, value, memory);
  }

  /** {@code i64.atomic.rmw16.and_u}. */
  public static long i64_atomic_rmw16_and_u(long address, long value, Memory memory) {
    return update(address, Short.BYTES, Operation.AND, value, memory);
  }

  /** {@code i64.atomic.rmw32.and_u}. */
  public static long i64_atomic_rmw32_and_u(long address, long value, Memory memory) {
    return update(address, Integer.BYTES, Operation.AND, value, memory);
  }

  /** {@code i32.atomic.rmw.or}. */
  public static int i32_atomic_rmw_or(long address, int value, Memory memory) {
    return (int) update(address, Integer.BYTES, Operation.OR, value, memory);
  }

  /** {@code i64.atomic.rmw.or}. */
  public static long i64_atomic_rmw_or(long address, long value, Memory memory) {
    return update(address, Long.BYTES, Operation.OR, value, memory);
  }

  /** {@code i32.atomic.rmw8.or_u}. */
  public static int i32_atomic_rmw8_or_u(long address, int value, Memory memory) {
    return (int) update(address, Byte.BYTES, Operation.OR, value, memory);
  }

  /** {@code i32.atomic.rmw16.or_u}. */
  public static int i32_atomic_rmw16_or_u(long address, int value, Memory memory) {
    return (int) update(address, Short.BYTES, Operation.OR, value, memory);
  }

  /** {@code i64.atomic.rmw8.or_u}. */
  public static long i64_atomic_rmw8_or_u(long address, long value, Memory memory) {
    return update(address, Byte.BYTES, Operation.OR, value, memory);
  }

  /** {@code i64.atomic.rmw16.or_u}. */
  public static long i64_atomic_rmw16_or_u(long address, long value, Memory memory) {
    return update(address, Short.BYTES, Operation.OR, value, memory);
  }

  /** {@code i64.atomic.rmw32.or_u}. */
  public static long i64_atomic_rmw32_or_u(long address, long value, Memory memory) {
    return update(address, Integer.BYTES, Operation.OR, value, memory);
  }

  /** {@code i32.atomic.rmw.xor}. */
  public static int i32_atomic_rmw_xor(long address, int value, Memory memory) {
    return (int) update(address, Integer.BYTES, Operation.XOR, value, memory);
  }

  /** {@code i64.atomic.rmw.xor}. */
  public static long i64_atomic_rmw_xor(long address, long value, Memory memory) {
    return update(address, Long.BYTES, Operation.XOR, value, memory);
  }

  /** {@code i32.atomic.rmw8.xor_u}. */
  public static int i32_atomic_rmw8_xor_u(long address, int value, Memory memory) {
    return (int) update(address, Byte.BYTES, Operation.XOR, value, memory);
  }

  /** {@code i32.atomic.rmw16.xor_u}. */
  public static int i32_atomic_rmw16_xor_u(long address, int value, Memory memory) {
    return (int) update(address, Short.BYTES, Operation.XOR, value, memory);
  }

  /** {@code i64.atomic.rmw8.xor_u}. */
  public static long i64_atomic_rmw8_xor_u(long address, long value, Memory memory) {
    return update(address, Byte.BYTES, Operation.XOR, value, memory);
  }

  /** {@code i64.atomic.rmw16.xor_u}. */
  public static long i64_atomic_rmw16_xor_u(long address, long value, Memory memory) {
    return update(address, Short.BYTES, Operation.XOR, value, memory);
  }

  /** {@code i64.atomic.rmw32.xor_u}. */
  public static long i64_atomic_rmw32_xor_u(long address, long value, Memory memory) {
    return update(address, Integer.BYTES, Operation.XOR, value, memory);
  }

  /** {@code i32.atomic.rmw.xchg}. */
  public static int i32_atomic_rmw_xchg(long address, int value, Memory memory) {
    return (int) update(address, Integer.BYTES, Operation.XCHG, value, memory);
  }

  /** {@code i64.atomic.rmw.xchg}. */
  public static long i64_atomic_rmw_xchg(long address, long value, Memory memory) {
    return update(address, Long.BYTES, Operation.XCHG, value, memory);
  }

  /** {@code i32.atomic.rmw8.xchg_u}. */
  public static int i32_atomic_rmw8_xchg_u(long address, int value, Memory memory) {
    return (int) update(address, Byte.BYTES, Operation.XCHG, value, memory);
  }

  /** {@code i32.atomic.rmw16.xchg_u}. */
  public static int i32_atomic_rmw16_xchg_u(long address, int value, Memory memory) {
    return (int) update(address, Short.BYTES, Operation.XCHG, value, memory);
  }

  /** {@code i64.atomic.rmw8.xchg_u}. */
  public static long i64_atomic_rmw8_xchg_u(long address, long value, Memory memory) {
    return update(address, Byte.BYTES, Operation.XCHG, value, memory);
  }

  /** {@code i64.atomic.rmw16.xchg_u}. */
  public static long i64_atomic_rmw16_xchg_u(long address, long value, Memory memory) {
    return update(address, Short.BYTES, Operation.XCHG, value, memory);
  }

  /** {@code i64.atomic.rmw32.xchg_u}. */
  public static long i64_atomic_rmw32_xchg_u(long address, long value, Memory memory) {
    return update(address, Integer.BYTES, Operation.XCHG, value, memory);
  }

  /** {@code i32.atomic.rmw.cmpxchg}. */
  public static int i32_atomic_rmw_cmpxchg(
      long address, int expected, int replacement, Memory memory) {
    return (int)
        compareAndExchange(
            address, Integer.BYTES, Integer.toUnsignedLong(expected), replacement, memory);
  }

  /** {@code i64.atomic.rmw.cmpxchg}. */
  public static long i64_atomic_rmw_cmpxchg(
      long address, long expected, long replacement, Memory memory) {
    return compareAndExchange(address, Long.BYTES, expected, replacement, memory);
  }

  /** {@code i32.atomic.rmw8.cmpxchg_u}. */
  public static int i32_atomic_rmw8_cmpxchg_u(
      long address, int expected, int replacement, Memory memory) {
    return (int)
        compareAndExchange(
            address, Byte.BYTES, Integer.toUnsignedLong(expected), replacement, memory);
  }

  /** {@code i32.atomic.rmw16.cmpxchg_u}. */
  public static int i32_atomic_rmw16_cmpxchg_u(
      long address, int expected, int replacement, Memory memory) {
    return (int)
        compareAndExchange(
            address, Short.BYTES, Integer.toUnsignedLong(expected), replacement, memory);
  }

  /** {@code i64.atomic.rmw8.cmpxchg_u}. */
  public static long i64_atomic_rmw8_cmpxchg_u(
      long address, long expected, long replacement, Memory memory) {
    return compareAndExchange(address, Byte.BYTES, expected, replacement, memory);
  }

  /** {@code i64.atomic.rmw16.cmpxchg_u}. */
  public static long i64_atomic_rmw16_cmpxchg_u(
      long address, long expected, long replacement, Memory memory) {
    return compareAndExchange(address, Short.BYTES, expected, replacement, memory);
  }

  /** {@code i64.atomic.rmw32.cmpxchg_u}. */
  public static long i64_atomic_rmw32_cmpxchg_u(
      long address, long expected, long replacement, Memory memory) {
    return compareAndExchange(address, Integer.BYTES, expected, replacement, memory);
  }
}
