package dev.witj.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.witj.testdata.Corpus;
import dev.witj.testdata.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Approved transcripts: each file in {@code testdata/cli} holds command lines, and what came of
 * them. In a command, {@code %samples} and {@code %guests} are the folders of components, {@code
 * %tmp} is a folder of the transcript's own.
 */
final class TranscriptTest {
  @TempDir private Path temporary = Path.of("");

  @TestFactory
  Stream<DynamicTest> transcripts() throws IOException {
    List<Path> files = new ArrayList<>(Corpus.files(Corpus.testdata("cli"), ".txt"));
    return files.stream()
        .map(
            file ->
                DynamicTest.dynamicTest(String.valueOf(file.getFileName()), () -> replay(file)));
  }

  private void replay(Path file) throws IOException {
    Path own = Files.createTempDirectory(temporary, "run");
    StringBuilder actual = new StringBuilder();
    List<String> lines = Files.readAllLines(file);
    boolean hasOutput = lines.stream().anyMatch(line -> line.startsWith("--- exit "));
    boolean inOutput = false;
    for (String line : lines) {
      inOutput &= !line.startsWith("--- exit ");
      if (line.startsWith("# ") && !inOutput) {
        actual.append(line).append('\n');
      }
      if (!line.startsWith("$ wit-j")) {
        continue;
      }
      String[] arguments =
          words(line.substring("$ wit-j".length())).stream()
              .map(word -> expand(word, own))
              .toArray(String[]::new);
      inOutput = hasOutput;
      boolean usesGuests = line.contains("%guests");
      Session session = Session.run(arguments);
      assertFalse(
          session.err().contains("\tat ") || session.err().contains("should not have happened"),
          session.err());
      actual.append(line).append('\n');
      actual.append(shrink(session.out(), own, usesGuests));
      if (!session.err().isEmpty()) {
        actual.append("--- stderr\n").append(shrink(session.err(), own, usesGuests));
      }
      actual.append("--- exit ").append(session.code()).append("\n\n");
    }
    Golden.verify(file, actual.toString());
  }

  private static String expand(String word, Path own) {
    String text =
        word.replace("%samples", Corpus.testdata("samples").toString())
            .replace("%tmp", own.toString());
    return text.contains("%guests") ? text.replace("%guests", Corpus.guests().toString()) : text;
  }

  private static String shrink(String text, Path own, boolean usesGuests) {
    String shrunk =
        text.replace(own.toString(), "%tmp")
            .replace(Corpus.testdata("samples").toString(), "%samples");
    if (usesGuests) {
      shrunk = shrunk.replace(Corpus.guests().toString(), "%guests");
    }
    return shrunk.isEmpty() || shrunk.endsWith("\n") ? shrunk : shrunk + "\n";
  }

  /** Splits as a shell does, single quotes only. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    boolean any = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\'') {
        quoted = !quoted;
        any = true;
      } else if (c == ' ' && !quoted) {
        if (any) {
          words.add(word.toString());
        }
        word.setLength(0);
        any = false;
      } else {
        word.append(c);
        any = true;
      }
    }
    if (any) {
      words.add(word.toString());
    }
    return words;
  }
}
