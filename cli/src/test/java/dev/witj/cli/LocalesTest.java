package dev.witj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.witj.testdata.Corpus;
import dev.witj.wasi.http.HttpEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is written is the same wherever its reader lives. */
final class LocalesTest {
  /** What {@link String#formatted} writes with the digits and the decimal point of the locale. */
  private static final Pattern LOCAL = Pattern.compile("%[-0-9,.+#(]*[dfeEgG]\\b");

  /** What these write is for us. */
  private static final List<Path> OURS =
      List.of(Corpus.root().resolve("benchmarks"), Corpus.root().resolve("testdata"));

  @Test
  void logsHaveTheSameNumbersInEveryLocale() {
    Locale before = Locale.getDefault();
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try {
      // Digits of its own, and another decimal point.
      Locale.setDefault(Locale.of("ar", "EG"));
      assertFalse("%d".formatted(1).equals("1"));
      new AccessLog(
              new PrintStream(said, true, StandardCharsets.UTF_8),
              Optional.of(AccessLog.Format.text))
          .say(
              new HttpEvent(
                  1, "127.0.0.1", "GET", "/", 200, 5, 67, 1_234_567, Optional.of("trapped")));
    } finally {
      Locale.setDefault(before);
    }
    assertEquals(
        """
        127.0.0.1 "GET /" 200 5 67 1.234ms
        error: request 1, GET /: the guest trapped
        """,
        said.toString(StandardCharsets.UTF_8));
  }

  @Test
  void noFormatIsThatOfALocale() throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> modules = Files.list(Corpus.root())) {
      for (Path module : modules.map(each -> each.resolve("src/main/java")).toList()) {
        if (Files.isDirectory(module) && OURS.stream().noneMatch(module::startsWith)) {
          look(module, found);
        }
      }
    }
    assertEquals(List.of(), found);
  }

  private static void look(Path module, List<String> found) throws IOException {
    try (Stream<Path> files = Files.walk(module)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        Files.readAllLines(file).stream()
            .filter(line -> LOCAL.matcher(line).find() && !line.contains("Locale.ROOT"))
            .forEach(line -> found.add(file.getFileName() + ": " + line.strip()));
      }
    }
  }
}
