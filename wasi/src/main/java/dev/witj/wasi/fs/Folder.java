package dev.witj.wasi.fs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An open folder of the host and the right to change it or not. Every path is relative and stays
 * below it: an absolute path, or a step or link that leads out, is {@link FsError#NOT_PERMITTED},
 * even where it would come back.
 *
 * <p>All methods throw {@link IOException}; {@link FsError#of(IOException)} gives the reason.
 */
public final class Folder implements AutoCloseable {
  private final Beneath beneath;
  private final boolean writable;

  Folder(Beneath beneath, boolean writable) {
    this.beneath = beneath;
    this.writable = writable;
  }

  /** A folder the host hands to a guest. */
  public static Folder open(Path folder, boolean writable) throws IOException {
    return new Folder(Beneath.of(folder), writable);
  }

  /** Whether files and folders below may be changed. */
  public boolean writable() {
    return writable;
  }

  /** What a folder can open: another, or a file. */
  public sealed interface Opened {
    /** A folder. */
    record AFolder(Folder folder) implements Opened {}

    /** A file, with the rights it was opened with. */
    record AFile(OpenFile file) implements Opened {}
  }

  /** Opens or creates what a path names. */
  public Opened openAt(String path, OpenMode mode) throws IOException {
    GuestPath parsed = GuestPath.parse(path);
    if (mode.folder() && (mode.create() || mode.exclusive() || mode.truncate())) {
      throw FsError.INVALID.exception();
    }
    if (!writable && mode.changes()) {
      throw FsError.READ_ONLY.exception();
    }
    String clean = parsed.isSelf() ? "." : String.join("/", parsed.steps());
    boolean demandsFolder = mode.folder() || parsed.demandsFolder();
    if (mode.create() && parsed.demandsFolder()) {
      throw (exists(clean) ? FsError.IS_DIRECTORY : FsError.NO_ENTRY).exception();
    }
    // A slash after a link asks for what the link leads to.
    boolean follow = mode.follow() || parsed.demandsFolder();
    if (!mode.create() && !mode.truncate() && (!mode.write() || demandsFolder)) {
      try {
        Beneath found = beneath.node(clean, follow, true);
        if (mode.write()) {
          found.close();
          throw FsError.IS_DIRECTORY.exception();
        }
        // The right to change passes on unasked: the adapters of older programs never ask for it.
        return new Opened.AFolder(new Folder(found, writable));
      } catch (IOException e) {
        if (demandsFolder || FsError.of(e) != FsError.NOT_DIRECTORY) {
          throw e;
        }
      }
    }
    Beneath.Opened opened = beneath.file(clean, mode);
    return new Opened.AFile(
        new OpenFile(opened.channel(), opened.node(), mode.read(), mode.write(), writable));
  }

  private boolean exists(String path) {
    try (Beneath _ = beneath.node(path, false, false)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** What is known of this folder itself. */
  public FileStat stat() throws IOException {
    return FileStat.of(beneath.path());
  }

  /** What is known of what a path names. */
  public FileStat statAt(String path, boolean follow) throws IOException {
    GuestPath parsed = GuestPath.parse(path);
    if (follow || parsed.demandsFolder() || parsed.leaf().equals("..")) {
      String clean = parsed.isSelf() ? "." : String.join("/", parsed.steps());
      try (Beneath node = beneath.node(clean, true, parsed.demandsFolder())) {
        return FileStat.of(node.path());
      }
    }
    try (Parent parent = parent(parsed)) {
      return FileStat.of(parent.child(), LinkOption.NOFOLLOW_LINKS);
    }
  }

  /** Sets times of what a path names; an absent time stays. */
  public void setTimesAt(
      String path, boolean follow, Optional<FileTime> accessed, Optional<FileTime> modified)
      throws IOException {
    demandWritable();
    GuestPath parsed = GuestPath.parse(path);
    if (follow || parsed.demandsFolder() || parsed.leaf().equals("..")) {
      String clean = parsed.isSelf() ? "." : String.join("/", parsed.steps());
      try (Beneath node = beneath.node(clean, true, parsed.demandsFolder())) {
        setTimes(node.path(), accessed, modified);
      }
      return;
    }
    try (Parent parent = parent(parsed)) {
      setTimes(parent.child(), accessed, modified, LinkOption.NOFOLLOW_LINKS);
    }
  }

  /** Sets times of this folder itself. */
  public void setTimes(Optional<FileTime> accessed, Optional<FileTime> modified)
      throws IOException {
    demandWritable();
    setTimes(beneath.path(), accessed, modified);
  }

  static void setTimes(
      Path path, Optional<FileTime> accessed, Optional<FileTime> modified, LinkOption... options)
      throws IOException {
    if (accessed.isPresent() || modified.isPresent()) {
      Files.getFileAttributeView(path, BasicFileAttributeView.class, options)
          .setTimes(modified.orElse(null), accessed.orElse(null), null);
    }
  }

  /** Has the system write down what it holds back of this folder. */
  public void sync() throws IOException {
    try (FileChannel channel = FileChannel.open(beneath.path())) {
      channel.force(true);
    }
  }

  /** Makes a folder. */
  public void createDirectoryAt(String path) throws IOException {
    demandWritable();
    try (Parent parent = parent(named(path, FsError.EXIST))) {
      Files.createDirectory(parent.child());
    }
  }

  /** Removes an empty folder. */
  public void removeDirectoryAt(String path) throws IOException {
    demandWritable();
    try (Parent parent = parent(named(path, FsError.INVALID))) {
      if (kind(parent.child()) != FileStat.Kind.DIRECTORY) {
        throw FsError.NOT_DIRECTORY.exception();
      }
      Files.delete(parent.child());
    }
  }

  /** Removes a file or a link. */
  public void unlinkFileAt(String path) throws IOException {
    demandWritable();
    GuestPath parsed = named(path, FsError.IS_DIRECTORY);
    try (Parent parent = parent(parsed)) {
      if (kind(parent.child()) == FileStat.Kind.DIRECTORY) {
        throw FsError.IS_DIRECTORY.exception();
      }
      if (parsed.demandsFolder()) {
        throw FsError.NOT_DIRECTORY.exception();
      }
      Files.delete(parent.child());
    }
  }

  /** What a link says; never an absolute path, which would tell of the host. */
  public String readlinkAt(String path) throws IOException {
    GuestPath parsed = named(path, FsError.INVALID);
    if (parsed.demandsFolder()) {
      throw FsError.INVALID.exception();
    }
    try (Parent parent = parent(parsed)) {
      Path target = Files.readSymbolicLink(parent.child());
      if (target.isAbsolute()) {
        throw FsError.NOT_PERMITTED.exception();
      }
      return target.toString();
    }
  }

  /** Makes a link; its target is kept as it is and judged when it is followed. */
  public void symlinkAt(String target, String path) throws IOException {
    demandWritable();
    if (target.startsWith("/")) {
      throw FsError.NOT_PERMITTED.exception();
    }
    if (target.isEmpty()) {
      throw FsError.NO_ENTRY.exception();
    }
    if (target.indexOf('\0') >= 0) {
      throw FsError.ILLEGAL_BYTE_SEQUENCE.exception();
    }
    GuestPath parsed = named(path, FsError.EXIST);
    try (Parent parent = parent(parsed)) {
      if (parsed.demandsFolder()) {
        boolean there = Files.exists(parent.child(), LinkOption.NOFOLLOW_LINKS);
        throw (there ? FsError.EXIST : FsError.NO_ENTRY).exception();
      }
      Files.createSymbolicLink(parent.child(), Path.of(target));
    }
  }

  /** Gives a file one more name, maybe in another folder of the same rights. */
  public void linkAt(String path, Folder other, String newPath) throws IOException {
    demandSameRights(other);
    GuestPath from = named(path, FsError.NOT_PERMITTED);
    GuestPath to = named(newPath, FsError.EXIST);
    try (Parent source = parent(from);
        Parent target = other.parent(to)) {
      if (kind(source.child()) == FileStat.Kind.DIRECTORY) {
        throw FsError.NOT_PERMITTED.exception();
      }
      if (from.demandsFolder()) {
        throw FsError.NOT_DIRECTORY.exception();
      }
      if (to.demandsFolder()) {
        throw FsError.NO_ENTRY.exception();
      }
      Files.createLink(target.child(), source.child());
    }
  }

  /** Renames, maybe into another folder of the same rights; replaces what is there. */
  public void renameAt(String path, Folder other, String newPath) throws IOException {
    demandSameRights(other);
    GuestPath from = named(path, FsError.BUSY);
    GuestPath to = named(newPath, FsError.BUSY);
    try (Parent source = parent(from);
        Parent target = other.parent(to)) {
      boolean folder = kind(source.child()) == FileStat.Kind.DIRECTORY;
      if (!folder && (from.demandsFolder() || to.demandsFolder())) {
        throw FsError.NOT_DIRECTORY.exception();
      }
      Files.move(source.child(), target.child(), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /**
   * The names in this folder and what each is, in a stable order, without {@code .} and {@code ..}.
   */
  public List<Entry> list() throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(beneath.path())) {
      for (Path path : stream) {
        String name = String.valueOf(path.getFileName());
        FileStat.Kind kind;
        try {
          kind = kind(path);
        } catch (IOException gone) {
          continue;
        }
        entries.add(new Entry(kind, name));
      }
    } catch (java.nio.file.DirectoryIteratorException e) {
      throw e.getCause();
    }
    entries.sort(java.util.Comparator.comparing(Entry::name));
    return List.copyOf(entries);
  }

  /** One name in a folder. */
  public record Entry(FileStat.Kind kind, String name) {}

  @Override
  public void close() {
    beneath.close();
  }

  private static FileStat.Kind kind(Path path) throws IOException {
    return FileStat.of(path, LinkOption.NOFOLLOW_LINKS).kind();
  }

  private void demandWritable() throws FsException {
    if (!writable) {
      throw FsError.READ_ONLY.exception();
    }
  }

  /** A name made in another folder must not give rights that the file's own folder denies. */
  private void demandSameRights(Folder other) throws FsException {
    if (writable != other.writable) {
      throw FsError.NOT_PERMITTED.exception();
    }
    demandWritable();
  }

  /** A path whose last step is a name; {@code .} and {@code ..} cannot be made or removed. */
  private GuestPath named(String path, FsError otherwise) throws IOException {
    GuestPath parsed = GuestPath.parse(path);
    if (parsed.isSelf()) {
      throw otherwise.exception();
    }
    if (parsed.leaf().equals("..")) {
      // Leaving the folder is refused as such before anything else is said of it.
      beneath.node(String.join("/", parsed.steps()), true, false).close();
      throw otherwise.exception();
    }
    return parsed;
  }

  private Parent parent(GuestPath path) throws IOException {
    if (path.steps().size() == 1) {
      return new Parent(beneath, false, path.leaf());
    }
    return new Parent(
        beneath.node(String.join("/", path.parents()), true, true), true, path.leaf());
  }

  /** The resolved folder of a path, and its last name in it, which is never followed. */
  private record Parent(Beneath folder, boolean mine, String leaf) implements AutoCloseable {
    Path child() {
      return folder.path().resolve(leaf);
    }

    @Override
    public void close() {
      if (mine) {
        folder.close();
      }
    }
  }
}
