package dev.witj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.diagnostics.DiagnosticException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A manifest, which others may have written, gives guests what lies below it and no more. */
final class SpinManifestTest {
  @TempDir private Path folder = Path.of("");

  private Path manifest(String source, String files) throws IOException {
    return Files.writeString(
        Files.createDirectories(folder.resolve("app")).resolve("spin.toml"),
        """
        spin_manifest_version = 2
        [application]
        name = "a"
        version = "1.0.0"
        [[trigger.http]]
        route = "/..."
        component = "a"
        [component.a]
        source = "%s"
        files = [%s]
        """
            .formatted(source, files));
  }

  @Test
  void givesNothingOutside() throws IOException {
    Path inside = Files.createDirectories(folder.resolve("app/inside"));
    Path outside = Files.createDirectories(folder.resolve("outside"));
    Files.createSymbolicLink(inside.resolve("link"), outside);
    Files.createSymbolicLink(inside.resolve("near"), inside);
    for (String good : List.of("\"inside/**\"", "\"inside/near/**\"")) {
      assertEquals(
          List.of(1),
          SpinManifest.read(Streams.ofProcess(), manifest("a.wasm", good)).values().stream()
              .map(part -> part.folders().size())
              .toList(),
          good);
    }
    for (String bad :
        List.of(
            "\"../outside/**\"",
            "\"inside/../../outside/**\"",
            "\"inside/link/**\"",
            "\"" + outside + "/**\"",
            "{ source = \"inside/link\", destination = \"/\" }",
            "{ source = \"..\", destination = \"/\" }")) {
      Path file = manifest("a.wasm", bad);
      String said =
          assertThrows(
                  DiagnosticException.class, () -> SpinManifest.read(Streams.ofProcess(), file))
              .diagnostics()
              .getFirst()
              .message();
      assertTrue(said.endsWith("lies outside the folder of the manifest"), said);
    }
  }

  @Test
  void readsOnlyFiles() throws IOException {
    Path file = manifest("..", "");
    String said =
        assertThrows(DiagnosticException.class, () -> SpinManifest.read(Streams.ofProcess(), file))
            .diagnostics()
            .getFirst()
            .message();
    assertTrue(said.endsWith("is no file"), said);
  }
}
