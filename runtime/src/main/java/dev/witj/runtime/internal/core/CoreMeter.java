package dev.witj.runtime.internal.core;

import dev.witj.engine.ObjectHeap;

/** Keeps what guests use within limits. Confined to the store it belongs to. */
public interface CoreMeter {
  /** Lets everything pass. */
  CoreMeter UNLIMITED =
      new CoreMeter() {
        @Override
        public boolean takeMemory(long bytes) {
          return true;
        }

        @Override
        public int maxTableElements() {
          return Integer.MAX_VALUE;
        }

        @Override
        public boolean takeInstance() {
          return true;
        }
      };

  /** Takes bytes of memory out of what is left; false, taking nothing, if that is too little. */
  boolean takeMemory(long bytes);

  /** The most elements a table may have. */
  int maxTableElements();

  /**
   * Takes elements of tables out of what is left for all tables together; false, taking nothing, if
   * that is too little.
   */
  default boolean takeTableElements(long count) {
    return true;
  }

  /** Takes a core instance out of what is left; false, taking nothing, if there is none. */
  boolean takeInstance();

  /** What counts objects of the garbage collection proposal. */
  default ObjectHeap objects() {
    return ObjectHeap.unlimited();
  }
}
