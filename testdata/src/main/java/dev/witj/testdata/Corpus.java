package dev.witj.testdata;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Where third-party data lies. It stands beside the project, not in it: tests that need it are
 * skipped where it is absent, unless {@code -Dwitj.demand=true} says it must be there.
 */
public final class Corpus {
  /** The column of the table of a suite's binaries in which the small ones stand whole. */
  private static final int BASE64 = 9;

  private Corpus() {}

  /** The folder of a conformance suite; skips the calling test where it is absent. */
  public static Path suite(String name) {
    return require(folder("witj.conformance", "../shared/conformance").resolve(name));
  }

  /** The folder of the real components; skips the calling test where it is absent. */
  public static Path guests() {
    return require(folder("witj.guests", "../shared/guests"));
  }

  /** The root of the project's own tree. */
  public static Path root() {
    String root = System.getProperty("witj.root");
    if (root != null) {
      return Path.of(root);
    }
    Path at = Path.of("").toAbsolutePath();
    while (!Files.exists(at.resolve("testdata/pom.xml"))) {
      at = Objects.requireNonNull(at.getParent(), "not inside the project");
    }
    return at;
  }

  /** A file or folder below the {@code testdata} module. */
  public static Path testdata(String path) {
    return root().resolve("testdata").resolve(path);
  }

  /** All files below a folder whose names end so, in a stable order. */
  public static List<Path> files(Path folder, String suffix) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> file.getFileName().toString().endsWith(suffix))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The small binaries that a suite's texts stand for, by where they come from. */
  public static Map<String, byte[]> smallBinaries(String suite) {
    Map<String, byte[]> binaries = new LinkedHashMap<>();
    try (Stream<String> lines = Files.lines(suite(suite).resolve("BINARIES.tsv"))) {
      lines.forEach(
          line -> {
            String[] columns = line.split("\t", -1);
            if (!line.startsWith("#") && columns.length > BASE64 && !columns[BASE64].isEmpty()) {
              binaries.put(
                  suite + "/" + columns[0] + "#" + columns[1],
                  Base64.getDecoder().decode(columns[BASE64]));
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return binaries;
  }

  private static Path folder(String property, String otherwise) {
    String set = System.getProperty(property);
    return set != null && !set.isEmpty() ? Path.of(set) : root().resolve(otherwise);
  }

  private static Path require(Path folder) {
    if (Boolean.getBoolean("witj.demand") && !Files.isDirectory(folder)) {
      throw new AssertionError(folder.getFileName() + " is demanded but absent");
    }
    Assumptions.assumeTrue(Files.isDirectory(folder), () -> folder.getFileName() + " is absent");
    return folder.normalize();
  }
}
