package dev.witj.engine.internal.run;

/** Where compiled code finds the bytes of a memory. */
public abstract class MemoryBytes {
  /** As long as the memory; another array whenever it grows. */
  public byte[] bytes = {};

  /** For memories. */
  protected MemoryBytes() {}
}
