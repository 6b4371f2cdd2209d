package dev.witj.compose;

import dev.witj.binary.component.ValidatedComponent;
import dev.witj.diagnostics.Diagnostic;
import java.util.List;

/**
 * What {@link Compose} made.
 *
 * @param bytes the binary
 * @param component the same, validated
 * @param matches which import was satisfied by what
 * @param unsatisfied the imports that nothing satisfied, which the result imports
 * @param problems what is no error, but should be known: matches that were not exact, and imports
 *     that something nearly satisfied
 */
public record Composition(
    byte[] bytes,
    ValidatedComponent component,
    List<Match> matches,
    List<CompositionProblem.Unsatisfied> unsatisfied,
    List<CompositionProblem> problems) {
  public Composition {
    matches = List.copyOf(matches);
    unsatisfied = List.copyOf(unsatisfied);
    problems = List.copyOf(problems);
  }

  /** The problems in words. */
  public List<Diagnostic> warnings() {
    return problems.stream().map(CompositionProblem::toDiagnostic).toList();
  }

  /**
   * An import that was satisfied.
   *
   * @param component the file that imports
   * @param importName what it imports
   * @param definition the file that exports
   * @param exportName what it exports
   */
  public record Match(String component, String importName, String definition, String exportName) {
    /** Whether the names are the same, versions included. */
    public boolean isExact() {
      return importName.equals(exportName);
    }
  }
}
