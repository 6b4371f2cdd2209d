package dev.witj.benchmarks;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The components that are measured, which are no part of the project. */
final class Guests {
  private Guests() {}

  /** Where a component is; the folder of them all is {@code -Dwitj.guests}. */
  static Path path(String guest) {
    return Path.of(System.getProperty("witj.guests", "../shared/guests"))
        .toAbsolutePath()
        .resolve(guest);
  }

  /** The bytes of a component. */
  static ByteSlice read(String guest) throws IOException {
    Path file = path(guest);
    return ByteSlice.of(Source.binary(file), Files.readAllBytes(file));
  }
}
