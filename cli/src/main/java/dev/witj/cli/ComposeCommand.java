package dev.witj.cli;

import dev.witj.binary.ByteSlice;
import dev.witj.compose.Compose;
import dev.witj.compose.ComposeOptions;
import dev.witj.compose.Composition;
import dev.witj.compose.CompositionProblem;
import dev.witj.diagnostics.Diagnostic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wit-j compose app.wasm --definitions db.wasm -o composed.wasm}. */
@CommandLine.Command(
    description = {
      "Composes components into one.",
      "Each import of the component, and of the definitions, is satisfied by the first definition"
          + " that exports it: an interface or a function, by its exact name or else by a version"
          + " that is compatible. What nothing satisfies is imported by the result. The result is"
          + " validated before it is written, and the same inputs give the same bytes.",
    },
    footer = {
      "",
      "Examples:",
      "  wit-j compose app.wasm --definitions db.wasm -o composed.wasm",
      "  wit-j compose app.wasm -d auth.wasm -d db.wasm --no-imports -o composed.wasm",
    })
final class ComposeCommand extends Command {
  @Parameters(index = "0", paramLabel = "COMPONENT", description = "Whose imports to satisfy.")
  private Path root = Path.of("");

  @Option(
      names = {"-d", "--definitions"},
      paramLabel = "FILE",
      description = "A component that may satisfy imports; repeatable, asked in the order given.")
  private List<Path> definitions = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where the result goes (default: standard output).")
  private Optional<Path> output = Optional.empty();

  @Option(names = "--exact", description = "Versions must be equal, not only compatible.")
  private boolean exact;

  @Option(
      names = "--no-imports",
      description = "Fail if anything is left to be imported, but for types that nobody makes.")
  private boolean noImports;

  @Option(
      names = {"-q", "--quiet"},
      description = "Say nothing of matches that were not exact or nearly made.")
  private boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "Say what satisfies which import, and what is left.")
  private boolean verbose;

  ComposeCommand(Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() {
    ComposeOptions options = ComposeOptions.defaults().withExact(exact).withNoImports(noImports);
    List<ByteSlice> parts = new ArrayList<>();
    for (Path file : definitions) {
      parts.add(Binaries.read(streams, Optional.of(file)).bytes());
    }
    Composition composed =
        Compose.compose(Binaries.read(streams, Optional.of(root)).bytes(), parts, options);
    streams.writeBinary(output, composed.bytes());
    if (!quiet) {
      say(composed.warnings());
    }
    if (verbose) {
      explain(composed);
    }
    return 0;
  }

  private void explain(Composition composed) {
    List<Diagnostic> said = new ArrayList<>();
    for (Composition.Match match : composed.matches()) {
      said.add(CliCode.SATISFIED.note(match.importName(), match.component(), match.definition()));
    }
    for (CompositionProblem.Unsatisfied left : composed.unsatisfied()) {
      said.add(CliCode.UNSATISFIED_IMPORT.note(left.wanted().name(), left.wanted().component()));
    }
    say(said);
  }
}
