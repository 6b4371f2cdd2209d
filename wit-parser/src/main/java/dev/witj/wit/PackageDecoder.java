package dev.witj.wit;

import dev.witj.diagnostics.Source;

/** Reads a WIT package that is encoded as a component, in binary or in text form. */
@FunctionalInterface
public interface PackageDecoder {
  /**
   * Decodes a package.
   *
   * @param source what diagnostics point into: a binary, or for {@code .wat} the text
   * @param bytes the file
   * @throws dev.witj.diagnostics.DiagnosticException if the file is no encoded package
   */
  Decoded decode(Source source, byte[] bytes);

  /** A resolve with the package the file stands for; the others are its dependencies. */
  record Decoded(Resolve resolve, PackageId main) {}
}
