package dev.witj.diagnostics;

import java.util.ArrayList;
import java.util.List;

/**
 * A sink that passes report into and go on, so that a run shows all of its errors and not only the
 * first. Not thread-safe.
 */
public final class Diagnostics {
  /** How many errors are kept; a broken file of a million lines should not print a million. */
  public static final int MAX_ERRORS = 100;

  private final List<Diagnostic> found = new ArrayList<>();
  private int errors;

  /** Takes a finding; errors past {@link #MAX_ERRORS} are counted and dropped. */
  public void report(Diagnostic diagnostic) {
    if (diagnostic.severity() == Severity.ERROR && ++errors > MAX_ERRORS) {
      return;
    }
    found.add(diagnostic);
  }

  /** Whether any error was reported. */
  public boolean hasErrors() {
    return errors > 0;
  }

  /** How many errors were reported, the dropped ones included. */
  public int errorCount() {
    return errors;
  }

  /** All that is kept, in order. */
  public List<Diagnostic> all() {
    return List.copyOf(found);
  }

  /**
   * Ends a pass.
   *
   * @throws DiagnosticException if any error was reported
   */
  public void throwIfErrors() {
    if (hasErrors()) {
      throw new DiagnosticException(found);
    }
  }
}
