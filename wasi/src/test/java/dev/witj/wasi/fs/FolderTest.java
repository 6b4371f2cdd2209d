package dev.witj.wasi.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every rule of the sandbox, under both ways of resolving. */
final class FolderTest {
  private static final OpenMode READ =
      new OpenMode(true, false, false, false, false, true, false, false);
  private static final OpenMode READ_NOFOLLOW =
      new OpenMode(false, false, false, false, false, true, false, false);
  private static final OpenMode CREATE =
      new OpenMode(true, true, false, false, false, true, true, false);
  private static final OpenMode TRUNCATE =
      new OpenMode(true, false, false, true, false, false, true, false);

  @TempDir private Path temporary = Path.of("");
  private Path inside = Path.of("");

  /** Who resolves. */
  enum Resolver {
    KERNEL,
    WALK;

    Folder open(Path path, boolean writable) throws IOException {
      Path real = path.toRealPath();
      if (this == WALK) {
        return new Folder(new PortableBeneath(real, real), writable);
      }
      Assumptions.assumeTrue(Linux.get().isPresent(), "no openat2 here");
      return new Folder(LinuxBeneath.root(Linux.get().get(), real), writable);
    }
  }

  @BeforeEach
  void makeWorld() throws IOException {
    inside = Files.createDirectories(temporary.resolve("inside"));
    Files.writeString(temporary.resolve("secret"), "secret");
    Files.createDirectories(temporary.resolve("outside"));
    Files.writeString(temporary.resolve("outside/secret"), "secret");
    Files.createDirectories(inside.resolve("sub"));
    Files.writeString(inside.resolve("file"), "hello");
    Files.writeString(inside.resolve("sub/deep"), "deep");
    link("absolute", temporary.resolve("secret").toString());
    link("relative", "../secret");
    link("folder-out", "../outside");
    link("folder-out-slash", "../outside/");
    link("to-file", "file");
    link("to-sub", "sub");
    link("to-sub-slash", "sub/");
    link("loop", "loop");
    link("dangling-out", "../made-by-guest");
    link("sub/up", "../file");
  }

  private void link(String name, String target) throws IOException {
    Files.createSymbolicLink(inside.resolve(name), Path.of(target));
  }

  private static FsError failure(Act act) {
    return FsError.of(assertThrows(IOException.class, act::run));
  }

  private interface Act {
    void run() throws IOException;
  }

