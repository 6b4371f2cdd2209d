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
 * @param warnings what the user should know: matches that were not exact, and imports that
 *     something nearly satisfied
 */
public record Composition(
    byte[] bytes,
    ValidatedComponent component,
    List<Match> matches,
    List<Unsatisfied> unsatisfied,
    List<Diagnostic> warnings) {
  public Composition {
    matches = List.copyOf(matches);
    unsatisfied = List.copyOf(unsatisfied);
    warnings = List.copyOf(warnings);
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

  /**
   * An import that is left.
   *
   * @param component the file that imports
   * @param importName what it imports
   * @param reasons why definitions that come near do not satisfy it, in words
   */
  public record Unsatisfied(String component, String importName, List<String> reasons) {
    public Unsatisfied {
      reasons = List.copyOf(reasons);
    }
  }
}
