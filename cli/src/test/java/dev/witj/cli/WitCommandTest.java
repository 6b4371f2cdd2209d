package dev.witj.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a transcript cannot show: standard input, files that change, bytes that are no text. */
final class WitCommandTest {
  private static final String FORMATTED = "package a:b;\n\n/// grüß\ninterface i {}\n";

  @TempDir private Path folder = Path.of("");

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void formattingLeavesAFileAloneThatIsNoUtf8() throws IOException {
    Path file = folder.resolve("latin.wit");
    byte[] before = FORMATTED.getBytes(StandardCharsets.ISO_8859_1);
    Files.write(file, before);
    Session session = Session.run("wit", "fmt", file.toString());
    assertEquals(1, session.code());
    assertTrue(session.err().startsWith("error: the file is not UTF-8"), session.err());
    assertArrayEquals(before, Files.readAllBytes(file));
  }

  @Test
  void formattingKeepsTheEndsOfLines() throws IOException {
    Path file = file("crlf.wit", "package a:b;\r\ninterface   i { /* a\r\n b */ }\r\n");
    assertEquals(0, Session.run("wit", "fmt", file.toString()).code());
    String text = Files.readString(file);
    assertEquals(text.replace("\r\n", "\n").replace("\n", "\r\n"), text);
    assertEquals(0, Session.run("wit", "fmt", "--check", file.toString()).code());
  }

  @Test
  void checkingSaysWhatWouldChangeAndChangesNothing() throws IOException {
    String text = "package a:b;\ninterface i {  }\n";
    Path file = file("a.wit", text);
    Session session = Session.run("wit", "fmt", "--check", file.toString());
    assertEquals(1, session.code());
    assertTrue(session.err().contains("a.wit:2:1"), session.err());
    assertEquals(text, Files.readString(file));
    assertEquals(0, Session.run(utf8(FORMATTED), "wit", "fmt", "--check", "-").code());
  }

  @Test
  void aFolderWithoutWitIsNoSuccess() {
    assertEquals(1, Session.run("wit", "fmt", "--check", folder.toString()).code());
  }

  @Test
  void standardInputIsReadAsFilesAre() {
    Session marked = Session.run(utf8("\ufeff" + FORMATTED), "component", "wit", "-");
    assertEquals(0, marked.code(), marked.err());
    assertEquals(FORMATTED, Session.run(utf8("\ufeff" + FORMATTED), "wit", "fmt", "-").out());
    Session wrong =
        Session.run(FORMATTED.getBytes(StandardCharsets.ISO_8859_1), "component", "wit");
    assertEquals(1, wrong.code());
    assertEquals("", wrong.out());
    assertTrue(wrong.err().contains("--> <stdin>:3:7"), wrong.err());
  }

  @Test
  void folderThatIsAFile() throws IOException {
    Path file = file("a.wit", FORMATTED);
    Session session =
        Session.run("component", "wit", file.toString(), "--out-dir", file.toString());
    assertEquals(1, session.code());
    assertTrue(session.err().contains("is a file"), session.err());
    assertEquals(FORMATTED, Files.readString(file));
  }

  @Test
  void semverCheckSaysWhatWasAddedAndRemoved() throws IOException {
    Path file =
        file(
            "worlds.wit",
            """
            package a:b;
            world old { import f: func(); import log: func(); export run: func(); }
            world more { import f: func(); import log: func(); import g: func(); }
            world other { import f: func(a: u8); export run: func(); export stop: func(); }
            """);
    String[] fits = {
      "component", "semver-check", file.toString(), "--prev", "old", "--new", "more"
    };
    assertEquals(new Session(0, "", ""), Session.run(fits));
    Session session =
        Session.run(
            "component", "semver-check", file.toString(), "--prev", "old", "--new", "other");
    assertEquals(1, session.code());
    assertEquals(
        """
        error: world `other` is not a compatible successor of `old`
          = note: import f: parameter `a` was added
          = note: import log was removed
          = note: export stop was added
          = help: see `wit-j wit diff` for all changes and whom they break
        """,
        session.err());
  }

  @Test
  void aMisspeltFeatureIsAWarningAndNoFailure() throws IOException {
    Path file =
        file("f.wit", "package a:b;\ninterface i { @unstable(feature = fancy) f: func(); }\n");
    Session session = Session.run("wit", "check", file.toString(), "--features", "fanzy");
    assertEquals(0, session.code());
    assertEquals(
        """
        warning: no gate names the feature `fanzy`
          = help: did you mean `fancy`?
        """,
        session.err());
  }
}
