package dev.witj.engine.internal.run;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Where compiled code finds the bytes of a memory. */
public abstract class MemoryBytes {
  /** As long as the memory, if it is not mapped; another array whenever it grows. */
  public byte[] bytes = {};

  /** As long as the memory, if it is mapped; another part of the same whenever it grows. */
  public @Nullable MemorySegment mapped;

  /** For memories. */
  protected MemoryBytes() {}
}
