package dev.witj.wat;

import dev.witj.diagnostics.Span;

/** A reference into an index space: by number or by name. */
sealed interface Index {
  /** Where the reference stands. */
  Span span();

  /** A number; the bits of a {@code u32}. */
  record Numeric(int value, Span span) implements Index {}

  /** A {@code $name}, without its dollar sign. */
  record Named(String name, Span span) implements Index {}
}
