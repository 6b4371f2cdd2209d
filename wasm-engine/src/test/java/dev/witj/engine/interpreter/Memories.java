package dev.witj.engine.interpreter;

import dev.witj.binary.core.MemArg;
import dev.witj.binary.core.Opcode;
import dev.witj.engine.Memory;
import dev.witj.engine.Trap;
import dev.witj.engine.TrapKind;
import dev.witj.engine.V128;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Instructions on memories. Addresses and counts are unsigned; bytes are little-endian. */
final class Memories {
  private Memories() {}

  /** An address, an index or a count, of 32 or 64 bits. */
  static long address(@Nullable Object value) {
    return value instanceof Integer number
        ? Integer.toUnsignedLong(number)
        : (Long) Objects.requireNonNull(value);
  }

  private static void check(long address, long count, long size) {
    if (Long.compareUnsigned(address, size) > 0
        || Long.compareUnsigned(count, size - address) > 0) {
      throw new Trap(TrapKind.MEMORY_OUT_OF_BOUNDS);
    }
  }

  /** Where an access is, which must lie in the memory. */
  private static int effective(Memory memory, @Nullable Object base, MemArg access, int size) {
    long address = address(base) + access.offset();
    if (Long.compareUnsigned(address, access.offset()) < 0) {
      throw new Trap(TrapKind.MEMORY_OUT_OF_BOUNDS);
    }
    check(address, size, memory.bytes().length);
    return (int) address;
  }

  /** So many bytes as a number without a sign. */
  private static long read(byte[] bytes, int at, int size) {
    long value = 0;
    for (int i = size - 1; i >= 0; i--) {
      value = value << 8 | (bytes[at + i] & 0xff);
    }
    return value;
  }

  /** The lowest bytes of a number. */
  private static void write(byte[] bytes, int at, int size, long value) {
    for (int i = 0; i < size; i++) {
      bytes[at + i] = (byte) (value >>> (8 * i));
    }
  }

  static Object load(Opcode opcode, Memory memory, @Nullable Object base, MemArg access) {
    int size = 1 << opcode.alignment();
    int at = effective(memory, base, access, size);
    long bits = read(memory.bytes(), at, Math.min(size, Long.BYTES));
    if (opcode.prefix() == 0xfd) {
      return loadVector(opcode, bits, memory.bytes(), at, size);
    }
    int unused = Long.SIZE - 8 * size;
    long value = opcode.text().endsWith("_s") ? bits << unused >> unused : bits;
    return number(opcode, value);
  }

  /** A number of the type that an instruction gives. */
  static Object number(Opcode opcode, long bits) {
    return switch (opcode.text().substring(0, 3)) {
      case "i32" -> (int) bits;
      case "i64" -> bits;
      case "f32" -> Float.intBitsToFloat((int) bits);
      default -> Double.longBitsToDouble(bits);
    };
  }

  private static V128 loadVector(Opcode opcode, long bits, byte[] bytes, int at, int size) {
    String name = opcode.text();
    if (size == 16) {
      return new V128(bits, read(bytes, at + Long.BYTES, Long.BYTES));
    }
    if (name.endsWith("_zero")) {
      return new V128(bits, 0);
    }
    if (name.endsWith("_splat")) {
      long[] lanes = new long[16 / size];
      Arrays.fill(lanes, bits);
      return Vectors.vector(lanes, 8 * size);
    }
    return Reference.widen(opcode, bits);
  }

  /** The bits of a number. */
  static long bits(@Nullable Object value) {
    return switch (Objects.requireNonNull(value)) {
      case Integer i -> i;
      case Long l -> l;
      case Float f -> Float.floatToRawIntBits(f);
      case Double d -> Double.doubleToRawLongBits(d);
      default -> throw new IllegalArgumentException(value.toString());
    };
  }

  static void store(
      Opcode opcode, Memory memory, @Nullable Object base, MemArg access, @Nullable Object value) {
    int size = 1 << opcode.alignment();
    int at = effective(memory, base, access, size);
    if (value instanceof V128(long low, long high)) {
      write(memory.bytes(), at, Long.BYTES, low);
      write(memory.bytes(), at + Long.BYTES, Long.BYTES, high);
    } else {
      write(memory.bytes(), at, size, bits(value));
    }
  }

