package dev.witj.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code wit-j parse x.wat -o x.wasm}. */
@CommandLine.Command(
    aliases = "wat2wasm",
    description = "Assembles the text of a module or component.",
    footer = {
      "",
      "Examples:",
      "  wit-j parse x.wat -o x.wasm",
      "  wit-j parse < x.wat | wit-j validate",
    })
final class ParseCommand extends Command {
  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The text; standard input if none is given or for `-`.")
  private Optional<Path> file = Optional.empty();

  @Mixin private BinaryOutput output = new BinaryOutput();

  ParseCommand(Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() {
    Binaries.Input input = Binaries.read(streams, file);
    output.write(streams, input);
    return 0;
  }
}
