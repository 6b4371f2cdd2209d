package dev.witj.compose;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Diagnostics;
import java.util.List;

/** What a composition throws that cannot be made: all that is wrong with it, as data. */
public final class CompositionException extends DiagnosticException {
  private static final long serialVersionUID = 1L;

  private final transient List<CompositionProblem> problems;

  CompositionException(List<CompositionProblem> problems) {
    super(rendered(problems));
    this.problems = List.copyOf(problems);
  }

  private static List<Diagnostic> rendered(List<CompositionProblem> problems) {
    Diagnostics diagnostics = new Diagnostics();
    problems.forEach(problem -> diagnostics.report(problem.toDiagnostic()));
    return diagnostics.all();
  }

  /** What was found, in that order; what is no error by itself included. */
  public List<CompositionProblem> problems() {
    return problems;
  }
}
