package dev.witj.testdata;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;

/**
 * A case of the {@code wit-parser} suite: a golden that stands beside the file or folder it is of.
 *
 * @param name what both are called, without their endings
 * @param input the file or folder to parse
 * @param golden what is approved of it
 */
public record WitCase(String name, Path input, Path golden) {
  /** The cases in a folder whose goldens end so, in a stable order. */
  public static List<WitCase> in(Path folder, String suffix) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> entry.getFileName().toString().endsWith(suffix))
          .sorted()
          .map(golden -> of(golden, suffix))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static WitCase of(Path golden, String suffix) {
    String file = golden.getFileName().toString();
    String name = file.substring(0, file.length() - suffix.length());
    Path input =
        Stream.of(name + ".wit", name + ".wat", name + ".wasm", name)
            .map(golden::resolveSibling)
            .filter(Files::exists)
            .findFirst()
            .orElseThrow();
    return new WitCase(name, input, golden);
  }

  /** Whether it needs a decoder of encoded packages. */
  public boolean isEncoded() {
    return Stream.of(".wasm", ".wat").anyMatch(suffix -> !Corpus.files(input, suffix).isEmpty());
  }

  /** Demands that a text is the JSON of the golden, however either is laid out. */
  public void verifyTree(String actual) throws IOException {
    ObjectMapper json = new ObjectMapper();
    Assertions.assertEquals(
        json.readTree(golden.toFile()).toPrettyString(), json.readTree(actual).toPrettyString());
  }
}
