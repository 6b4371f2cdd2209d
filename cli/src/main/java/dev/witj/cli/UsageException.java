package dev.witj.cli;

import dev.witj.diagnostics.Diagnostic;
import picocli.CommandLine;

/** Wrong usage that picocli does not find itself. */
final class UsageException extends CommandLine.ParameterException {
  private static final long serialVersionUID = 1L;

  // An exception must be able to be serialised, and this one never is.
  private final transient Diagnostic diagnostic;

  /** Wrong usage of a command. */
  UsageException(CommandLine at, Diagnostic diagnostic) {
    super(at, diagnostic.message());
    this.diagnostic = diagnostic;
  }

  /** What is wrong; where it says nothing to try, the command's help is. */
  Diagnostic diagnostic() {
    return diagnostic;
  }
}
