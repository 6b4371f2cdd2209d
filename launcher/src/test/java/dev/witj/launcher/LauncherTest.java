package dev.witj.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.witj.testdata.Corpus;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher in the environments of containers, services and cron, over a tree that holds nothing
 * but it and a jar that stands for what is tested here.
 */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  private static final String GREETER = Corpus.testdata("samples/greeter.wat").toString();

  @TempDir private static Path temporary = Path.of("");
  private static Path launcher = Path.of("");

  private record Outcome(int code, String out, String err) {}

  @BeforeAll
  static void install() throws IOException {
    launcher = install("a folder of 2ö");
  }

  private static Path install(String name) throws IOException {
    Path root = temporary.resolve(name);
    Path dist = root.resolve("cli/target/dist");
    Files.createDirectories(dist.resolve("lib"));
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(
            Attributes.Name.CLASS_PATH,
            Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toUri().toString())
                .collect(Collectors.joining(" ")));
    try (OutputStream jar = Files.newOutputStream(dist.resolve("lib/wit-j.jar"))) {
      new JarOutputStream(jar, manifest).close();
    }
    Files.createFile(dist.resolve("built"));
    return Files.copy(Corpus.root().resolve("wit-j"), root.resolve("wit-j"));
  }

  /** Runs a line of a shell, in which {@code $0} is the launcher, with these variables alone. */
  private static Outcome run(Map<String, String> variables, String line, String... arguments)
      throws IOException, InterruptedException {
    return run(launcher, variables, line, arguments);
  }

  private static Outcome run(
      Path program, Map<String, String> variables, String line, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("env", "-i", "PATH=/usr/bin:/bin"));
    command.add("WITJ_JAVA_HOME=" + System.getProperty("java.home"));
    command.addAll(List.of("WITJ_NO_REBUILD=1", "WITJ_NO_AOT=1"));
    variables.forEach((name, value) -> command.add(name + "=" + value));
    // The line is a file, since this process may have no locale to pass its letters on in.
    Path script = Files.createTempFile(temporary, "line", ".sh");
    Files.writeString(script, line.replace("$0", quote(program.toString())) + "\n", UTF_8);
    command.addAll(List.of("bash", script.toString()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(temporary, "out", "");
    Path err = Files.createTempFile(temporary, "err", "");
    Process process =
        new ProcessBuilder(command)
            .directory(temporary.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    process.getOutputStream().close();
    int code = process.waitFor();
    return new Outcome(code, Files.readString(out), Files.readString(err));
  }

  private static String quote(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  @Test
  void needsNeitherLocaleNorHome() throws Exception {
    Outcome outcome = run(Map.of(), "$0 run --invoke 'greet(\"Zoë\")' " + quote(GREETER));
    assertEquals(new Outcome(0, "\"Hello, Zoë!\"\n", ""), outcome);
  }

  @Test
  void readsNamesAsUtf8InEveryLocale() throws Exception {
    for (String locale : List.of("C", "POSIX", "xx_XX.UTF-8")) {
      Outcome outcome =
          run(
              Map.of("LC_ALL", locale, "LANG", locale),
              "mkdir -p 'ö ö' && echo '(component)' > 'ö ö/a:b ü.wat' && $0 validate 'ö ö/a:b"
                  + " ü.wat' && $0 validate nö.wat");
      assertEquals(1, outcome.code());
      // Shells have something to say about the last one.
      assertTrue(outcome.err().endsWith("error: no such file: `nö.wat`\n"), outcome.err());
    }
  }

  @Test
  void aClosedInputIsAnEmptyOne() throws Exception {
    Outcome outcome = run(Map.of(), "$0 wit fmt - <&-");
    assertEquals(new Outcome(0, "", ""), outcome);
  }

  @Test
  void closedOutputsTakeNothingElsesPlace() throws Exception {
    String error = "error: cannot write to standard output: ";
    for (String line : List.of("$0 --version >&-", "$0 print " + quote(GREETER) + " >&-")) {
      Outcome outcome = run(Map.of(), line);
      assertEquals(1, outcome.code());
      assertTrue(outcome.err().startsWith(error), outcome.err());
    }
    // Who has nothing to say needs nobody who reads it.
    assertEquals(
        new Outcome(0, "", ""), run(Map.of(), "$0 validate " + quote(GREETER) + " <&- >&-"));
    Outcome outcome = run(Map.of(), "$0 no-such-command 2>&- ; echo $?");
    assertEquals(new Outcome(0, "2\n", ""), outcome);
    Outcome all = run(Map.of(), "$0 --version <&- >&- 2>&-; echo $?");
    assertEquals(new Outcome(0, "1\n", ""), all);
  }

  @Test
  void saysThatAnOutputIsFull() throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/full")));
    Outcome outcome = run(Map.of(), "$0 print " + quote(GREETER) + " > /dev/full");
    assertEquals(
        new Outcome(1, "", "error: cannot write to standard output: no space left on device\n"),
        outcome);
    // A reader that has enough is no fault to speak of.
    Outcome gone = run(Map.of(), "$0 print " + quote(GREETER) + " | head -c 1");
    assertEquals(new Outcome(0, "(", ""), gone);
  }

  @Test
  void aHomeThatCannotBeWrittenIsNoFault() throws Exception {
    Outcome outcome =
        run(
            Map.of("HOME", "/proc/no/home", "XDG_CACHE_HOME", "/proc/no/cache"),
            "$0 run --invoke 'greet(\"a\")' " + quote(GREETER));
    assertEquals(new Outcome(0, "\"Hello, a!\"\n", ""), outcome);
  }

  @Test
  void saysThatJavaFindsNothingBehindAColon() throws Exception {
    Outcome outcome = run(install("x:y"), Map.of(), "$0 --version");
    assertEquals(1, outcome.code());
    assertTrue(outcome.err().contains("with `:` in its name"), outcome.err());
  }
}
