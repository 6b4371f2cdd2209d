package dev.witj.cli;

import dev.witj.binary.ByteSlice;
import dev.witj.inspect.ObjDump;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wit-j objdump x.wasm}. */
@CommandLine.Command(
    description = "Lists the sections of a module or component, with offsets and counts.",
    footer = {"", "Examples:", "  wit-j objdump app.wasm", "  wit-j objdump --json app.wasm"})
final class ObjdumpCommand extends Command {
  @Mixin private BinaryInput input = new BinaryInput();

  @Option(names = "--json", description = "Print JSON rather than lines.")
  private boolean json;

  ObjdumpCommand(Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() {
    ByteSlice binary = input.read(streams).bytes();
    if (json) {
      streams.writeText(Optional.empty(), ObjDump.toJson(binary) + "\n");
    } else {
      streams.writeText(Optional.empty(), out -> ObjDump.print(binary, out));
    }
    return 0;
  }
}
