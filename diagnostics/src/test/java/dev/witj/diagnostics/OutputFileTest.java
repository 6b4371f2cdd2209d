package dev.witj.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
  @TempDir private Path folder = Path.of("");

  private static void write(Path path, String text) throws IOException {
    OutputFile.write(path, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static void fails(String reason, Path path) {
    assertEquals(
        reason, OutputFile.reason(assertThrows(IOException.class, () -> write(path, "new"))));
  }

  /** The names of all that a folder holds: nothing may be left behind. */
  private static void holds(Path folder, String... names) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      assertEquals(
          List.of(names),
          entries.map(entry -> String.valueOf(entry.getFileName())).sorted().toList());
    }
  }

  private boolean isPosix() {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  @Test
  void makesAndReplaces() throws IOException {
    Path file = folder.resolve("a.wit");
    write(file, "old, and longer");
    assertEquals("old, and longer", Files.readString(file));
    write(file, "new");
    assertEquals("new", Files.readString(file));
    holds(folder, "a.wit");
  }

  @Test
  void newFilesHaveTheUsualPermissions() throws IOException {
    assumeTrue(isPosix());
    Path usual = Files.createFile(folder.resolve("usual"));
    Path file = folder.resolve("a.wit");
    write(file, "new");
    assertEquals(Files.getPosixFilePermissions(usual), Files.getPosixFilePermissions(file));
  }

  @Test
  void keepsPermissions() throws IOException {
    assumeTrue(isPosix());
    Path file = Files.createFile(folder.resolve("a.sh"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x---"));
    write(file, "new");
    assertEquals("rwxr-x---", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void followsLinks() throws IOException {
    assumeTrue(isPosix());
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path file = Files.writeString(elsewhere.resolve("a.wit"), "old");
    Path near = Files.createSymbolicLink(elsewhere.resolve("near"), Path.of("a.wit"));
    Path far = Files.createSymbolicLink(folder.resolve("far"), near);
    write(far, "new");
    assertTrue(Files.isSymbolicLink(far) && Files.isSymbolicLink(near));
    assertEquals("new", Files.readString(file));
    holds(folder, "elsewhere", "far");
    holds(elsewhere, "a.wit", "near");
  }

  @Test
  void makesWhatALinkLeadsTo() throws IOException {
    assumeTrue(isPosix());
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("a.wit"));
    write(link, "new");
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("new", Files.readString(folder.resolve("a.wit")));
    Path lost = Files.createSymbolicLink(folder.resolve("lost"), Path.of("no/such"));
    fails("no such folder", lost);
    holds(folder, "a.wit", "link", "lost");
  }

  @Test
  void endsInCirclesOfLinks() throws IOException {
    assumeTrue(isPosix());
    Path one = folder.resolve("one");
    Files.createSymbolicLink(one, Path.of("other"));
    Files.createSymbolicLink(folder.resolve("other"), Path.of("one"));
    fails("too many links", one);
    holds(folder, "one", "other");
  }

  @Test
  void replacesNoFolder() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    fails("is a directory", inner);
    assertTrue(Files.isDirectory(inner));
    holds(folder, "inner");
    holds(inner);
  }

  @Test
  void makesNoFolders() throws IOException {
    fails("no such folder", folder.resolve("no/such/a.wit"));
    holds(folder);
  }

  @Test
  void leavesNothingBesideWhatCannotBeMoved() throws IOException {
    assumeTrue(isPosix());
    fails("file name too long", folder.resolve("a".repeat(300) + ".wit"));
    holds(folder);
  }

  @Test
  void saysWhichFileIsWhereAFolderShouldBe() throws IOException {
    Path file = Files.createFile(folder.resolve("a"));
    IOException e = assertThrows(IOException.class, () -> Files.createDirectories(file));
    assertEquals("`" + file + "` is a file", OutputFile.reason(e));
  }

  @Test
  void writesToDevices() throws IOException {
    Path nowhere = Path.of("/dev/null");
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(nowhere) && Files.exists(full));
    write(nowhere, "new");
    assertTrue(Files.exists(nowhere) && !Files.isRegularFile(nowhere));
    fails("no space left on device", full);
  }

  @Test
  void leavesProtectedFilesAlone() throws IOException {
    assumeTrue(isPosix());
    Path file = Files.writeString(folder.resolve("a.wit"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    assumeFalse(Files.isWritable(file), "whoever runs this may do everything");
    fails("permission denied", file);
    assertEquals("old", Files.readString(file));
    holds(folder, "a.wit");
  }

  @Test
  void leavesProtectedFoldersAlone() throws IOException {
    assumeTrue(isPosix());
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Files.setPosixFilePermissions(inner, PosixFilePermissions.fromString("r-xr-xr-x"));
    assumeFalse(Files.isWritable(inner), "whoever runs this may do everything");
    fails("permission denied", inner.resolve("a.wit"));
    holds(inner);
  }

  @Test
  void whatFailsWhileItIsMadeReplacesNothing() throws IOException {
    Path file = folder.resolve("a.wit");
    write(file, "old");
    assertThrows(
        IllegalStateException.class,
        () ->
            OutputFile.write(
                file,
                out -> {
                  out.write(new byte[100_000]);
                  throw new IllegalStateException("no more");
                }));
    assertEquals("old", Files.readString(file));
    holds(folder, "a.wit");
  }
}
