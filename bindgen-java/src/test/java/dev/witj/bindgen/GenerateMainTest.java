package dev.witj.bindgen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.testdata.Corpus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateMainTest {
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  private int run(String... args) {
    return GenerateMain.run(List.of(args), new PrintStream(errors, true, StandardCharsets.UTF_8));
  }

  @Test
  void writesTheFilesOfAWorld(@TempDir Path out) {
    String wit = Corpus.testdata("bindgen/todo-app.wit").toString();
    String folder = out.toString();
    assertEquals(
        0,
        run(wit, "--world", "todo-app", "--package", "a.b", "--with", "wasi=c", "--out", folder));
    assertTrue(Files.exists(out.resolve("a/b/example/todo/TodoApp.java")));
    assertEquals("", errors.toString(StandardCharsets.UTF_8));
  }

  @Test
  void explainsBadWit(@TempDir Path out) {
    String wit = Corpus.testdata("bindgen/todo-app.wit").toString();
    assertEquals(1, run(wit, "--world", "nobody", "--out", out.toString()));
    assertTrue(errors.toString(StandardCharsets.UTF_8).contains("nobody"));
  }

  @Test
  void showsItsUsage() {
    assertEquals(2, run());
    assertEquals(2, run("a.wit"));
    assertEquals(2, run("a.wit", "--out"));
    assertEquals(2, run("a.wit", "--what", "x"));
    assertTrue(errors.toString(StandardCharsets.UTF_8).startsWith("usage: "));
  }
}
