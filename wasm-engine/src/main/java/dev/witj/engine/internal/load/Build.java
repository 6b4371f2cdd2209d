package dev.witj.engine.internal.load;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.stream.Stream;

/** Tells builds of this engine apart: compiled code fits only the build that has compiled it. */
final class Build {
  private static final String UNKNOWN = "unknown";

  private Build() {}

  /** What another build has not, as long as its files are others. */
  static String fingerprint() {
    try {
      CodeSource source = Build.class.getProtectionDomain().getCodeSource();
      if (source == null) {
        return UNKNOWN;
      }
      URI location = source.getLocation().toURI();
      return location.getScheme().equals("file") ? of(Path.of(location)) : UNKNOWN;
    } catch (IOException | URISyntaxException e) {
      return UNKNOWN;
    }
  }

  private static String of(Path location) throws IOException {
    long hash = 17;
    try (Stream<Path> files =
        Files.isDirectory(location) ? Files.walk(location) : Stream.of(location)) {
      List<Path> all = files.filter(Files::isRegularFile).sorted().toList();
      for (Path file : all) {
        hash = 31 * hash + String.valueOf(location.relativize(file)).hashCode();
        hash = 31 * hash + Files.size(file);
        hash = 31 * hash + Files.getLastModifiedTime(file).toMillis();
      }
    }
    return Long.toHexString(hash);
  }
}
