package dev.witj.diagnostics;

import java.util.Locale;

/**
 * The stable identity of a kind of diagnostic, and how its message is worded. Every module has an
 * enum of its own that implements this; the place that finds a fault passes facts only.
 */
public interface Code {
  /** The constant's name, as {@code INTERFACE_NOT_FOUND}. */
  String name();

  /** The identity programs match on, as {@code interface-not-found}. */
  default String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The message, with {@code {}} where each fact stands: one sentence without a full stop, as
   * {@code interface `{}` is not in package `{}`}.
   */
  String template();

  /**
   * An error of this kind that stands in no file.
   *
   * @param facts what takes the place of each {@code {}} of the template, in its order
   */
  default Diagnostic error(Object... facts) {
    return Diagnostic.of(this, Severity.ERROR, facts);
  }

  /**
   * A warning of this kind that stands in no file.
   *
   * @param facts what takes the place of each {@code {}} of the template, in its order
   */
  default Diagnostic warning(Object... facts) {
    return Diagnostic.of(this, Severity.WARNING, facts);
  }

  /**
   * Something of this kind that is worth knowing, and stands in no file.
   *
   * @param facts what takes the place of each {@code {}} of the template, in its order
   */
  default Diagnostic note(Object... facts) {
    return Diagnostic.of(this, Severity.NOTE, facts);
  }
}
