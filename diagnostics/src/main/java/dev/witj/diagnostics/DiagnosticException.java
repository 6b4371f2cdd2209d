package dev.witj.diagnostics;

import java.util.List;

/**
 * What every entry point throws for bad input: all the errors of the run, as data. Its message is
 * their plain text, for callers that only log it.
 */
public class DiagnosticException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Diagnostic> diagnostics;

  /** An exception for at least one diagnostic. */
  public DiagnosticException(List<Diagnostic> diagnostics) {
    super(TextRenderer.plain().render(diagnostics));
    this.diagnostics = List.copyOf(diagnostics);
  }

  /** The same, keeping what caused it for the log. */
  public DiagnosticException(Diagnostic diagnostic, Throwable cause) {
    super(TextRenderer.plain().render(List.of(diagnostic)), cause);
    this.diagnostics = List.of(diagnostic);
  }

  /** The findings, in the order in which they were made. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
