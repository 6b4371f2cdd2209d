package dev.witj.runtime.internal.core;

import dev.witj.binary.ByteSlice;
import java.util.Optional;

/** Executes core modules. Thread-safe. */
public interface CoreEngine {
  /**
   * Prepares a module for any number of instances.
   *
   * @param module a module that is valid
   * @param name what messages, stack traces and profilers call it
   * @param digest what tells it from all other modules, where that is known: SHA-256 of its bytes,
   *     in hexadecimal digits
   * @throws dev.witj.diagnostics.DiagnosticException if the module needs a feature that this engine
   *     lacks, naming the feature and the function
   */
  CoreModule compile(ByteSlice module, String name, Optional<String> digest);

  /** As {@link #compile(ByteSlice, String, Optional)}, of a module whose digest is not known. */
  default CoreModule compile(ByteSlice module, String name) {
    return compile(module, name, Optional.empty());
  }

  /** Writes what was compiled so far to the code cache, if there is one. */
  default void keepCode() {}
}
