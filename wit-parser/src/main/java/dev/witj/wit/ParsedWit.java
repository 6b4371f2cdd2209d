package dev.witj.wit;

import dev.witj.diagnostics.Diagnostic;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a parse gave.
 *
 * @param resolve everything that was read
 * @param mains the packages that the given roots stand for, in the order of the roots (as opposed
 *     to their dependencies)
 * @param files every file that was read, for tools that watch them
 * @param warnings findings that are no errors, such as a misspelt feature
 */
public record ParsedWit(
    Resolve resolve, List<PackageId> mains, List<Path> files, List<Diagnostic> warnings) {
  public ParsedWit {
    mains = List.copyOf(mains);
    files = List.copyOf(files);
    warnings = List.copyOf(warnings);
  }

  /** The package of the first root. */
  public PackageId main() {
    return mains.getFirst();
  }

  /**
   * The only world of the main packages.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if there is none or more than one; the text
   *     lists them
   */
  public WorldId world() {
    return WorldSelector.select(resolve, mains, Optional.empty());
  }

  /**
   * Chooses a world of the main packages.
   *
   * @param name {@code world}, {@code ns:pkg/world} or {@code ns:pkg/world@version}
   * @throws dev.witj.diagnostics.DiagnosticException if there is no such world; the text lists the
   *     worlds there are
   */
  public WorldId world(String name) {
    return WorldSelector.select(resolve, mains, Optional.of(name));
  }
}
