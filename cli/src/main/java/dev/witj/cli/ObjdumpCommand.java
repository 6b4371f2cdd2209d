package dev.witj.cli;

import dev.witj.inspect.ObjDump;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** {@code wit-j objdump x.wasm}. */
@CommandLine.Command(
    name = "objdump",
    mixinStandardHelpOptions = true,
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
    StringBuilder text = new StringBuilder();
    try {
      ObjDump.print(Binaries.read(streams, file).bytes(), text);
    } catch (IOException e) {
      throw new IllegalStateException("a string builder does not fail", e);
    }
    streams.writeText(Optional.empty(), text.toString());
    return 0;
  }
}
