package dev.witj.cli;

import dev.witj.inspect.Strip;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
  @Mixin private BinaryInput input = new BinaryInput();

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
    output.write(streams, strip.strip(input.read(streams).bytes()));
    return 0;
  }
}
