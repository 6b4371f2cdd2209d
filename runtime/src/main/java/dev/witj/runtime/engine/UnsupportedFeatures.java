package dev.witj.runtime.engine;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.Diagnostic;
import java.util.Optional;

/** Says which feature of a module it is that the engine lacks, and where the module uses it. */
final class UnsupportedFeatures {
  private UnsupportedFeatures() {}

  /** The first use of a feature that the engine lacks, if there is one. */
  static Optional<Diagnostic> explain(ByteSlice module) {
    return Optional.empty();
  }
}
