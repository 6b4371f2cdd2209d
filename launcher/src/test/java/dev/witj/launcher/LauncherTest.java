package dev.witj.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.witj.testdata.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  @BeforeAll
  static void install() throws IOException {
    launcher = shell().install("a folder of 2ö");
  }

  /** Runs a line of a shell, in which {@code $0} is the launcher, with these variables alone. */
  private static Shell.Outcome run(Map<String, String> variables, String line, String... arguments)
      throws IOException, InterruptedException {
    return run(launcher, variables, line, arguments);
  }

  private static Shell.Outcome run(
      Path program, Map<String, String> variables, String line, String... arguments)
      throws IOException, InterruptedException {
    Map<String, String> all = new HashMap<>(variables);
    all.put("WITJ_JAVA_HOME", System.getProperty("java.home"));
    all.put("WITJ_NO_REBUILD", "1");
    all.put("WITJ_NO_AOT", "1");
    return shell().run(program, all, line, arguments);
  }

  private static Shell shell() {
    return new Shell(temporary);
  }

  @Test
  void needsNeitherLocaleNorHome() throws Exception {
    Shell.Outcome outcome =
        run(Map.of(), "$0 run --invoke 'greet(\"Zoë\")' " + Shell.quote(GREETER));
    assertEquals(new Shell.Outcome(0, "\"Hello, Zoë!\"\n", ""), outcome);
  }

  @Test
  void readsNamesAsUtf8InEveryLocale() throws Exception {
    for (String locale : List.of("C", "POSIX", "xx_XX.UTF-8")) {
      Shell.Outcome outcome =
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
  void saysWhyAFileWithoutAUtf8NameIsNotFound() throws Exception {
    Shell.Outcome outcome =
        run(Map.of(), "echo '(component)' > $'\\xff.wat' && $0 validate $'\\xff.wat'");
    assertEquals(
        new Shell.Outcome(
            1,
            "",
            """
            error: no such file: `\ufffd.wat`
              = help: a file whose name is not UTF-8 must get another one first
            """),
        outcome);
  }

  @Test
  void saysThatTheCurrentFolderIsGone() throws Exception {
    Shell.Outcome outcome = run(Map.of(), "mkdir gone && cd gone && rmdir ../gone && $0 --version");
    assertEquals(1, outcome.code());
    // Shells have something to say about that, too.
    assertTrue(outcome.err().endsWith("error: the current folder is gone; change to another\n"));
  }

  @Test
  void guestsGetNamesAndVariablesAsTheyAre() throws Exception {
    String app = Corpus.testdata("samples/app.wat").toString();
    Shell.Outcome outcome =
        run(
            Map.of("LC_ALL", "C"),
            "$0 compose \"$1\" -d \"$2\" -o 'ä:b.wasm' && $0 run 'ä:b.wasm' Zoë '' 'ö ü'",
            app,
            GREETER);
    assertEquals(new Shell.Outcome(0, "Hello, Zoë!\nHello, !\nHello, ö ü!\n", ""), outcome);
  }

  @Test
  void aClosedInputIsAnEmptyOne() throws Exception {
    Shell.Outcome outcome = run(Map.of(), "$0 wit fmt - <&-");
    assertEquals(new Shell.Outcome(0, "", ""), outcome);
  }

  @Test
  void closedOutputsTakeNothingElsesPlace() throws Exception {
    String error = "error: cannot write to standard output: ";
    for (String line : List.of("$0 --version >&-", "$0 print " + Shell.quote(GREETER) + " >&-")) {
      Shell.Outcome outcome = run(Map.of(), line);
      assertEquals(1, outcome.code());
      assertTrue(outcome.err().startsWith(error), outcome.err());
    }
    // Who has nothing to say needs nobody who reads it.
    assertEquals(
        new Shell.Outcome(0, "", ""),
        run(Map.of(), "$0 validate " + Shell.quote(GREETER) + " <&- >&-"));
    Shell.Outcome outcome = run(Map.of(), "$0 no-such-command 2>&- ; echo $?");
    assertEquals(new Shell.Outcome(0, "2\n", ""), outcome);
    Shell.Outcome all = run(Map.of(), "$0 --version <&- >&- 2>&-; echo $?");
    assertEquals(new Shell.Outcome(0, "1\n", ""), all);
  }

  @Test
  void saysThatAnOutputIsFull() throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/full")));
    Shell.Outcome outcome = run(Map.of(), "$0 print " + Shell.quote(GREETER) + " > /dev/full");
    assertEquals(
        new Shell.Outcome(
            1, "", "error: cannot write to standard output: no space left on device\n"),
        outcome);
    // A reader that has enough is no fault to speak of.
    Shell.Outcome gone = run(Map.of(), "$0 print " + Shell.quote(GREETER) + " | head -c 1");
    assertEquals(new Shell.Outcome(0, "(", ""), gone);
  }

  @Test
  void aHomeThatCannotBeWrittenIsNoFault() throws Exception {
    Shell.Outcome outcome =
        run(
            Map.of("HOME", "/proc/no/home", "XDG_CACHE_HOME", "/proc/no/cache"),
            "$0 run --invoke 'greet(\"a\")' " + Shell.quote(GREETER));
    assertEquals(new Shell.Outcome(0, "\"Hello, a!\"\n", ""), outcome);
  }

  @Test
  void saysThatJavaFindsNothingBehindAColon() throws Exception {
    Shell.Outcome outcome = run(shell().install("x:y"), Map.of(), "$0 --version");
    assertEquals(1, outcome.code());
    assertTrue(outcome.err().contains("with `:` in its name"), outcome.err());
  }
}
