package dev.witj.binary.internal;

import dev.witj.binary.Features;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.CodeSource;
import java.util.Optional;
import java.util.stream.Stream;

/** What says by which rules a binary was judged, for those who remember the outcome. */
public final class ValidationRules {
  private ValidationRules() {}

  /**
   * The rules of this build of the validator with some features on: a text that another build or
   * other features do not have; nothing where it cannot be told which build this is.
   */
  public static Optional<String> of(Features features) {
    return Build.STAMP.map(stamp -> stamp + " " + features);
  }

  /** Found out once, and only when asked for. */
  private static final class Build {
    static final Optional<String> STAMP = stamp();

    private static Optional<String> stamp() {
      CodeSource source = ValidationRules.class.getProtectionDomain().getCodeSource();
      if (source == null || source.getLocation() == null) {
        return Optional.empty();
      }
      try {
        Path code = Path.of(source.getLocation().toURI());
        return Optional.of(Files.isDirectory(code) ? newest(code) : stamp(code));
      } catch (IOException | URISyntaxException | IllegalArgumentException e) {
        return Optional.empty();
      }
    }

    private static String stamp(Path file) throws IOException {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return file.getFileName() + ":" + attributes.size() + ":" + attributes.lastModifiedTime();
    }

    /** Classes that were compiled one by one. */
    private static String newest(Path folder) throws IOException {
      try (Stream<Path> files = Files.walk(folder)) {
        long size = 0;
        long time = 0;
        for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
          size += Files.size(file);
          time = Math.max(time, Files.getLastModifiedTime(file).toMillis());
        }
        return "classes:" + size + ":" + time;
      }
    }
  }
}
