package dev.witj.engine.internal.run;

import dev.witj.binary.ByteSlice;
import dev.witj.engine.Memory;
import dev.witj.engine.Trap;
import dev.witj.engine.TrapKind;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bulk operations of memories; addresses and lengths come as unsigned longs. */
public final class MemoryOps {
  private static final byte[] EMPTY = {};

  /** Operations on more bytes ask whether the guest may go on. */
  private static final long MANY = 1 << 16;

  private MemoryOps() {}

  private static void check(long start, long length, long size) {
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
    check(to, length, memory.size());
    ask(length, state);
    memory.note(to, length);
    MemorySegment mapped = memory.mapped;
    if (mapped != null) {
      mapped.asSlice(to, length).fill((byte) value);
    } else {
      Arrays.fill(memory.bytes(), (int) to, (int) (to + length), (byte) value);
    }
  }

  /** {@code memory.copy}. */
  public static void copy(long to, long from, long length, Memory into, Memory outOf, State state) {
    check(from, length, outOf.size());
    check(to, length, into.size());
    ask(length, state);
    into.note(to, length);
    if (into.mapped != null || outOf.mapped != null) {
      MemorySegment.copy(whole(outOf), from, whole(into), to, length);
    } else {
      System.arraycopy(outOf.bytes(), (int) from, into.bytes(), (int) to, (int) length);
    }
  }

  private static MemorySegment whole(Memory memory) {
    return memory.segment().orElseGet(() -> MemorySegment.ofArray(memory.bytes()));
  }

  /** {@code memory.init}. */
  public static void init(long to, long from, long length, State state, int segment, int memory) {
    byte[] source = state.data[segment];
    check(from, length, source.length);
    check(to, length, state.memories[memory].size());
    ask(length, state);
    put(source, (int) from, state.memories[memory], to, (int) length);
  }

  /** Copies a segment to its place before anything runs. */
  public static void place(long to, ByteSlice bytes, Memory memory) {
    check(to, bytes.size(), memory.size());
    put(bytes.array(), bytes.start(), memory, to, bytes.size());
  }

  private static void put(byte[] source, int from, Memory memory, long to, int length) {
    memory.note(to, length);
    MemorySegment mapped = memory.mapped;
    if (mapped != null) {
      MemorySegment.copy(source, from, mapped, ValueLayout.JAVA_BYTE, to, length);
    } else {
      System.arraycopy(source, from, memory.bytes(), (int) to, length);
    }
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
