package dev.witj.binary.core;

import dev.witj.binary.ByteWriter;

/** A section of a module: where it lies, or as values. */
public sealed interface ModuleElement permits Section, ModuleSection {
  /** Which section it is. */
  SectionId id();

  /**
   * Its content as values.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if the bytes are malformed
   */
  ModuleSection decode();

  /** The name of a custom section; empty for others. */
  String customName();

  /** Appends the section with its id and its size, as it lies if it is not decoded. */
  void write(ByteWriter out);
}
