package dev.witj.cli;

import picocli.CommandLine;
import picocli.CommandLine.Mixin;

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
  @Mixin private BinaryInput input = new BinaryInput();

  @Mixin private BinaryOutput output = new BinaryOutput();

  ParseCommand(Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() {
    output.write(streams, input.read(streams));
    return 0;
  }
}
