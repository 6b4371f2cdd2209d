package dev.witj.cli;

import dev.witj.inspect.Demangle;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code wit-j demangle x.wasm}. */
@CommandLine.Command(
    description = {
      "Writes the names of functions as their source has them, where compilers of Rust and C++",
      "encoded them. Names that are not understood stay.",
    },
    footer = {
      "",
      "Examples:",
      "  wit-j demangle app.wasm -o named.wasm",
      "  wit-j demangle -t app.wasm",
    })
final class DemangleCommand extends Command {
  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The binary; standard input if none is given or for `-`.")
  private Optional<Path> file = Optional.empty();

  @Mixin private BinaryOutput output = new BinaryOutput();

  DemangleCommand(Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() {
    output.write(streams, Demangle.demangle(Binaries.read(streams, file).bytes()));
    return 0;
  }
}
