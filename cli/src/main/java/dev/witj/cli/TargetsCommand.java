package dev.witj.cli;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.TextRenderer;
import dev.witj.encode.WorldTarget;
import dev.witj.wit.ParsedWit;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wit-j component targets}. */
@CommandLine.Command(
    description = {
      "Says whether a component fits a world: whether it imports nothing else, and"
          + " exports all that the world does, under types that agree.",
      "Everything that does not is reported.",
    },
    exitCodeList = {"0:It fits.", "1:It does not, or another error.", "2:Wrong usage."},
    footer = {
      "",
      "Examples:",
      "  wit-j component targets wit app.wasm -w app",
      "  wit-j component targets wit app.wasm --format sarif > targets.sarif",
    })
final class TargetsCommand extends Command {
  @Parameters(
      index = "0",
      paramLabel = "WIT",
      description = "The WIT of the world: a file, or a folder with deps/.")
  private Optional<Path> wit = Optional.empty();

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "COMPONENT",
      description = "The component or its text; standard input if none is given or for `-`.")
  private Optional<Path> component = Optional.empty();

  @Mixin private WorldOption world = new WorldOption();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "How the findings are printed: ${COMPLETION-CANDIDATES}; json and sarif go to standard"
              + " output.")
  private MessageFormat format = MessageFormat.text;

  @Mixin private WitInput input = new WitInput();

  TargetsCommand(Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() {
    ParsedWit parsed = input.parse(streams, wit);
    List<Diagnostic> found =
        WorldTarget.check(
                parsed.resolve(), world.of(parsed), Binaries.read(streams, component).bytes())
            .stream()
            .map(WorldTarget.Finding::diagnostic)
            .toList();
    if (format == MessageFormat.text) {
      say(found);
    } else {
      String text = format.render(found, TextRenderer.plain());
      streams.writeText(Optional.empty(), text + "\n");
    }
    return found.isEmpty() ? 0 : 1;
  }
}
