package dev.witj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.testdata.Corpus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read from where, and how it is said that it cannot be. */
class StreamsTest {
  /** As one that was opened for writing, or a folder. */
  private static final class Broken extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("Is a directory");
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return read();
    }
  }

  @Test
  void saysThatStandardInputCannotBeRead() {
    for (String[] line :
        new String[][] {
          {"validate"}, {"print"}, {"print", "-"}, {"component", "wit"}, {"wit", "fmt", "-"},
        }) {
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
      OutputStream out = OutputStream.nullOutputStream();
      Streams streams = new Streams(new Broken(), out, errors, false, false, Map.of());
      assertEquals(1, Main.run(streams, line));
      assertEquals(
          "error: cannot read standard input: is a directory\n",
          err.toString(StandardCharsets.UTF_8));
    }
  }

  /** Whatever picocli takes for a terminal, as variables of the environment may tell it to. */
  @Test
  void helpHasColoursOnTerminalsOnly() {
    System.setProperty("picocli.ansi", "true");
    try {
      assertFalse(help(false, Map.of()).contains("\033"));
      assertFalse(help(true, Map.of("NO_COLOR", "1")).contains("\033"));
      System.setProperty("picocli.ansi", "false");
      assertTrue(help(true, Map.of()).contains("\033"));
    } finally {
      System.clearProperty("picocli.ansi");
    }
  }

  private static String help(boolean terminal, Map<String, String> environment) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream err = new PrintStream(OutputStream.nullOutputStream());
    Streams streams =
        new Streams(InputStream.nullInputStream(), out, err, terminal, false, environment);
    assertEquals(0, Main.run(streams, "run", "--help"));
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void settingsAreUtf8(@TempDir Path folder) throws IOException {
    Path manifest = folder.resolve("spin.toml");
    Files.write(manifest, new byte[] {'#', (byte) 0xff});
    Path policy = folder.resolve("policy.toml");
    Files.write(policy, new byte[] {'\n', '#', (byte) 0xc3, '\n'});
    String greeter = Corpus.testdata("samples/greeter.wat").toString();
    assertAt(manifest + ":1:2", Session.run("serve", manifest.toString()));
    assertAt(policy + ":2:2", Session.run("run", "--policy", policy.toString(), greeter));
  }

  private static void assertAt(String place, Session session) {
    assertEquals(1, session.code());
    assertTrue(session.err().startsWith("error: the file is not UTF-8: "), session.err());
    assertTrue(session.err().contains(" --> " + place + "\n"), session.err());
  }

  @Test
  void guestsGetTheLocaleThatIsThere() {
    Map<String, String> java = Map.of("A", "b", "LC_ALL", "C.UTF-8");
    assertEquals(Map.of("A", "b"), Streams.given(java, Optional.empty()));
    assertEquals(Map.of("A", "b", "LC_ALL", "POSIX"), Streams.given(java, Optional.of("POSIX")));
  }
}
