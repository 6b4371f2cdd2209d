package dev.witj.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Parameters;

/** The module or component that a command is given. */
final class BinaryInput {
  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The binary or its text; standard input if none is given or for `-`.")
  private Optional<Path> file = Optional.empty();

  /** Reads it; text is assembled. */
  Binaries.Input read(Streams streams) {
    return Binaries.read(streams, file);
  }
}
