package dev.witj.cli;

import dev.witj.binary.ByteSlice;
import dev.witj.inspect.ObjDump;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wit-j objdump x.wasm}. */
@CommandLine.Command(
    description = "Lists the sections of a module or component, with offsets and counts.",
    footer = {"", "Examples:", "  wit-j objdump app.wasm", "  wit-j objdump --json app.wasm"})
final class ObjdumpCommand extends Command {
  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The binary; standard input if none is given or for `-`.")
  private Optional<Path> file = Optional.empty();

  @Option(names = "--json", description = "Print JSON rather than lines.")
  private boolean json;

  ObjdumpCommand(Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() {
    ByteSlice binary = Binaries.read(streams, file).bytes();
    if (json) {
      streams.writeText(Optional.empty(), ObjDump.toJson(binary) + "\n");
    } else {
      streams.writeText(Optional.empty(), out -> ObjDump.print(binary, out));
    }
    return 0;
  }
}
