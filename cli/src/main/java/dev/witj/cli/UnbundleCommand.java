package dev.witj.cli;

import dev.witj.compose.Unbundle;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wit-j component unbundle}. */
@CommandLine.Command(
    description = {
      "Takes core modules out of a component.",
      "Each becomes a file that is named after the import that stands in its place.",
    },
    footer = {
      "",
      "Examples:",
      "  wit-j component unbundle app.wasm --module-dir modules -o app.imports.wasm",
      "  wit-j component unbundle app.wasm --module-dir modules --threshold 0 -t",
    })
final class UnbundleCommand extends Command {
  @Mixin private BinaryInput input = new BinaryInput();

  @Option(
      names = "--module-dir",
      paramLabel = "DIR",
      description = "Where the modules go (default: the current folder).")
  private Path folder = Path.of("");

  @Option(
      names = "--threshold",
      paramLabel = "BYTES",
      description = "Smaller modules stay where they are (default: ${DEFAULT-VALUE}).")
  private int threshold = Unbundle.DEFAULT_THRESHOLD;

  @Mixin private BinaryOutput output = new BinaryOutput();

  UnbundleCommand(Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() {
    atLeast(0, "--threshold", threshold);
    Binaries.Input binary = input.read(streams);
    Unbundle unbundled = Unbundle.of(binary.bytes(), threshold);
    output.write(streams, unbundled.component().toByteArray(), binary);
    if (!unbundled.modules().isEmpty()) {
      Streams.makeFolder(folder.toAbsolutePath());
    }
    for (Unbundle.Module module : unbundled.modules()) {
      streams.writeBinary(
          Optional.of(folder.resolve(module.name() + ".wasm")), module.binary().toByteArray());
    }
    return 0;
  }
}
