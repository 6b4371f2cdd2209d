package dev.witj.cli;

import dev.witj.inspect.Dump;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wit-j dump x.wasm}. */
@CommandLine.Command(
    description = {
      "Shows every byte of a module or component with its offset and what it means.",
      "Of a malformed one, all that comes before the error is shown.",
    },
    footer = {
      "",
      "Examples:",
      "  wit-j dump app.wasm",
      "  wit-j dump app.wat -o app.dump",
    })
final class DumpCommand extends Command {
  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The binary; standard input if none is given or for `-`.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where the text goes (default: standard output).")
  private Optional<Path> output = Optional.empty();

  DumpCommand(Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() {
    Binaries.Input input = Binaries.read(streams, file);
    streams.writeText(output, out -> Dump.print(input.bytes(), out));
    return 0;
  }
}
