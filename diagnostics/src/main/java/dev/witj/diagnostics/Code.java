package dev.witj.diagnostics;

import java.util.Locale;

/**
 * The stable identity of a kind of diagnostic. Every module has an enum of its own that implements
 * this.
 */
public interface Code {
  /** The constant's name, as {@code INTERFACE_NOT_FOUND}. */
  String name();

  /** The identity programs match on, as {@code interface-not-found}. */
  default String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
