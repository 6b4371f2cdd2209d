package dev.witj.binary.core;

import dev.witj.binary.ByteSlice;
import java.util.OptionalInt;

/** Bytes that go into memories. */
public record DataSegment(Mode mode, ByteSlice bytes) {
  /** What becomes of a segment. */
  public sealed interface Mode {
    /** {@code memory.init} and others copy from it. */
    enum Passive implements Mode {
      /** The only one. */
      PASSIVE
    }

    /**
     * It is copied into a memory when the module is instantiated.
     *
     * @param memory the memory by index, where it is written; otherwise it is memory 0
     * @param offset where in the memory
     */
    record Active(OptionalInt memory, ConstExpr offset) implements Mode {
      /** The memory by index. */
      public int memoryIndex() {
        return memory.orElse(0);
      }
    }
  }
}
