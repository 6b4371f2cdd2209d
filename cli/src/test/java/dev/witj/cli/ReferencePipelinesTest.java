package dev.witj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.witj.testdata.Corpus;
import dev.witj.testdata.Expectations;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command lines in the reference's tests that embed worlds, make components and encode WIT,
 * each command reading what the one before it wrote.
 */
class ReferencePipelinesTest {
  private static final Pattern DIRECTIVE =
      Pattern.compile("(?://|;;) *(RUN|FAIL)(?:\\[([^\\]]*)])?: (.*)");
  private static final Pattern COVERED =
      Pattern.compile("component (?:embed|new|targets) |component wit .*(?:--wasm|-t\\b|nominal)");

  @TempDir private Path temporary = Path.of("");

  private record Line(String line, boolean succeeds, Optional<String> name, String commands) {}

  @TestFactory
  Stream<DynamicTest> pipelines() throws IOException {
    Path suite = Corpus.suite("wasm-tools-cli");
    Expectations expectations = Expectations.load("wasm-tools-cli-pipelines");
    List<Path> files = new ArrayList<>(Corpus.files(suite, ".wit"));
    files.addAll(Corpus.files(suite, ".wat"));
    List<DynamicTest> tests = new ArrayList<>();
    for (Path file : files) {
      for (Line line : lines(file)) {
        if (COVERED.matcher(line.commands()).find()) {
          String name =
              suite.relativize(file) + line.name().map(label -> "[" + label + "]").orElse("");
          tests.add(
              DynamicTest.dynamicTest(
                  name, () -> expectations.run(name, () -> replay(file, line))));
        }
      }
    }
    return tests.stream();
  }

  /** A line that ends with a backslash goes on in the next comment. */
  private static List<Line> lines(Path file) throws IOException {
    List<Line> found = new ArrayList<>();
    List<String> text =
        new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    for (int i = 0; i < text.size(); i++) {
      Matcher directive = DIRECTIVE.matcher(text.get(i).strip());
      if (!directive.matches()) {
        continue;
      }
      StringBuilder commands = new StringBuilder(directive.group(3));
      while (commands.toString().endsWith("\\") && i + 1 < text.size()) {
        commands.setLength(commands.length() - 1);
        commands.append(text.get(++i).strip().substring(2).strip());
      }
      found.add(
          new Line(
              text.get(i),
              directive.group(1).equals("RUN"),
              Optional.ofNullable(directive.group(2)),
              commands.toString()));
    }
    return found;
  }

  private void replay(Path file, Line line) throws IOException {
    Path folder = Files.createTempDirectory(temporary, "run");
    byte[] piped = new byte[0];
    int code = 0;
    String errors = "";
    for (String command : line.commands().split("\\|", -1)) {
      String[] words =
          Arrays.stream(command.strip().split(" +", -1))
              .map(word -> word.equals("%") ? file.toString() : word)
              .map(word -> word.startsWith("%tmpdir") ? folder + word.substring(7) : word)
              .toArray(String[]::new);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      code =
          Main.run(
              new Streams(
                  new ByteArrayInputStream(piped),
                  out,
                  new PrintStream(err, true, StandardCharsets.UTF_8),
                  false,
                  false,
                  Map.of("WAST_STRICT_COMPONENT_INDICES", "1")),
              words);
      piped = out.toByteArray();
      errors = err.toString(StandardCharsets.UTF_8);
      assertFalse(errors.contains("\tat ") || errors.contains("should not have"), errors);
      if (code != 0) {
        break;
      }
    }
    if (!line.succeeds()) {
      assertNotEquals(0, code, line.commands());
      return;
    }
    assertEquals(0, code, errors);
    String suffix = line.name().map(name -> "." + name).orElse("") + ".stdout";
    Path golden = file.resolveSibling(file.getFileName() + suffix);
    String expected = Files.exists(golden) ? Files.readString(golden) : "";
    String actual = new String(piped, StandardCharsets.UTF_8);
    if (line.commands().contains("--json")) {
      ObjectMapper json = new ObjectMapper();
      assertEquals(json.readTree(expected), json.readTree(actual));
    } else {
      assertEquals(masked(expected, folder), masked(actual, folder), line.commands());
    }
  }

  private static String masked(String text, Path folder) {
    return text.replace(folder.toString(), "%tmpdir")
        .replace('\\', '/')
        .replaceAll("\\(processed-by \"[^\"]*\" \"[^\"]*\"\\)", "(processed-by)")
        .lines()
        .map(String::stripTrailing)
        .reduce("", (a, b) -> a + "\n" + b)
        .strip();
  }
}
