package dev.witj.cli;

import dev.witj.binary.ByteSlice;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;

/**
 * A file that may have another name in front, as in {@code NAME=FILE}.
 *
 * @param name the other name
 * @param file the file
 */
record NamedFile(Optional<String> name, Path file) {
  /**
   * Reads an argument.
   *
   * @param form what was to be written, for messages
   */
  static NamedFile of(String argument, String form, CommandLine commandLine) {
    int equals = argument.indexOf('=');
    if (equals == 0 || equals == argument.length() - 1 || argument.isEmpty()) {
      throw new UsageException(commandLine, CliCode.NO_FILE_NAMED.error(argument, form));
    }
    Path file = Path.of(argument.substring(equals + 1));
    return new NamedFile(
        equals < 0 ? Optional.empty() : Optional.of(argument.substring(0, equals)), file);
  }

  /** The file's name without folders. */
  String fileName() {
    return String.valueOf(file.getFileName());
  }

  /** The part of the file's name before the first dot. */
  String stem() {
    int dot = fileName().indexOf('.');
    return dot < 0 ? fileName() : fileName().substring(0, dot);
  }

  /** What the file holds, as a binary. */
  ByteSlice read(Streams streams) {
    return Binaries.read(streams, Optional.of(file)).bytes();
  }
}
