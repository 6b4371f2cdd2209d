package dev.witj.cli;

import dev.witj.inspect.Dump;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
  @Mixin private BinaryInput input = new BinaryInput();

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
    Binaries.Input binary = input.read(streams);
    streams.writeText(output, out -> Dump.print(binary.bytes(), out));
    return 0;
  }
}
