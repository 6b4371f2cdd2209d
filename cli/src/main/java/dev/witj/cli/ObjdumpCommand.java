package dev.witj.cli;

import dev.witj.binary.ByteSlice;
import dev.witj.inspect.ObjDump;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** {@code wit-j objdump x.wasm}. */
@CommandLine.Command(
    description = "Lists the sections of a module or component, with offsets and counts.",
    footer = {"", "Example:", "  wit-j objdump app.wasm"})
final class ObjdumpCommand extends Command {
  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The binary; standard input if none is given or for `-`.")
  private Optional<Path> file = Optional.empty();

  ObjdumpCommand(Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() {
    ByteSlice binary = Binaries.read(streams, file).bytes();
    streams.writeText(Optional.empty(), out -> ObjDump.print(binary, out));
    return 0;
  }
}
