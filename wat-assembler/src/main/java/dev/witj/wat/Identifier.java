package dev.witj.wat;

import dev.witj.diagnostics.Span;

/** A {@code $name}, without its dollar sign, and where it stands. */
record Identifier(String name, Span span) {}
