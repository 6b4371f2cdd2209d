package dev.witj.encode;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The library that finds other libraries and their symbols by name while a program runs. */
final class BuiltInLoader {
  /** The name by which other libraries need it. */
  static final String NAME = "libdl.so";

  private BuiltInLoader() {}

  static ByteSlice binary() {
    try (InputStream in = BuiltInLoader.class.getResourceAsStream("link/libdl.wasm")) {
      return ByteSlice.of(Source.binary(NAME), Objects.requireNonNull(in).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
