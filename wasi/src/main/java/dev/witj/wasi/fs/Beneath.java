package dev.witj.wasi.fs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * An open place of the host below which paths are resolved; no path leaves it. What it finds is
 * handed out as paths that {@code java.nio} can use.
 */
sealed interface Beneath extends AutoCloseable permits LinuxBeneath, PortableBeneath {
  /** A path of the host that names this place as long as it is open. */
  Path path();

  /**
   * Opens what a path names, without reading or writing it.
   *
   * @param follow whether a link at the end is followed
   * @param folder whether only a folder will do
   */
  Beneath node(String path, boolean follow, boolean folder) throws IOException;

  /** Opens or creates a file. */
  Opened file(String path, OpenMode mode) throws IOException;

  /**
   * An open file.
   *
   * @param channel reads and writes it
   * @param node names it
   */
  record Opened(FileChannel channel, Beneath node) {}

  @Override
  void close();

  /** Below which folder of the host. */
  static Beneath of(Path folder) throws IOException {
    Path real = folder.toRealPath();
    return Linux.get().isPresent()
        ? LinuxBeneath.root(Linux.get().get(), real)
        : new PortableBeneath(real, real);
  }
}
