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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every rule of the sandbox, under all ways of resolving. */
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
  enum Way {
    KERNEL,
    STEPS,
    PATHS;

    Folder open(Path path, boolean writable) throws IOException {
      return switch (this) {
        case KERNEL -> new Folder(root(Optional.empty(), path), writable);
        case STEPS -> new Folder(root(Optional.of(ENOSYS), path), writable);
        case PATHS -> Folder.openUnsafely(path, writable);
      };
    }

    private static Place root(Optional<Integer> errno, Path path) throws IOException {
      Optional<Resolver> resolver = Linux.probe(errno);
      Assumptions.assumeTrue(resolver.isPresent(), "no such calls here");
      return LinuxPlace.root(resolver.get(), path.toRealPath().toString());
    }
  }

  private static final int ENOSYS = 38;

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
  void readsWhatLiesBelow(Way way) throws IOException {
    try (Folder folder = way.open(inside, false)) {
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
  void noPathLeadsOut(Way way) throws IOException {
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
    try (Folder folder = way.open(inside, true)) {
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
  void linksAreFollowedOnlyWhenAsked(Way way) throws IOException {
    try (Folder folder = way.open(inside, true)) {
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
  void aReadOnlyFolderStaysAsItIs(Way way) throws IOException {
    Path other = Files.createDirectories(temporary.resolve("writable"));
    try (Folder folder = way.open(inside, false);
        Folder writable = way.open(other, true)) {
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
  void makesAndRemoves(Way way) throws IOException {
    try (Folder folder = way.open(inside, true)) {
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
  void listsNamesAndKinds(Way way) throws IOException {
    try (Folder folder = way.open(inside, false)) {
      Folder.Opened sub = folder.openAt("sub", READ);
      try (Folder opened = assertInstanceOf(Folder.Opened.AFolder.class, sub).folder()) {
        assertEquals(
            List.of(
                new Listing.Entry(FileStat.Kind.REGULAR_FILE, "deep"),
                new Listing.Entry(FileStat.Kind.SYMBOLIC_LINK, "up")),
            entries(opened));
        assertEquals(FsError.NOT_PERMITTED, failure(() -> opened.openAt("../file", READ)));
        assertEquals(FsError.NOT_PERMITTED, failure(() -> opened.openAt("up", READ)));
      }
    }
    try (Stream<Path> left = Files.list(inside)) {
      assertTrue(left.findAny().isPresent());
    }
  }

  private static List<Listing.Entry> entries(Folder folder) throws IOException {
    List<Listing.Entry> entries = new ArrayList<>();
    try (Listing listing = folder.list()) {
      for (Optional<Listing.Entry> next = listing.next(); next.isPresent(); next = listing.next()) {
        entries.add(next.get());
      }
    }
    return entries;
  }

  @ParameterizedTest
  @EnumSource
  void listsLargeFoldersWhole(Way way) throws IOException {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 3 * Listing.SMALL; i++) {
      names.add("name%04d".formatted(i));
      Files.createFile(inside.resolve("sub").resolve(names.getLast()));
    }
    names.addAll(List.of("deep", "up"));
    try (Folder folder = way.open(inside.resolve("sub"), false)) {
      assertEquals(
          names.stream().sorted().toList(),
          entries(folder).stream().map(Listing.Entry::name).sorted().toList());
    }
  }

  @ParameterizedTest
  @EnumSource
  void boundsPathsBeforeTheyAreSplit(Way way) throws IOException {
    String long1 = "/".repeat(GuestPath.MAX_BYTES + 1);
    try (Folder folder = way.open(inside, true)) {
      for (String path : List.of("a" + long1, "sub" + long1 + "deep", "\u20ac".repeat(2000))) {
        assertEquals(FsError.NAME_TOO_LONG, failure(() -> folder.openAt(path, READ)));
        assertEquals(FsError.NAME_TOO_LONG, failure(() -> folder.createDirectoryAt(path)));
        assertEquals(FsError.NAME_TOO_LONG, failure(() -> folder.symlinkAt(path, "new")));
      }
      assertEquals("deep", content(folder, "sub" + "/".repeat(4000) + "deep"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void doesNotWaitForTheOtherEndOfAPipe(Way way) throws IOException, InterruptedException {
    Path pipe = inside.resolve("pipe");
    Assumptions.assumeTrue(
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "no mkfifo");
    OpenMode write = new OpenMode(true, false, false, false, false, false, true, false);
    try (Folder folder = way.open(inside, true)) {
      assertEquals(FsError.UNSUPPORTED, failure(() -> folder.openAt("pipe", READ)));
      assertTrue(
          List.of(FsError.UNSUPPORTED, FsError.NO_DEVICE)
              .contains(failure(() -> folder.openAt("pipe", write))));
      assertEquals(FileStat.Kind.FIFO, folder.statAt("pipe", true).kind());
    }
  }

  /** Names are text of the guest, and bytes of the host. */
  @ParameterizedTest
  @EnumSource
  void namesAreUtf8(Way way) throws IOException {
    Assumptions.assumeTrue(
        way != Way.PATHS || "UTF-8".equals(System.getProperty("sun.jnu.encoding")));
    String name = "\u00e4\u20ac\ud83d\ude00";
    try (Folder folder = way.open(inside, true)) {
      folder.createDirectoryAt(name);
      folder.symlinkAt(name, name + "2");
      assertEquals(name, folder.readlinkAt(name + "2"));
      assertTrue(entries(folder).contains(new Listing.Entry(FileStat.Kind.DIRECTORY, name)));
      folder.removeDirectoryAt(name + "2/../" + name);
      folder.unlinkFileAt(name + "2");
      assertFalse(entries(folder).contains(new Listing.Entry(FileStat.Kind.DIRECTORY, name)));
    }
  }

  /** Java's own times end in 2262. */
  @ParameterizedTest
  @EnumSource
  void setsTimesAsFarAsTheFileSystemHasThem(Way way) throws IOException {
    Instant late = Instant.parse("2300-01-01T00:00:00Z");
    try (Folder folder = way.open(inside, true)) {
      if (way == Way.PATHS) {
        assertEquals(
            FsError.OVERFLOW,
            failure(() -> folder.setTimesAt("file", true, Optional.empty(), Optional.of(late))));
      } else {
        folder.setTimesAt("file", true, Optional.empty(), Optional.of(late));
        assertEquals(late, folder.statAt("file", false).modified());
        folder.setTimesAt("to-file", false, Optional.of(Instant.EPOCH), Optional.empty());
        assertEquals(late, folder.statAt("file", false).modified());
        assertEquals(Instant.EPOCH, folder.statAt("to-file", false).accessed());
        folder.setTimes(Optional.of(late), Optional.empty());
        assertEquals(late, folder.stat().accessed());
      }
    }
  }

  /** Somebody swaps a folder for a link that leads out, as fast as can be. */
  @ParameterizedTest
  @EnumSource(names = {"KERNEL", "STEPS"})
  void nobodyIsLedOutByRenaming(Way way) throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    Path real = inside.resolve("swapped");
    Path link = inside.resolve("swapped-link");
    Path aside = inside.resolve("swapped-aside");
    Files.createDirectories(real);
    Files.writeString(real.resolve("secret"), "inside");
    Files.createSymbolicLink(link, Path.of("../outside"));
    Thread swapper =
        Thread.ofPlatform()
            .start(
                () -> {
                  try (Folder own = way.open(inside, true)) {
                    while (!done.get()) {
                      own.renameAt("swapped", own, "swapped-aside");
                      own.renameAt("swapped-link", own, "swapped");
                      own.renameAt("swapped", own, "swapped-link");
                      own.renameAt("swapped-aside", own, "swapped");
                    }
                  } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                  }
                });
    int read = 0;
    try (Folder folder = way.open(inside, true)) {
      for (int i = 0; i < 4000; i++) {
        try {
          assertEquals("inside", content(folder, "swapped/secret"));
          read++;
        } catch (IOException e) {
          assertTrue(
              List.of(FsError.NOT_PERMITTED, FsError.NO_ENTRY, FsError.BUSY, FsError.NOT_DIRECTORY)
                  .contains(FsError.of(e)),
              e::toString);
        }
        try {
          folder.createDirectoryAt("swapped/made" + i);
        } catch (IOException e) {
          assertFalse(FsError.of(e) == FsError.IO, e::toString);
        }
      }
    } finally {
      done.set(true);
      swapper.join();
    }
    assertTrue(read > 0);
    assertFalse(Files.exists(aside));
    try (Stream<Path> outside = Files.list(temporary.resolve("outside"))) {
      assertEquals(List.of("secret"), outside.map(p -> p.getFileName().toString()).toList());
    }
  }

  /** What keeps the kernel's way from being used is that call alone, not want of stack. */
  @Test
  void errorsAreNoAnswerOfTheSystem() throws IOException {
    Assumptions.assumeTrue(Linux.resolver().isPresent(), "no such calls here");
    for (int depth = 1; depth < 60; depth++) {
      probeAtTheEndOfTheStack(depth * 100);
    }
    try (Folder folder = Folder.open(inside, false)) {
      assertEquals("hello", content(folder, "file"));
    }
    Class<?> expected = Linux.probe(Optional.empty()).orElseThrow().getClass();
    assertEquals(expected, Linux.resolver().orElseThrow().getClass());
  }

  private static void probeAtTheEndOfTheStack(int depth) {
    Thread thread =
        new Thread(
            null,
            () -> {
              try {
                descend(depth);
              } catch (StackOverflowError e) {
                return;
              }
            },
            "shallow",
            1 << 18);
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static int descend(int depth) {
    if (depth == 0) {
      Resolver found = Linux.probe(Optional.empty()).orElseThrow();
      assertInstanceOf(Linux.resolver().orElseThrow().getClass(), found);
      return 0;
    }
    return descend(depth - 1) + 1;
  }
}