  private static String content(Folder folder, String path) throws IOException {
    try (OpenFile file =
        assertInstanceOf(Folder.Opened.AFile.class, folder.openAt(path, READ)).file()) {
      ByteBuffer buffer = ByteBuffer.allocate(64);
      int count = file.read(buffer, 0);
      return new String(buffer.array(), 0, Math.max(count, 0), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @EnumSource
  void readsWhatLiesBelow(Resolver resolver) throws IOException {
    try (Folder folder = resolver.open(inside, false)) {
      assertEquals("hello", content(folder, "file"));
      assertEquals("deep", content(folder, "sub/deep"));
      assertEquals("deep", content(folder, "to-sub/deep"));
      assertEquals("hello", content(folder, "to-file"));
      assertEquals("hello", content(folder, "sub/../file"));
      assertEquals("hello", content(folder, "./sub/./up"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void noPathLeadsOut(Resolver resolver) throws IOException {
    List<String> escapes =
        List.of(
            "../secret",
            "/etc/passwd",
            "sub/../../secret",
            "absolute",
            "relative",
            "folder-out/secret",
            "folder-out-slash/secret",
            "../inside/file",
            "dangling-out");
    try (Folder folder = resolver.open(inside, true)) {
      for (String path : escapes) {
        for (String end : List.of("", "/", "//", "/.")) {
          String full = path + end;
          assertRefused(full, () -> folder.openAt(full, READ));
          assertRefused(full, () -> folder.openAt(full, TRUNCATE));
          assertRefused(full, () -> folder.statAt(full, true));
          assertRefused(
              full, () -> folder.setTimesAt(full, true, Optional.empty(), Optional.empty()));
        }
        assertRefused(path, () -> folder.openAt(path, CREATE));
      }
      for (String path :
          List.of("../x", "folder-out/x", "folder-out-slash/x", "/tmp/x", "sub/../../x")) {
        for (String end : List.of("", "/", "/.")) {
          String full = path + end;
          assertRefused(full, () -> folder.createDirectoryAt(full));
          assertRefused(full, () -> folder.removeDirectoryAt(full));
          assertRefused(full, () -> folder.unlinkFileAt(full));
          assertRefused(full, () -> folder.symlinkAt("file", full));
          assertRefused(full, () -> folder.renameAt("file", folder, full));
          assertRefused(full, () -> folder.renameAt(full, folder, "here"));
          assertRefused(full, () -> folder.linkAt("file", folder, full));
          assertRefused(full, () -> folder.linkAt(full, folder, "here"));
          assertRefused(full, () -> folder.readlinkAt(full));
        }
      }
      assertEquals(FsError.NOT_PERMITTED, failure(() -> folder.readlinkAt("absolute")));
      assertEquals(FsError.NOT_PERMITTED, failure(() -> folder.symlinkAt("/etc", "new")));
    }
    assertEquals("secret", Files.readString(temporary.resolve("secret")));
    assertFalse(Files.exists(temporary.resolve("made-by-guest")));
    assertFalse(Files.exists(temporary.resolve("x")));
    assertFalse(Files.exists(temporary.resolve("outside/x")));
  }

  /**
   * Refused as such, or as the kind of thing it is not: what matters is that nothing is reached.
   */
  private static void assertRefused(String path, Act act) {
    FsError error = failure(act);
    assertTrue(
        List.of(
                FsError.NOT_PERMITTED,
                FsError.NOT_DIRECTORY,
                FsError.NO_ENTRY,
                FsError.IS_DIRECTORY,
                FsError.INVALID,
                FsError.BUSY)
            .contains(error),
        path + ": " + error);
  }

  @ParameterizedTest
  @EnumSource
  void linksAreFollowedOnlyWhenAsked(Resolver resolver) throws IOException {
    try (Folder folder = resolver.open(inside, true)) {
      assertEquals(FsError.LOOP, failure(() -> folder.openAt("to-file", READ_NOFOLLOW)));
      assertEquals(FsError.LOOP, failure(() -> folder.openAt("loop", READ)));
      assertEquals(FileStat.Kind.SYMBOLIC_LINK, folder.statAt("to-file", false).kind());
      assertEquals(FileStat.Kind.REGULAR_FILE, folder.statAt("to-file", true).kind());
      assertEquals(FileStat.Kind.DIRECTORY, folder.statAt("to-sub/", false).kind());
      assertEquals("sub/", folder.readlinkAt("to-sub-slash") + "/");
      assertEquals(FsError.INVALID, failure(() -> folder.readlinkAt("file")));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aReadOnlyFolderStaysAsItIs(Resolver resolver) throws IOException {
    Path other = Files.createDirectories(temporary.resolve("writable"));
    try (Folder folder = resolver.open(inside, false);
        Folder writable = resolver.open(other, true)) {
      List<Act> acts =
          List.of(
              () -> folder.openAt("file", TRUNCATE),
              () -> folder.openAt("new", CREATE),
              () ->
                  folder.openAt(
                      "file", new OpenMode(true, false, false, true, false, true, false, false)),
              () -> folder.createDirectoryAt("new"),
              () -> folder.removeDirectoryAt("sub"),
              () -> folder.unlinkFileAt("file"),
              () -> folder.symlinkAt("file", "new"),
              () -> folder.renameAt("file", folder, "new"),
              () -> folder.linkAt("file", folder, "new"));
      for (Act act : acts) {
        assertEquals(FsError.READ_ONLY, failure(act));
      }
      // A second name in a writable folder would make the file writable.
      assertEquals(FsError.NOT_PERMITTED, failure(() -> folder.linkAt("file", writable, "new")));
      assertEquals(FsError.NOT_PERMITTED, failure(() -> folder.renameAt("file", writable, "new")));
      assertEquals(FsError.NOT_PERMITTED, failure(() -> writable.renameAt("x", folder, "new")));
    }
    assertEquals("hello", Files.readString(inside.resolve("file")));
  }

  @ParameterizedTest
  @EnumSource
  void makesAndRemoves(Resolver resolver) throws IOException {
    try (Folder folder = resolver.open(inside, true)) {
      try (OpenFile file =
          assertInstanceOf(Folder.Opened.AFile.class, folder.openAt("sub/new", CREATE)).file()) {
        file.write(ByteBuffer.wrap("abc".getBytes(StandardCharsets.UTF_8)), 2);
        file.resize(10);
      }
      assertEquals(10, Files.size(inside.resolve("sub/new")));
      folder.renameAt("sub/new", folder, "moved");
      folder.linkAt("moved", folder, "twice");
      assertEquals(2, folder.statAt("moved", false).links());
      folder.unlinkFileAt("moved");
      folder.createDirectoryAt("made");
      assertEquals(FsError.EXIST, failure(() -> folder.createDirectoryAt("made")));
      assertEquals(FsError.IS_DIRECTORY, failure(() -> folder.unlinkFileAt("made")));
      assertEquals(FsError.NOT_DIRECTORY, failure(() -> folder.removeDirectoryAt("file")));
      assertEquals(FsError.NOT_EMPTY, failure(() -> folder.removeDirectoryAt("sub")));
      folder.removeDirectoryAt("made/");
      assertFalse(Files.exists(inside.resolve("made"), LinkOption.NOFOLLOW_LINKS));
      folder.symlinkAt("file", "again");
      assertEquals("hello", content(folder, "again"));
      OpenMode exclusive = new OpenMode(true, true, true, false, false, false, true, false);
      assertEquals(FsError.EXIST, failure(() -> folder.openAt("file", exclusive)));
      OpenMode folderCreate = new OpenMode(true, true, false, false, true, true, true, false);
      assertEquals(FsError.INVALID, failure(() -> folder.openAt("q", folderCreate)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void listsNamesAndKinds(Resolver resolver) throws IOException {
    try (Folder folder = resolver.open(inside, false)) {
      Folder.Opened sub = folder.openAt("sub", READ);
      try (Folder opened = assertInstanceOf(Folder.Opened.AFolder.class, sub).folder()) {
        assertEquals(
            List.of(
                new Folder.Entry(FileStat.Kind.REGULAR_FILE, "deep"),
                new Folder.Entry(FileStat.Kind.SYMBOLIC_LINK, "up")),
            opened.list());
        assertEquals(FsError.NOT_PERMITTED, failure(() -> opened.openAt("../file", READ)));
        assertEquals(FsError.NOT_PERMITTED, failure(() -> opened.openAt("up", READ)));
      }
    }
    try (Stream<Path> left = Files.list(inside)) {
      assertTrue(left.findAny().isPresent());
    }
  }
}
