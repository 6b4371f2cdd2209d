package dev.witj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.witj.testdata.Corpus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command lines in the reference's tests that split components, all of them as they stand:
 * several in a file share a folder.
 */
class ReferenceCommandsTest {
  private static final Pattern DIRECTIVE =
      Pattern.compile(";; (RUN|FAIL)(?:\\[(.*)])?: (.*)", Pattern.UNICODE_CASE);

  private static final Map<String, String> ENVIRONMENT =
      Map.of("WAST_STRICT_COMPONENT_INDICES", "1");

  @TempDir private Path temporary = Path.of("");

  @TestFactory
  Stream<DynamicTest> commands() {
    Path suite = Corpus.suite("wasm-tools-cli");
    return Corpus.files(suite, ".wat").stream()
        .filter(file -> text(file).contains(": component unbundle "))
        .map(
            file -> DynamicTest.dynamicTest(suite.relativize(file).toString(), () -> replay(file)));
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void replay(Path file) throws IOException {
    Path folder = Files.createTempDirectory(temporary, "run");
    for (String line : text(file).lines().toList()) {
      Matcher directive = DIRECTIVE.matcher(line);
      if (!directive.matches()) {
        continue;
      }
      List<String> words =
          Arrays.stream(directive.group(3).split(" ", -1))
              .map(word -> word.equals("%") ? file.toString() : word)
              .map(word -> word.replace("%tmpdir", folder.toString()))
              .toList();
      Session session = Session.run(new byte[0], ENVIRONMENT, words.toArray(String[]::new));
      if (directive.group(1).equals("FAIL")) {
        assertNotEquals(0, session.code(), line);
        continue;
      }
      assertEquals(0, session.code(), session.err());
      String suffix = directive.group(2) == null ? ".stdout" : "." + directive.group(2) + ".stdout";
      Path golden = file.resolveSibling(file.getFileName() + suffix);
      assertEquals(Files.exists(golden) ? text(golden).strip() : "", session.out().strip(), line);
    }
  }
}
