package dev.witj.diagnostics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What others can have written is not there. */
final class PrivateFilesTest {
  private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path temporary = Path.of("");
  private Path folder = Path.of("");
  private Path key = Path.of("");

  @BeforeEach
  void names() {
    folder = temporary.resolve("above/folder");
    key = temporary.resolve("home/key");
  }

  private PrivateFiles files() {
    return PrivateFiles.in(folder, key);
  }

  private void put(String name) {
    files().put(name, out -> out.write(CONTENT));
  }

  private boolean isThere(String name) {
    return files().get(name).isPresent();
  }

  @Test
  void keepsWhatIsPut() {
    assertFalse(isThere("a"));
    put("a");
    assertArrayEquals(CONTENT, files().get("a").orElseThrow());
    assertFalse(isThere("b"));
    files().put("a", out -> out.write(1));
    assertArrayEquals(new byte[] {1}, files().get("a").orElseThrow());
  }

  @Test
  void believesOnlyWhatHasTheUsersChecksumForThatName() throws IOException {
    put("a");
    byte[] written = Files.readAllBytes(folder.resolve("a"));
    Files.write(folder.resolve("b"), written);
    assertFalse(isThere("b"));
    for (int i = 0; i < written.length; i++) {
      byte[] damaged = written.clone();
      damaged[i] ^= 4;
      Files.write(folder.resolve("a"), damaged);
      assertFalse(isThere("a"), "byte " + i);
    }
    Files.write(folder.resolve("a"), written);
    assertTrue(isThere("a"));
    assertEquals(
        java.util.Optional.empty(), PrivateFiles.in(folder, temporary.resolve("other")).get("a"));
  }

  @Test
  void believesNothingWhereOthersMayWrite() throws IOException {
    assumePosix();
    put("a");
    for (Path each : new Path[] {folder, folder.getParent()}) {
      for (String open : new String[] {"rwxrwx---", "rwx---rwx"}) {
        permit(each, open);
        assertFalse(isThere("a"), each + " " + open);
        files().put("b", out -> out.write(CONTENT));
        assertFalse(Files.exists(folder.resolve("b")), each + " " + open);
        permit(each, "rwx------");
        assertTrue(isThere("a"));
      }
    }
  }

  @Test
  void believesNothingInFoldersOfOthers() throws IOException {
    assumePosix();
    put("a");
    for (Path each : new Path[] {folder, folder.getParent()}) {
      int own = (Integer) Files.getAttribute(each, "unix:uid");
      try {
        Files.setAttribute(each, "unix:uid", 12345);
      } catch (IOException e) {
        Assumptions.abort("only the administrator can give folders away");
      }
      assertFalse(isThere("a"), each.toString());
      Files.setAttribute(each, "unix:uid", own);
      assertTrue(isThere("a"));
    }
  }

  @Test
  void aKeyThatOthersCanReadIsNone() throws IOException {
    assumePosix();
    put("a");
    permit(key, "rw-r--r--");
    assertFalse(isThere("a"));
    permit(key, "rw-------");
    assertTrue(isThere("a"));
    Files.write(key, new byte[3]);
    assertFalse(isThere("a"));
  }

  @Test
  void believesNothingOutOfAnotherFolder() throws IOException {
    put("a");
    Path other = Files.createDirectory(folder.resolveSibling("other"));
    Files.copy(folder.resolve("a"), other.resolve("a"));
    assertTrue(PrivateFiles.in(other, key).get("a").isEmpty());
  }

  @Test
  @Timeout(60)
  void waitsForNoKey() throws Exception {
    assumePosix();
    put("a");
    Files.delete(key);
    assertEquals(0, new ProcessBuilder("mkfifo", "-m", "600", key.toString()).start().waitFor());
    assertFalse(isThere("a"));
    put("b");
    assertFalse(Files.exists(folder.resolve("b")));
  }

  @Test
  @Timeout(60)
  void writesIntoNoPipe() throws Exception {
    assumePosix();
    put("a");
    Path entry = folder.resolve("a");
    Files.delete(entry);
    assertEquals(0, new ProcessBuilder("mkfifo", entry.toString()).start().waitFor());
    put("a");
    assertTrue(isThere("a"));
  }

  @Test
  void followsNoLinksOutOfTheFolder() throws IOException {
    put("a");
    Path aside = Files.move(folder.resolve("a"), temporary.resolve("aside"));
    Files.createSymbolicLink(folder.resolve("a"), aside);
    assertFalse(isThere("a"));
  }

  private static void assumePosix() {
    Assumptions.assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("unix"));
  }

  private static void permit(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }
}
