package dev.witj.cli;

import dev.witj.inspect.Demangle;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** {@code wit-j demangle x.wasm}. */
@CommandLine.Command(
    description = {
      "Writes the names of functions as their source has them.",
      "Compilers of Rust and C++ encode them; names that are not understood stay.",
    },
    footer = {
      "",
      "Examples:",
      "  wit-j demangle app.wasm -o named.wasm",
      "  wit-j demangle -t app.wasm",
    })
final class DemangleCommand extends Command {
  @Mixin private BinaryInput input = new BinaryInput();

  @Mixin private BinaryOutput output = new BinaryOutput();

  DemangleCommand(Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() {
    Binaries.Input binary = input.read(streams);
    output.write(streams, Demangle.demangle(binary.bytes()), binary);
    return 0;
  }
}
