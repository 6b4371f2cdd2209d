package dev.witj.diagnostics;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
  default String template() {
    return "{}";
  }

  /**
   * An error of this kind that stands in no file.
   *
   * @param facts what takes the place of each {@code {}} of the template, in its order
   */
  default Diagnostic error(Object... facts) {
    return Diagnostic.error(this, Template.fill(template(), facts));
  }

  /**
   * A warning of this kind that stands in no file.
   *
   * @param facts what takes the place of each {@code {}} of the template, in its order
   */
  default Diagnostic warning(Object... facts) {
    return Diagnostic.warning(this, Template.fill(template(), facts));
  }

  /**
   * Something of this kind that is worth knowing, and stands in no file.
   *
   * @param facts what takes the place of each {@code {}} of the template, in its order
   */
  default Diagnostic note(Object... facts) {
    return new Diagnostic(
        this,
        Severity.NOTE,
        Template.fill(template(), facts),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty());
  }
}
