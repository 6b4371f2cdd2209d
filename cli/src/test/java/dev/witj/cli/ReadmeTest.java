package dev.witj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.testdata.Corpus;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * What the README says, done as it stands there: its commands with what they print, its programs,
 * its flags. Its project file is resolved by {@code .ci/consume}.
 */
@DisabledOnOs(OS.WINDOWS)
class ReadmeTest {
  private static final Pattern PROGRAM =
      Pattern.compile("```java\n// (\\S+)\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path project = Path.of("");

  private static String readme() throws IOException {
    return Files.readString(Corpus.root().resolve("README.md"));
  }

  /** Its commands up to where Java begins, and what stands below those with a {@code $}. */
  @Test
  void commandsPrintWhatItSays() throws IOException {
    String readme = readme();
    List<String> lines =
        readme.substring(0, readme.indexOf("## Use it from Java")).lines().toList();
    int compared = 0;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      boolean isCode = lines.get(i).startsWith("    ");
      if (isCode && line.startsWith("./wit-j ")) {
        for (String command : line.split(" && ", -1)) {
          witj(command.split(" "));
        }
      } else if (isCode && line.startsWith("$ ./wit-j ")) {
        int end = i + 1;
        while (end < lines.size() && lines.get(end).matches(" {4}.*|")) {
          end++;
        }
        String expected = String.join("\n", lines.subList(i + 1, end)).indent(-4).stripTrailing();
        Session session = session(line.substring("$ ".length()).split(" "));
        String actual =
            (session.out() + session.err())
                .replace(Corpus.root() + "/", "")
                .replace(project + "/", "")
                .stripTrailing();
        if (expected.endsWith("\n...")) {
          String beginning = expected.substring(0, expected.length() - "...".length());
          assertTrue(actual.startsWith(beginning), actual);
        } else {
          assertEquals(expected, actual);
        }
        compared++;
      }
    }
    assertTrue(compared > 3);
  }

  /** Commands over files that it does not give: options and operands at least are right. */
  @Test
  void otherCommandsAreWellFormed() throws IOException {
    List<String> lines =
        readme()
            .lines()
            .filter(line -> line.startsWith("    wit-j "))
            .map(line -> line.replaceFirst(" +#.*", "").strip())
            .toList();
    assertFalse(lines.isEmpty());
    for (String line : lines) {
      List<String> words = List.of(line.split(" ", -1));
      words = words.subList(1, words.size());
      CommandLine.ParseResult parsed =
          Main.commandLine(Streams.ofProcess(), words).parseArgs(words.toArray(String[]::new));
      assertTrue(parsed.hasSubcommand(), line);
    }
  }

  @Test
  void allCommandsAreNamed() throws IOException {
    String readme = readme();
    String tour = readme.substring(0, readme.indexOf("## Use it from Java"));
    CommandLine all = Main.commandLine(Streams.ofProcess(), List.of());
    for (CommandLine command : all.getSubcommands().values()) {
      String name = command.getCommandName();
      assertTrue(name.equals("help") || tour.matches("(?s).*[ `]" + name + "[ `].*"), name);
    }
  }

  @Test
  void programsCompileAndRun() throws Exception {
    String readme = readme();
    String section = readme.substring(readme.indexOf("## Use it from Java"));
    section = section.substring(0, section.indexOf("\n## "));
    section
        .lines()
        .filter(line -> line.startsWith("    ./wit-j "))
        .forEach(line -> witj(line.strip().split(" ")));
    Matcher program = PROGRAM.matcher(section);
    while (program.find()) {
      Path file = project.resolve(program.group(1));
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.writeString(file, program.group(2));
    }
    compile();
    Files.writeString(project.resolve("target/classpath"), System.getProperty("java.class.path"));
    List<String> lines =
        section
            .lines()
            .filter(line -> line.startsWith("    java ") || line.startsWith("    flags="))
            .map(String::strip)
            .toList();
    List<String> expected =
        lines.stream().filter(l -> l.contains("# ")).map(l -> l.split("# ", 2)[1]).toList();
    assertFalse(expected.isEmpty());
    assertEquals(String.join("\n", expected) + "\n", shell(lines));
  }

  /** Runs a command of the README, whose results go to the project of its reader. */
  private void witj(String[] words) {
    Session session = session(words);
    assertEquals(0, session.code(), session.err());
  }

  private Session session(String[] words) {
    List<String> arguments = new ArrayList<>();
    for (int i = 1; i < words.length; i++) {
      boolean made = words[i - 1].equals("-o") || words[i].equals("greet.wasm");
      boolean input = words[i].startsWith("testdata/");
      arguments.add(
          made
              ? project.resolve(words[i]).toString()
              : input ? Corpus.root().resolve(words[i]).toString() : words[i].replace("'", ""));
    }
    return Session.run(arguments.toArray(String[]::new));
  }

  private void compile() throws IOException {
    JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
    StringWriter said = new StringWriter();
    try (Stream<Path> files = Files.walk(project.resolve("src/main/java"));
        StandardJavaFileManager manager =
            compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
      List<String> options =
          List.of(
              "-Xlint:all,-path,-classfile,-serial",
              "-Werror",
              "-d",
              project.resolve("target/classes").toString(),
              "-classpath",
              System.getProperty("java.class.path"));
      boolean fine =
          compiler
              .getTask(
                  said, manager, null, options, null, manager.getJavaFileObjectsFromPaths(sources))
              .call();
      assertEquals("", said.toString());
      assertTrue(fine);
    }
  }

  /** What lines of a shell write. */
  private String shell(List<String> lines) throws IOException, InterruptedException {
    Path script = Files.writeString(project.resolve("run.sh"), String.join("\n", lines));
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-e", script.toString())
            .directory(project.toFile())
            .redirectErrorStream(true);
    String java = Path.of(System.getProperty("java.home"), "bin").toString();
    builder.environment().merge("PATH", java, (path, bin) -> bin + ":" + path);
    Process process = builder.start();
    try (OutputStream _ = process.getOutputStream()) {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, process.waitFor(), output);
      return output;
    }
  }
}
