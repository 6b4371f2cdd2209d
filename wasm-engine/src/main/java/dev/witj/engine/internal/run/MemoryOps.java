package dev.witj.engine.internal.run;

import dev.witj.binary.ByteSlice;
import dev.witj.engine.Memory;
import dev.witj.engine.Trap;
import dev.witj.engine.TrapKind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bulk operations of memories; addresses and lengths come as unsigned longs. */
public final class MemoryOps {
  private static final byte[] EMPTY = {};

  /** Operations on more bytes ask whether the guest may go on. */
  private static final long MANY = 1 << 16;

  private MemoryOps() {}

  private static void check(long start, long length, int size) {
    if (Long.compareUnsigned(length, size) > 0 || Long.compareUnsigned(start, size - length) > 0) {
      throw new Trap(TrapKind.MEMORY_OUT_OF_BOUNDS);
    }
  }

  private static void ask(long length, State state) {
    if (length > MANY) {
      Polls.ask(state);
    }
  }

  /** {@code memory.size} in pages. */
  public static long size(Memory memory) {
    return memory.pages();
  }

  /** {@code memory.grow}. */
  public static long grow(long pages, Memory memory) {
    return memory.grow(pages);
  }

  /** {@code memory.fill}. */
  public static void fill(long to, int value, long length, Memory memory, State state) {
    byte[] bytes = memory.bytes();
    check(to, length, bytes.length);
    ask(length, state);
    Arrays.fill(bytes, (int) to, (int) (to + length), (byte) value);
  }

  /** {@code memory.copy}. */
  public static void copy(long to, long from, long length, Memory into, Memory outOf, State state) {
    byte[] source = outOf.bytes();
    byte[] target = into.bytes();
    check(from, length, source.length);
    check(to, length, target.length);
    ask(length, state);
    System.arraycopy(source, (int) from, target, (int) to, (int) length);
  }

  /** {@code memory.init}. */
  public static void init(long to, long from, long length, State state, int segment, int memory) {
    byte[] source = state.data[segment];
    byte[] target = state.memories[memory].bytes();
    check(from, length, source.length);
    check(to, length, target.length);
    ask(length, state);
    System.arraycopy(source, (int) from, target, (int) to, (int) length);
  }

  /** Copies a segment to its place before anything runs. */
  public static void place(long to, ByteSlice bytes, Memory memory) {
    byte[] target = memory.bytes();
    long length = bytes.size();
    check(to, length, target.length);
    System.arraycopy(bytes.array(), bytes.start(), target, (int) to, (int) length);
  }

  /** {@code data.drop}. */
  public static void drop(State state, int segment) {
    state.data[segment] = EMPTY;
  }

  /** {@code ref.is_null}. */
  public static int isNull(@Nullable Object reference) {
    return reference == null ? 1 : 0;
  }
}
