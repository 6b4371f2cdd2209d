package dev.witj.runtime.internal.core;

import dev.witj.binary.ByteSlice;

/** Executes core modules. Thread-safe. */
public interface CoreEngine {
  /**
   * Prepares a module for any number of instances.
   *
   * @param module a module that is valid
   * @param name what messages, stack traces and profilers call it
   * @throws dev.witj.diagnostics.DiagnosticException if the module needs a feature that this engine
   *     lacks, naming the feature and the function
   */
  CoreModule compile(ByteSlice module, String name);

  /** Writes what was compiled so far to the code cache, if there is one. */
  default void keepCode() {}
}
