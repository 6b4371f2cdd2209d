package dev.witj.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which JDK the launcher takes, when it builds, and what it gives to Java: with a Java that shows
 * its arguments, and a Maven that notes that it was called.
 */
@DisabledOnOs(OS.WINDOWS)
class LauncherBuildTest {
  private static final String SOMEBODY_ELSE = "setpriv --reuid=65534 --regid=65534 --clear-groups ";

  @TempDir private Path temporary = Path.of("");
  private Path launcher = Path.of("");
  private Path root = Path.of("");
  private Path calls = Path.of("");

  @BeforeEach
  void install() throws IOException {
    launcher = new Shell(temporary).install("tree ö");
    root = temporary.resolve("tree ö");
    calls = temporary.resolve("calls");
    Files.createFile(root.resolve("pom.xml"));
    Files.createDirectories(root.resolve("cli/src/main"));
    Files.createFile(root.resolve("cli/pom.xml"));
    Files.setLastModifiedTime(
        root.resolve("cli/target/dist/built"),
        FileTime.fromMillis(System.currentTimeMillis() + 10_000));
  }

  private void program(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/bash\n" + text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Path jdk(String name, String version) throws IOException {
    Path jdk = temporary.resolve(name);
    program(jdk.resolve("bin/java"), "printf '%s\\n' \"$@\"");
    Files.writeString(
        jdk.resolve("release"), "JAVA_RUNTIME_VERSION=\"" + version + "\"\nOTHER=\"1\"\n");
    return jdk;
  }

  private void maven(String text) throws IOException {
    program(
        temporary.resolve("bin/mvn"), "echo called >> " + Shell.quote(calls + "") + "\n" + text);
  }

  private Shell.Outcome run(Map<String, String> variables, String line)
      throws IOException, InterruptedException {
    Map<String, String> all = new HashMap<>(variables);
    all.putIfAbsent("PATH", temporary.resolve("bin") + ":/usr/bin:/bin");
    all.put("WITJ_NO_AOT", "1");
    return new Shell(temporary).run(launcher, all, line);
  }

  private void change(Path file) throws IOException {
    Files.writeString(file, "changed");
    Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() + 20_000));
  }

  @Test
  void takesTheFirstJdkThatIsNewEnough() throws Exception {
    Path old = jdk("jdk 17", "17.0.2+8");
    Path early = jdk("jdk 26", "26-ea+3-1234");
    Path other = jdk("jdk 25", "25.0.3+9-LTS");
    for (Map<String, String> variables :
        List.of(
            Map.of("WITJ_JAVA_HOME", early + "", "JAVA_HOME", other + ""),
            Map.of("WITJ_JAVA_HOME", old + "", "JAVA_HOME", early + ""),
            Map.of("WITJ_JAVA_HOME", temporary + "/none", "JAVA_HOME", early + ""),
            Map.of("PATH", early + "/bin:/usr/bin:/bin"))) {
      // The second time, it is remembered.
      for (int i = 0; i < 2; i++) {
        assertEquals(
            new Shell.Outcome(0, early + "/bin/java\n", ""), run(variables, "$0 --print-java"));
      }
    }
    // What was remembered is gone.
    Files.delete(early.resolve("release"));
    Map<String, String> both = Map.of("WITJ_JAVA_HOME", early + "", "JAVA_HOME", other + "");
    assertEquals(other + "/bin/java\n", run(both, "$0 --print-java").out());
  }

  @Test
  void givesArgumentsAsTheyAre() throws Exception {
    Map<String, String> java = Map.of("WITJ_JAVA_HOME", jdk("jdk", "25") + "", "LC_ALL", "C C");
    Shell.Outcome outcome = run(java, "$0 run -- '' ' a  b' '*' '$HOME' '-Dx=y' '@file' 'ö'");
    assertEquals(0, outcome.code());
    assertTrue(
        outcome
            .out()
            .endsWith("\ndev.witj.cli.Main\nrun\n--\n\n a  b\n*\n$HOME\n-Dx=y\n@file\nö\n"),
        outcome.out());
    assertTrue(outcome.out().contains("\n-Dwitj.lc-all=C C\n"), outcome.out());
    assertFalse(run(java, "unset LC_ALL; $0").out().contains("lc-all"));
  }

  @Test
  void buildsAfterChangesOnly() throws Exception {
    maven("exit 0");
    Map<String, String> java = Map.of("WITJ_JAVA_HOME", jdk("jdk", "25") + "");
    assertEquals("", run(java, "$0 --version").err());
    assertFalse(Files.exists(calls));
    for (String file : List.of("pom.xml", "cli/src/main/New.java")) {
      Files.deleteIfExists(calls);
      change(root.resolve(file));
      assertEquals("wit-j: building what has changed ...\n", run(java, "$0 --version").err());
      assertTrue(Files.exists(calls));
      // As if the build had been as long ago as it seems.
      Files.setLastModifiedTime(root.resolve(file), FileTime.fromMillis(0));
      Files.setLastModifiedTime(root.resolve(file).getParent(), FileTime.fromMillis(0));
    }
    Files.delete(calls);
    assertEquals("", run(java, "$0 --version").err());
    assertFalse(Files.exists(calls));
  }

  @Test
  void aBuildThatFailsIsTriedAgain() throws Exception {
    maven("echo '[INFO] so far'; echo '[ERROR] wrong'; exit 1");
    Map<String, String> java = Map.of("WITJ_JAVA_HOME", jdk("jdk", "25") + "");
    change(root.resolve("pom.xml"));
    for (int i = 0; i < 2; i++) {
      assertEquals(
          new Shell.Outcome(
              1,
              "",
              """
              wit-j: building what has changed ...
              [ERROR] wrong
              error: the build failed; the whole log is in cli/target/build.log
              """),
          run(java, "$0 --version"));
    }
    assertEquals("called\ncalled\n", Files.readString(calls));
  }

  @Test
  void runsWhatWasBuiltWhereNothingCanBeWritten() throws Exception {
    Path dist = root.resolve("cli/target/dist");
    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(dist, PosixFilePermissions.fromString("r-xr-xr-x"));
    // Who may write everywhere must be somebody else for this.
    String other = Files.isWritable(dist) ? SOMEBODY_ELSE : "";
    assumeTrue(other.isEmpty() || Files.exists(Path.of("/usr/bin/setpriv")));
    maven("exit 0");
    change(root.resolve("pom.xml"));
    Shell.Outcome outcome =
        run(Map.of("WITJ_JAVA_HOME", jdk("jdk", "25") + ""), other + "$0 --version");
    assertEquals("", outcome.err());
    assertTrue(outcome.out().endsWith("\n--version\n"), outcome.out());
    assertFalse(Files.exists(calls));
  }
}
