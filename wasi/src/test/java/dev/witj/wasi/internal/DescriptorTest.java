package dev.witj.wasi.internal;

import static dev.witj.wasi.internal.World.assertErr;
import static dev.witj.wasi.internal.World.bytes;
import static dev.witj.wasi.internal.World.ok;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.runtime.value.Result;
import dev.witj.wasi.WasiLimits;
import dev.witj.wasi.clocks.WallClock;
import dev.witj.wasi.filesystem.Types;
import dev.witj.wasi.filesystem.Types.Descriptor;
import dev.witj.wasi.filesystem.Types.DescriptorFlags;
import dev.witj.wasi.filesystem.Types.DescriptorType;
import dev.witj.wasi.filesystem.Types.ErrorCode;
import dev.witj.wasi.filesystem.Types.NewTimestamp;
import dev.witj.wasi.filesystem.Types.OpenFlags;
import dev.witj.wasi.filesystem.Types.PathFlags;
import dev.witj.wasi.fs.FileStat;
import dev.witj.wasi.fs.Folder;
import dev.witj.wasi.fs.FsError;
import dev.witj.wasi.io.Streams;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code wasi:filesystem}: what it adds to the folders, which have tests of their own. */
final class DescriptorTest {
  private static final Set<PathFlags> FOLLOW = Set.of(PathFlags.SYMLINK_FOLLOW);
  private static final Set<DescriptorFlags> READ = Set.of(DescriptorFlags.READ);
  private static final Set<DescriptorFlags> BOTH =
      Set.of(DescriptorFlags.READ, DescriptorFlags.WRITE);

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void fill() throws IOException {
    Files.writeString(folder.resolve("file"), "hello");
    Files.createDirectories(folder.resolve("sub"));
  }

  private Session session() {
    return World.session(given("/w", true), given("/r", false));
  }

  private Settings.GivenFolder given(String name, boolean writable) {
    return given(folder, name, writable);
  }

