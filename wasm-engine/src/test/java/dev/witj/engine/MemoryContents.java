package dev.witj.engine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** What a memory holds, an array or mapped. */
public final class MemoryContents {
  private MemoryContents() {}

  private static MemorySegment whole(Memory memory) {
    return memory.segment().orElseGet(() -> MemorySegment.ofArray(memory.bytes()));
  }

  /** A copy of its bytes. */
  public static byte[] of(Memory memory) {
    return whole(memory).toArray(ValueLayout.JAVA_BYTE);
  }

  /** Writes a byte everywhere. */
  public static void fill(Memory memory, byte value) {
    whole(memory).fill(value);
  }
}
