package dev.witj.wasi.fs;

import java.io.File;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * An open folder of the host and the right to change it or not. Every path is relative and stays
 * below it: an absolute path, or a step or link that leads out, is {@link FsError#NOT_PERMITTED},
 * even where it would come back.
 *
 * <p>All methods throw {@link IOException}; {@link FsError#of(IOException)} gives the reason.
 */
public final class Folder implements AutoCloseable {
  private static final Cleaner CLEANER = Cleaner.create();
  private static final boolean IS_WINDOWS = File.separatorChar == '\\';

  private final Place place;
  private final boolean writable;

  Folder(Place place, boolean writable) {
    this.place = place;
    this.writable = writable;
  }

  /** Whether this system can keep guests below their folders whoever renames what meanwhile. */
  public static boolean isSafe() {
    return Linux.resolver().isPresent();
  }

  /**
   * A folder of the host's, open from now on: whatever its path names later, this stays what it is.
   * To be called before a guest runs that may rename what lies on the path. It is closed when
   * nothing refers to it any more.
   *
   * @throws FsException {@link FsError#UNSUPPORTED} where the system is not {@linkplain #isSafe
   *     safe}
   */
  public static Folder open(Path folder, boolean writable) throws IOException {
    Resolver resolver = Linux.resolver().orElseThrow(FsError.UNSUPPORTED::exception);
    return kept(LinuxPlace.root(resolver, folder.toRealPath().toString()), writable);
  }

  /**
   * As {@link #open}, on any system: there a guest that shares the folder with another one, or with
   * a program of the host, can be led out of it by renaming at the right moment.
   */
  public static Folder openUnsafely(Path folder, boolean writable) throws IOException {
    return new Folder(new PathPlace(folder.toRealPath()), writable);
  }

  private static Folder kept(Place place, boolean writable) {
    Folder folder = new Folder(place, writable);
    var _ = CLEANER.register(folder, place::close);
    return folder;
  }

  /** The same folder, open once more, with a life of its own. */
  public Folder duplicate() throws IOException {
    return new Folder(place.duplicate(), writable);
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
    String clean = parsed.clean();
    boolean demandsFolder = mode.folder() || parsed.demandsFolder();
    if (mode.create() && parsed.demandsFolder()) {
      throw (exists(clean) ? FsError.IS_DIRECTORY : FsError.NO_ENTRY).exception();
    }
    // A slash after a link asks for what the link leads to.
    boolean follow = mode.follow() || parsed.demandsFolder();
    if (!mode.create() && !mode.truncate() && (!mode.write() || demandsFolder)) {
      try {
        Place found = place.node(clean, follow, true);
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
    return new Opened.AFile(
        new OpenFile(place.file(clean, mode), mode.read(), mode.write(), writable));
  }

  private boolean exists(String path) {
    try (Place _ = place.node(path, false, false)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** What is known of this folder itself. */
  public FileStat stat() throws IOException {
    return place.stat();
  }

  /** What is known of what a path names. */
  public FileStat statAt(String path, boolean follow) throws IOException {
    GuestPath parsed = GuestPath.parse(path);
    if (leadsOn(parsed, follow)) {
      try (Place node = place.node(parsed.clean(), true, parsed.demandsFolder())) {
        return node.stat();
      }
    }
    try (Parent parent = parent(parsed)) {
      return parent.folder().stat(parent.leaf());
    }
  }

  /** Whether more than the last name has to be looked at. */
  private static boolean leadsOn(GuestPath path, boolean follow) {
    return follow || path.demandsFolder() || path.leaf().equals("..");
  }

  /** Sets times of what a path names; an absent time stays. */
  public void setTimesAt(
      String path, boolean follow, Optional<Instant> accessed, Optional<Instant> modified)
      throws IOException {
    demandWritable();
    GuestPath parsed = GuestPath.parse(path);
    if (leadsOn(parsed, follow)) {
      try (Place node = place.node(parsed.clean(), true, parsed.demandsFolder())) {
        node.setTimes(accessed.orElse(null), modified.orElse(null));
      }
      return;
    }
    try (Parent parent = parent(parsed)) {
      parent.folder().setTimes(parent.leaf(), accessed.orElse(null), modified.orElse(null));
    }
  }

  /** Sets times of this folder itself. */
  public void setTimes(Optional<Instant> accessed, Optional<Instant> modified) throws IOException {
    demandWritable();
    place.setTimes(accessed.orElse(null), modified.orElse(null));
  }

  /** Has the system write down what it holds back of this folder. */
  public void sync() throws IOException {
    place.sync();
  }

  /** Makes a folder. */
  public void createDirectoryAt(String path) throws IOException {
    demandWritable();
    try (Parent parent = parent(named(path, FsError.EXIST))) {
      parent.folder().createFolder(parent.leaf());
    }
  }

  /** Removes an empty folder. */
  public void removeDirectoryAt(String path) throws IOException {
    demandWritable();
    GuestPath parsed = named(path, FsError.INVALID);
    if (parsed.demandsFolder()) {
      // A slash after a link asks for what the link leads to, which may be outside.
      place.node(parsed.clean(), true, true).close();
    }
    try (Parent parent = parent(parsed)) {
      parent.folder().removeFolder(parent.leaf());
    }
  }

  /** Removes a file or a link. */
  public void unlinkFileAt(String path) throws IOException {
    demandWritable();
    GuestPath parsed = named(path, FsError.IS_DIRECTORY);
    try (Parent parent = parent(parsed)) {
      if (parsed.demandsFolder()) {
        throw (parent.isFolder() ? FsError.IS_DIRECTORY : FsError.NOT_DIRECTORY).exception();
      }
      parent.folder().removeFile(parent.leaf());
    }
  }

  /** What a link says; never an absolute path, which would tell of the host. */
  public String readlinkAt(String path) throws IOException {
    GuestPath parsed = named(path, FsError.INVALID);
    if (parsed.demandsFolder()) {
      throw FsError.INVALID.exception();
    }
    try (Parent parent = parent(parsed)) {
      String target = parent.folder().readLink(parent.leaf());
      if (target.startsWith("/") || (IS_WINDOWS && Path.of(target).isAbsolute())) {
        throw FsError.NOT_PERMITTED.exception();
      }
      return target;
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
    GuestPath.demandShort(target);
    GuestPath parsed = named(path, FsError.EXIST);
    try (Parent parent = parent(parsed)) {
      if (parsed.demandsFolder()) {
        throw (parent.isThere() ? FsError.EXIST : FsError.NO_ENTRY).exception();
      }
      parent.folder().createLink(target, parent.leaf());
    }
  }

  /** Gives a file one more name, maybe in another folder of the same rights. */
  public void linkAt(String path, Folder other, String newPath) throws IOException {
    demandSameRights(other);
    GuestPath from = named(path, FsError.NOT_PERMITTED);
    GuestPath to = named(newPath, FsError.EXIST);
    try (Parent source = parent(from);
        Parent target = other.parent(to)) {
      if ((from.demandsFolder() || to.demandsFolder()) && source.isFolder()) {
        throw FsError.NOT_PERMITTED.exception();
      }
      if (from.demandsFolder()) {
        throw FsError.NOT_DIRECTORY.exception();
      }
      if (to.demandsFolder()) {
        throw FsError.NO_ENTRY.exception();
      }
      source.folder().addName(source.leaf(), target.folder(), target.leaf());
    }
  }

  /** Renames, maybe into another folder of the same rights; replaces what is there. */
  public void renameAt(String path, Folder other, String newPath) throws IOException {
    demandSameRights(other);
    GuestPath from = named(path, FsError.BUSY);
    GuestPath to = named(newPath, FsError.BUSY);
    try (Parent source = parent(from);
        Parent target = other.parent(to)) {
      if ((from.demandsFolder() || to.demandsFolder()) && !source.isFolder()) {
        throw FsError.NOT_DIRECTORY.exception();
      }
      source.folder().rename(source.leaf(), target.folder(), target.leaf());
    }
  }

  /**
   * The names in this folder and what each is, without {@code .} and {@code ..}: those of a small
   * folder in order, those of a large one as the system has them.
   */
  public Listing list() throws IOException {
    Listing names = place.list();
    try {
      return Listing.sortedIfSmall(names);
    } catch (IOException | RuntimeException | Error e) {
      names.close();
      throw e;
    }
  }

  @Override
  public void close() {
    place.close();
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
      place.node(parsed.clean(), true, false).close();
      throw otherwise.exception();
    }
    return parsed;
  }

  private Parent parent(GuestPath path) throws IOException {
    if (path.steps().size() == 1) {
      return new Parent(place, false, path.leaf());
    }
    return new Parent(place.node(String.join("/", path.parents()), true, true), true, path.leaf());
  }

  /** The resolved folder of a path, and its last name in it, which is never followed. */
  private record Parent(Place folder, boolean mine, String leaf) implements AutoCloseable {
    /** What it says may be another thing at once: for the choice between errors only. */
    boolean isFolder() throws IOException {
      return folder.stat(leaf).kind() == FileStat.Kind.DIRECTORY;
    }

    boolean isThere() {
      try {
        FileStat _ = folder.stat(leaf);
        return true;
      } catch (IOException e) {
        return false;
      }
    }

    @Override
    public void close() {
      if (mine) {
        folder.close();
      }
    }
  }
}
