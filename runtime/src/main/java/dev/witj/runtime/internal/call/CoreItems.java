package dev.witj.runtime.internal.call;

import dev.witj.runtime.internal.core.CoreFunc;
import dev.witj.runtime.internal.core.CoreMemory;

/** The core functions and memories of a running plan by their slots. */
public interface CoreItems {
  /** The core function in a slot. */
  CoreFunc func(int slot);

  /** The memory in a slot. */
  CoreMemory memory(int slot);
}
