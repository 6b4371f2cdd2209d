package dev.witj.wat;

import dev.witj.binary.Features;
import dev.witj.diagnostics.DiagnosticException;

/** Decides whether a binary is valid. */
@FunctionalInterface
public interface WastValidator {
  /**
   * Returns if the binary, a core module or a component, is valid.
   *
   * @throws DiagnosticException if it is malformed or invalid
   */
  void validate(byte[] binary, Features features);
}
