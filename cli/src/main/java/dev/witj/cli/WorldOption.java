package dev.witj.cli;

import dev.witj.wit.ParsedWit;
import dev.witj.wit.WorldId;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which world of the WIT is meant. */
final class WorldOption {
  @Option(
      names = {"-w", "--world"},
      paramLabel = "WORLD",
      description = "Which world; needed where there are several.")
  private Optional<String> name = Optional.empty();

  /**
   * The world that is named, or the only one.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if there is none, or several and none is named
   */
  WorldId of(ParsedWit wit) {
    return WitInput.world(wit, name, "-w WORLD");
  }
}
