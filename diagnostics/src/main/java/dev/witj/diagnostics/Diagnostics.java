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

  /** Whether further errors are only counted, so that it is idle to look for what may help. */
  public boolean isFull() {
    return errors >= MAX_ERRORS;
  }

  /** How many errors were reported, the dropped ones included. */
  public int errorCount() {
    return errors;
  }

  /**
   * All that is kept, file by file and from top to bottom; the last one says how many errors were
   * dropped.
   */
  public List<Diagnostic> all() {
    List<Diagnostic> all = new ArrayList<>(found);
    all.sort(Diagnostics::compare);
    int dropped = errors - MAX_ERRORS;
    if (dropped > 0) {
      String more = dropped == 1 ? "1 more error is" : dropped + " more errors are";
      all.add(all.removeLast().note(more + " not shown"));
    }
    return List.copyOf(all);
  }

  /**
   * Ends a pass.
   *
   * @throws DiagnosticException if any error was reported
   */
  public void throwIfErrors() {
    if (hasErrors()) {
      throw new DiagnosticException(all());
    }
  }

  /** As a person goes through them: file by file, from top to bottom; what has no place first. */
  private static int compare(Diagnostic a, Diagnostic b) {
    // Spelt out: what Comparator.comparing returns is linked anew by every process.
    Span one = place(a);
    Span other = place(b);
    int files = file(one).compareTo(file(other));
    return files != 0 ? files : Integer.compare(one.start(), other.start());
  }

  private static Span place(Diagnostic diagnostic) {
    return diagnostic.primary().map(Label::span).orElse(Span.none());
  }

  private static String file(Span span) {
    return span.isNone() ? "" : span.source().name();
  }
}
