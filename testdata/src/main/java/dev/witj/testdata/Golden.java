package dev.witj.testdata;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Assertions;

/**
 * Approved outputs in files of their own. {@code -Dwitj.bless=true} writes what came out over what
 * is approved, for a person to read in the diff.
 */
public final class Golden {
  private Golden() {}

  /** Demands that {@code actual} equals the content of {@code approved}. */
  public static void verify(Path approved, String actual) throws IOException {
    if (Boolean.getBoolean("witj.bless")) {
      Files.createDirectories(Objects.requireNonNull(approved.getParent()));
      Files.writeString(approved, actual);
      return;
    }
    if (!Files.exists(approved)) {
      Assertions.fail("nothing approved yet in " + approved.getFileName() + ":\n" + actual);
    }
    String expected = Files.readString(approved, StandardCharsets.UTF_8);
    Assertions.assertEquals(expected, actual, () -> "differs from " + approved.getFileName());
  }
}
