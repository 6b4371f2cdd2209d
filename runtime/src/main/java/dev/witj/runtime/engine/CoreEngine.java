package dev.witj.runtime.engine;

import dev.witj.binary.ByteSlice;

/** Executes core modules. Thread-safe. */
public interface CoreEngine {
  /**
   * Prepares a module for any number of instances.
   *
   * @param module a module that has been validated, or whose validation {@code validation} does
   * @param name what messages, stack traces and profilers call it
   * @param validation run once before the module is first compiled; skipped where the code cache
   *     says that these very bytes have passed it
   * @throws dev.witj.diagnostics.DiagnosticException if the module needs a feature that this engine
   *     lacks, naming the feature and the function, or if {@code validation} throws it
   */
  CoreModule compile(ByteSlice module, String name, Runnable validation);
}