  static V128 loadLane(
      Opcode opcode, Memory memory, @Nullable Object base, MemArg access, int lane, V128 vector) {
    int size = 1 << opcode.alignment();
    int at = effective(memory, base, access, size);
    long[] lanes = Vectors.unsigned(vector, 8 * size);
    lanes[lane] = read(memory.bytes(), at, size);
    return Vectors.vector(lanes, 8 * size);
  }

  static void storeLane(
      Opcode opcode, Memory memory, @Nullable Object base, MemArg access, int lane, V128 vector) {
    int size = 1 << opcode.alignment();
    int at = effective(memory, base, access, size);
    write(memory.bytes(), at, size, Vectors.unsigned(vector, 8 * size)[lane]);
  }

  // Whole ranges.

  static void fill(Memory memory, long address, int value, long count) {
    check(address, count, memory.bytes().length);
    Arrays.fill(memory.bytes(), (int) address, (int) (address + count), (byte) value);
  }

  static void copy(Memory target, long to, Memory source, long from, long count) {
    check(from, count, source.bytes().length);
    check(to, count, target.bytes().length);
    System.arraycopy(source.bytes(), (int) from, target.bytes(), (int) to, (int) count);
  }

  static void init(Memory memory, long to, byte[] data, long from, long count) {
    check(from, count, data.length);
    check(to, count, memory.bytes().length);
    System.arraycopy(data, (int) from, memory.bytes(), (int) to, (int) count);
  }

  /** A part of a data segment, as numbers of a size. */
  static long[] numbers(byte[] data, long from, int count, int size) {
    check(from, Integer.toUnsignedLong(count) * size, data.length);
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = read(data, (int) from + size * i, size);
    }
    return values;
  }

  // Atomic accesses.

  private static int aligned(Memory memory, @Nullable Object base, MemArg access, int size) {
    if ((address(base) + access.offset()) % size != 0) {
      throw new Trap(TrapKind.UNALIGNED_ATOMIC);
    }
    return effective(memory, base, access, size);
  }

  /**
   * An atomic access but a wait.
   *
   * @param operands what is on the stack above the address
   * @return a number; null if it gives none
   */
  static @Nullable Object atomic(
      Opcode opcode, Memory memory, @Nullable Object base, MemArg access, long[] operands) {
    int size = 1 << opcode.alignment();
    int at = aligned(memory, base, access, size);
    // As i32.atomic.rmw8.add_u.
    String[] parts = opcode.text().split("[._]", -1);
    synchronized (memory) {
      long old = read(memory.bytes(), at, size);
      String operation = parts[2].startsWith("rmw") ? parts[3] : parts[2];
      if (operation.startsWith("load")) {
        return number(opcode, old);
      }
      if (operation.equals("notify")) {
        return 0;
      }
      if (operation.startsWith("store")) {
        write(memory.bytes(), at, size, operands[0]);
        return null;
      }
      long mask = size == Long.BYTES ? -1 : (1L << (8 * size)) - 1;
      long result =
          switch (operation) {
            case "add" -> old + operands[0];
            case "sub" -> old - operands[0];
            case "and" -> old & operands[0];
            case "or" -> old | operands[0];
            case "xor" -> old ^ operands[0];
            case "xchg" -> operands[0];
            // The number that is expected is not cut to the size of the access.
            case "cmpxchg" ->
                old == (parts[0].equals("i32") ? operands[0] & 0xffff_ffffL : operands[0])
                    ? operands[1]
                    : old;
            default -> throw new IllegalArgumentException(opcode.text());
          };
      write(memory.bytes(), at, size, result & mask);
      return number(opcode, old);
    }
  }

  /** {@code memory.atomic.wait}: here nobody is there to wake anybody. */
  static int await(
      Opcode opcode, Memory memory, @Nullable Object base, MemArg access, long[] operands) {
    int size = 1 << opcode.alignment();
    int at = aligned(memory, base, access, size);
    if (!memory.shared()) {
      throw new Trap(TrapKind.EXPECTED_SHARED_MEMORY);
    }
    long expected = size == Integer.BYTES ? operands[0] & 0xffff_ffffL : operands[0];
    if (read(memory.bytes(), at, size) != expected) {
      return 1;
    }
    if (operands[1] < 0) {
      throw new UnsupportedOperationException("the interpreter waits for nobody");
    }
    return 2;
  }
}
