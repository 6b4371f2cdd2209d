package dev.witj.cli;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wit-j validate x.wasm}. */
@CommandLine.Command(
    description = "Checks modules and components, binary or text; says nothing if they are valid.",
    exitCodeList = {"0:All are valid.", "1:One is not, or another error.", "2:Wrong usage."},
    footer = {
      "",
      "Examples:",
      "  wit-j validate app.wasm",
      "  wit-j validate -f cm-map,-gc app.wat",
      "  wit-j validate --message-format json *.wasm",
    })
final class ValidateCommand extends Command {
  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "What to check; standard input if none is given or for `-`.")
  private List<Path> files = List.of();

  @Option(
      names = {"-v", "--verbose"},
      description = "Name each file that is valid.")
  private boolean verbose;

  @Mixin private FeatureOptions features = new FeatureOptions();

  ValidateCommand(Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() {
    List<Diagnostic> found = new ArrayList<>();
    for (Path file : files.isEmpty() ? List.of(Path.of("-")) : files) {
      try {
        Binaries.read(streams, Optional.of(file)).validate(features.get());
        if (verbose) {
          streams.err().println(Streams.name(Optional.of(file)) + ": valid");
        }
      } catch (DiagnosticException bad) {
        found.addAll(bad.diagnostics());
      }
    }
    say(found);
    return found.isEmpty() ? 0 : 1;
  }
}