  private static Settings.GivenFolder given(Path folder, String name, boolean writable) {
    try {
      Folder opened =
          Folder.isSafe() ? Folder.open(folder, writable) : Folder.openUnsafely(folder, writable);
      return new Settings.GivenFolder(opened, name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Descriptor preopen(Session session, int index) {
    return session.preopens().getDirectories().get(index).v0();
  }

  private static Descriptor open(Descriptor base, String path, Set<DescriptorFlags> flags) {
    return ok(base.openAt(Set.of(), path, Set.of(), flags));
  }

  @Test
  void everyReasonAndKindHasItsName() {
    for (FsError error : FsError.values()) {
      assertNotNull(FileTypes.code(error));
    }
    for (FileStat.Kind kind : FileStat.Kind.values()) {
      assertNotNull(FileTypes.type(kind));
    }
  }

  @Test
  void readsAndWritesAtOffsets() {
    Descriptor file = open(preopen(session(), 0), "file", BOTH);
    assertArrayEquals(bytes("ell"), ok(file.read(3, 1)).v0());
    assertFalse(ok(file.read(3, 1)).v1());
    assertTrue(ok(file.read(3, 5)).v1());
    assertErr(ErrorCode.INVALID, file.read(1, -1));
    assertEquals(2L, ok(file.write(bytes("LO"), 3)));
    assertArrayEquals(bytes("helLO"), ok(file.read(-1L, 0)).v0());
    assertInstanceOf(Result.Ok.class, file.setSize(2));
    assertEquals(2L, ok(file.stat()).size());
    assertInstanceOf(Result.Ok.class, file.setSize(4));
    assertArrayEquals(bytes("he\0\0"), ok(file.read(10, 0)).v0());
  }

  @Test
  void streamsOutliveTheirDescriptor() throws Exception {
    Session session = session();
    Descriptor file = open(preopen(session, 0), "file", BOTH);
    Streams.InputStream in = ok(file.readViaStream(1));
    Streams.OutputStream out = ok(file.appendViaStream());
    file.close();
    assertInstanceOf(Result.Ok.class, out.blockingWriteAndFlush(bytes("!")));
    assertArrayEquals(bytes("ello!"), ok(in.read(100)));
    assertErr(StreamErrors.CLOSED, in.read(100));
    in.close();
    out.close();
    assertEquals("hello!", Files.readString(folder.resolve("file")));
  }

  @Test
  void writesViaStream() throws Exception {
    Descriptor file = open(preopen(session(), 0), "file", BOTH);
    Streams.OutputStream out = ok(file.writeViaStream(2));
    long permit = ok(out.checkWrite());
    assertTrue(permit >= 4096);
    assertInstanceOf(Result.Ok.class, out.write(bytes("LL")));
    assertInstanceOf(Result.Ok.class, out.writeZeroes(1));
    assertEquals("heLL\0", Files.readString(folder.resolve("file")));
  }

  @Test
  void keepsFilesAndFoldersApart() {
    Session session = session();
    Descriptor base = preopen(session, 0);
    Descriptor file = open(base, "file", READ);
    assertErr(ErrorCode.BAD_DESCRIPTOR, base.readViaStream(0));
    assertErr(ErrorCode.BAD_DESCRIPTOR, base.read(1, 0));
    assertErr(ErrorCode.BAD_DESCRIPTOR, base.setSize(0));
    assertErr(ErrorCode.BAD_DESCRIPTOR, base.advise(0, 0, Types.Advice.NORMAL));
    assertErr(ErrorCode.BAD_DESCRIPTOR, file.write(bytes("x"), 0));
    assertErr(ErrorCode.BAD_DESCRIPTOR, file.writeViaStream(0));
    assertErr(ErrorCode.NOT_DIRECTORY, file.readDirectory());
    assertErr(ErrorCode.NOT_DIRECTORY, file.openAt(Set.of(), "x", Set.of(), READ));
    assertErr(ErrorCode.NOT_DIRECTORY, base.renameAt("file", file, "x"));
    assertInstanceOf(Result.Ok.class, file.sync());
    assertInstanceOf(Result.Ok.class, base.syncData());
    assertEquals(READ, ok(file.getFlags()));
    assertEquals(DescriptorType.REGULAR_FILE, ok(file.getType()));
    assertEquals(DescriptorType.DIRECTORY, ok(base.getType()));
  }

  @Test
  void refusesFlagsThatMakeNoSense() {
    Descriptor base = preopen(session(), 0);
    assertErr(
        ErrorCode.UNSUPPORTED,
        base.openAt(Set.of(), "file", Set.of(), Set.of(DescriptorFlags.FILE_INTEGRITY_SYNC)));
    assertErr(
        ErrorCode.INVALID,
        base.openAt(Set.of(), "new", Set.of(OpenFlags.DIRECTORY, OpenFlags.CREATE), READ));
    assertErr(ErrorCode.INVALID, base.linkAt(FOLLOW, "file", base, "second"));
    assertErr(ErrorCode.NOT_PERMITTED, base.openAt(FOLLOW, "../x", Set.of(), READ));
    assertErr(ErrorCode.NOT_PERMITTED, base.openAt(FOLLOW, "/etc/passwd", Set.of(), READ));
    assertErr(ErrorCode.EXIST, base.createDirectoryAt("sub"));
    assertErr(ErrorCode.NO_ENTRY, base.statAt(FOLLOW, "nothing"));
  }

  @Test
  void keepsAFolderToReadAsItIs() {
    Session session = session();
    Descriptor writable = preopen(session, 0);
    Descriptor base = preopen(session, 1);
    assertEquals(READ, ok(base.getFlags()));
    assertErr(ErrorCode.READ_ONLY, base.openAt(Set.of(), "file", Set.of(), BOTH));
    assertErr(ErrorCode.READ_ONLY, base.openAt(Set.of(), "n", Set.of(OpenFlags.CREATE), READ));
    assertErr(ErrorCode.READ_ONLY, base.unlinkFileAt("file"));
    Descriptor sub = open(base, "sub", READ);
    assertErr(ErrorCode.READ_ONLY, sub.createDirectoryAt("new"));
    assertErr(
        ErrorCode.READ_ONLY,
        open(base, "file", READ).setTimes(new NewTimestamp.Now(), new NewTimestamp.NoChange()));
    assertErr(ErrorCode.NOT_PERMITTED, base.linkAt(Set.of(), "file", writable, "new"));
    assertErr(ErrorCode.NOT_PERMITTED, base.renameAt("file", writable, "new"));
    assertErr(ErrorCode.NOT_PERMITTED, writable.renameAt("file", base, "new"));
  }

  @Test
  void worksOnNames() {
    Descriptor base = preopen(session(), 0);
    Descriptor sub = open(base, "sub", READ);
    assertInstanceOf(Result.Ok.class, base.renameAt("file", sub, "moved"));
    assertInstanceOf(Result.Ok.class, sub.linkAt(Set.of(), "moved", base, "linked"));
    assertInstanceOf(Result.Ok.class, sub.symlinkAt("moved", "symbolic"));
    assertEquals("moved", ok(sub.readlinkAt("symbolic")));
    assertEquals(2L, ok(base.statAt(Set.of(), "linked")).linkCount());
    assertEquals(DescriptorType.SYMBOLIC_LINK, ok(sub.statAt(Set.of(), "symbolic")).type());
    assertEquals(DescriptorType.REGULAR_FILE, ok(sub.statAt(FOLLOW, "symbolic")).type());
    Descriptor first = open(sub, "moved", READ);
    assertTrue(first.isSameObject(open(base, "linked", READ)));
    assertFalse(first.isSameObject(base));
    assertEquals(ok(first.metadataHash()), ok(base.metadataHashAt(Set.of(), "linked")));
    assertNotEquals(ok(first.metadataHash()), ok(base.metadataHash()));
    assertEquals(List.of("linked", "sub"), names(base));
    assertEquals(List.of("moved", "symbolic"), names(sub));
    assertErr(ErrorCode.NOT_EMPTY, base.removeDirectoryAt("sub"));
    assertInstanceOf(Result.Ok.class, base.unlinkFileAt("linked"));
  }

  private static List<String> names(Descriptor folder) {
    List<String> names = new ArrayList<>();
    Types.DirectoryEntryStream entries = ok(folder.readDirectory());
    for (Optional<Types.DirectoryEntry> each = ok(entries.readDirectoryEntry());
        each.isPresent();
        each = ok(entries.readDirectoryEntry())) {
      names.add(each.get().name());
    }
    return names;
  }

  @Test
  void setsTimes() {
    Descriptor base = preopen(session(), 0);
    NewTimestamp past = new NewTimestamp.Timestamp(new WallClock.Datetime(1000, 0));
    assertInstanceOf(
        Result.Ok.class, base.setTimesAt(FOLLOW, "file", past, new NewTimestamp.Now()));
    Types.DescriptorStat stat = ok(base.statAt(FOLLOW, "file"));
    assertEquals(Optional.of(new WallClock.Datetime(1000, 0)), stat.dataAccessTimestamp());
    assertEquals(
        World.NOW.getEpochSecond(), stat.dataModificationTimestamp().orElseThrow().seconds());
    NewTimestamp nonsense = new NewTimestamp.Timestamp(new WallClock.Datetime(0, 1_000_000_000));
    assertErr(ErrorCode.INVALID, base.setTimes(nonsense, new NewTimestamp.NoChange()));
    NewTimestamp never = new NewTimestamp.Timestamp(new WallClock.Datetime(-1, 0));
    assertErr(ErrorCode.OVERFLOW, base.setTimes(never, new NewTimestamp.NoChange()));
  }

  @Test
  void boundsOpenFiles() throws Exception {
    Session session =
        World.session(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            WasiLimits.defaults().withOpenFiles(2),
            given("/w", true));
    Descriptor base = preopen(session, 0);
    Descriptor file = open(base, "file", READ);
    assertErr(ErrorCode.INSUFFICIENT_MEMORY, base.openAt(Set.of(), "file", Set.of(), READ));
    Streams.InputStream stream = ok(file.readViaStream(0));
    file.close();
    assertErr(ErrorCode.INSUFFICIENT_MEMORY, base.openAt(Set.of(), "file", Set.of(), READ));
    stream.close();
    open(base, "file", READ).close();
  }

  /** A listing holds a folder open, as a descriptor does. */
  @Test
  void boundsListings() throws Exception {
    Session session =
        World.session(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            WasiLimits.defaults().withOpenFiles(2),
            given("/w", true));
    Descriptor base = preopen(session, 0);
    Types.DirectoryEntryStream entries = ok(base.readDirectory());
    assertErr(ErrorCode.INSUFFICIENT_MEMORY, base.readDirectory());
    entries.close();
    ok(base.readDirectory()).close();
  }

  /** A guest that may change a folder has put a link where another folder that it is given was. */
  @Test
  void foldersStayWhatTheyWereWhenTheyWereGiven(@TempDir Path temporary) throws Exception {
    Path data = Files.createDirectories(temporary.resolve("nest/data"));
    Files.createDirectories(data.resolve("sub"));
    Files.writeString(Files.createDirectories(temporary.resolve("outside")).resolve("secret"), "S");
    Session session =
        World.session(given(data, "/data", true), given(data.resolve("sub"), "/sub", true));
    Descriptor base = preopen(session, 0);
    assertInstanceOf(Result.Ok.class, base.renameAt("sub", base, "old"));
    assertInstanceOf(Result.Ok.class, base.symlinkAt("../../outside", "sub"));
    Descriptor sub = preopen(session, 1);
    assertErr(ErrorCode.NO_ENTRY, sub.openAt(Set.of(), "secret", Set.of(), READ));
    assertInstanceOf(Result.Ok.class, sub.createDirectoryAt("made"));
    assertTrue(Files.isDirectory(data.resolve("old/made")));
    assertTrue(sub.isSameObject(open(base, "old", READ)));
  }

  /** Nobody can compute the host's numbers from it. */
  @Test
  void hashesOfMetadataDependOnAKey() {
    FileStat stat =
        new FileStat(
            FileStat.Kind.REGULAR_FILE, 1, 0, World.NOW, World.NOW, World.NOW, 0x801, 12345);
    assertEquals(FileTypes.hash(stat), FileTypes.hash(stat));
    long mixed = mix(12345 + mix(0x801));
    assertNotEquals(mixed, FileTypes.hash(stat).lower());
  }

  /** What was given to guests once, without a key. */
  private static long mix(long value) {
    long first = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
    long second = (first ^ (first >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return second ^ (second >>> 33);
  }
}
