package dev.witj.cli;

import dev.witj.inspect.Strip;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wit-j strip x.wasm}. */
@CommandLine.Command(
    description = "Removes custom sections; names, component types and dylink.0 stay.",
    footer = {
      "",
      "Examples:",
      "  wit-j strip app.wasm -o small.wasm",
      "  wit-j strip --delete '^\\.debug' app.wasm -o small.wasm",
    })
final class StripCommand extends Command {
  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The binary; standard input if none is given or for `-`.")
  private Optional<Path> file = Optional.empty();

  @Mixin private BinaryOutput output = new BinaryOutput();

  @Option(
      names = {"-a", "--all"},
      description = "Remove every custom section.")
  private boolean all;

  @Option(
      names = {"-d", "--delete"},
      paramLabel = "REGEX",
      description = "Remove those whose name matches, and no others; repeatable.")
  private List<Pattern> delete = List.of();

  StripCommand(Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() {
    Strip strip = all ? Strip.all() : delete.isEmpty() ? Strip.unneeded() : Strip.matching(delete);
    output.write(streams, strip.strip(Binaries.read(streams, file).bytes()));
    return 0;
  }
}
