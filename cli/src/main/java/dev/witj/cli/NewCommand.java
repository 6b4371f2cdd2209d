package dev.witj.cli;

import dev.witj.encode.ComponentEncoder;
import dev.witj.encode.Preview1Adapter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code wit-j component new}. */
@CommandLine.Command(
    description = {
      "Makes a component of a core module that says which world it is for.",
      "Bindings make it say so, or `component embed` does. A program for WASI preview 1 gets the"
          + " adapter that is built in. The result is validated before it is written, and the same"
          + " inputs give the same bytes.",
    },
    footer = {
      "",
      "Examples:",
      "  wit-j component new app.core.wasm -o app.wasm",
      "  wit-j component new app.core.wasm --wasi reactor --wasi-version 0.2.3 -o app.wasm",
      "  wit-j component new app.core.wasm --adapt wasi_snapshot_preview1=command.wasm"
          + " -o app.wasm",
      "  wit-j component embed wit app.core.wasm | wit-j component new -o app.wasm",
    })
final class NewCommand extends Command {
  @Parameters(
      arity = "0..1",
      paramLabel = "MODULE",
      description = "The core module or its text; standard input if none is given or for `-`.")
  private Optional<Path> module = Optional.empty();

  @Mixin private EncoderOptions encoder = new EncoderOptions();

  @Mixin private BinaryOutput output = new BinaryOutput();

  NewCommand(Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() {
    Binaries.Input input = Binaries.read(streams, module);
    output.write(
        streams,
        encoder
            .apply(
                ComponentEncoder.of(input.bytes()),
                Preview1Adapter.neededBy(input.bytes()),
                streams)
            .encode(),
        input);
    return 0;
  }
}
