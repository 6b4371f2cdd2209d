package dev.witj.wasi.internal;

import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;
import dev.witj.wasi.fs.FileStat;
import dev.witj.wasi.fs.Folder;
import dev.witj.wasi.fs.FsError;
import dev.witj.wasi.fs.FsException;
import dev.witj.wasi.fs.OpenMode;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * An open file or folder of a guest, whichever version of WASI it speaks. What is for files only is
 * {@link FsError#BAD_DESCRIPTOR} on a folder, what is for folders only is {@link
 * FsError#NOT_DIRECTORY} on a file.
 */
public abstract class FileHandle extends HostResource {
  private final Opened opened;

  /** What is open; it counts as an open file of the session. */
  public sealed interface Opened {
    /** A file. */
    record AFile(SharedFile shared) implements Opened {}

    /** A folder. */
    record AFolder(Folder folder) implements Opened {}
  }

  /** A handle of something that was opened for it. */
  protected FileHandle(Session session, Opened opened) {
    super(session);
    this.opened = opened;
  }

  /** What may fail as files do. */
  protected interface Opening<T> {
    /** Opens it. */
    T run() throws IOException;
  }

  @Override
  protected final String witName() {
    return "descriptor";
  }

  @Override
  protected final void release() {
    switch (opened) {
      case Opened.AFile(var shared) -> shared.leave();
      case Opened.AFolder(var folder) -> {
        session().gone(folder);
        folder.close();
      }
    }
  }

  /** One more of a folder that the host gives. */
  public static Opened preopened(Session session, Settings.GivenFolder given) {
    if (!session.takeFile()) {
      throw new TrapException(
          TrapCode.LIMIT_EXCEEDED, "the guest holds more files open than it may");
    }
    try {
      return new Opened.AFolder(session.opened(given.folder().duplicate()));
    } catch (IOException e) {
      session.giveFile();
      throw new TrapException(
          TrapCode.HOST_FAILURE,
          "the folder that the guest calls `" + given.guest() + "` cannot be opened once more",
          e);
    }
  }

  /** What is open. */
  protected final Opened opened() {
    return opened;
  }

  /** The file. */
  protected final SharedFile shared() throws FsException {
    return switch (opened) {
      case Opened.AFile(var shared) -> shared;
      case Opened.AFolder _ -> throw FsError.BAD_DESCRIPTOR.exception();
    };
  }

  /** The file, which may be read. */
  protected final SharedFile readable() throws FsException {
    SharedFile shared = shared();
    if (!shared.file().readable()) {
      throw FsError.BAD_DESCRIPTOR.exception();
    }
    return shared;
  }

  /** The file, which may be written. */
  protected final SharedFile writable() throws FsException {
    SharedFile shared = shared();
    if (!shared.file().writable()) {
      throw FsError.BAD_DESCRIPTOR.exception();
    }
    return shared;
  }

  /** The folder. */
  protected final Folder folder() throws FsException {
    return switch (opened) {
      case Opened.AFile _ -> throw FsError.NOT_DIRECTORY.exception();
      case Opened.AFolder(var folder) -> folder;
    };
  }

  /** What is known of it. */
  protected final FileStat fileStat() throws IOException {
    return switch (opened) {
      case Opened.AFile(var shared) -> shared.file().stat();
      case Opened.AFolder(var folder) -> folder.stat();
    };
  }

  /** What it is. */
  protected final FileStat.Kind kind() throws IOException {
    return switch (opened) {
      case Opened.AFile(var shared) -> shared.file().stat().kind();
      case Opened.AFolder _ -> FileStat.Kind.DIRECTORY;
    };
  }

  /** Has the system write down what it holds back; if {@code all}, what is known of it, too. */
  protected final void sync(boolean all) throws IOException {
    switch (opened) {
      case Opened.AFile(var shared) -> shared.file().sync(all);
      case Opened.AFolder(var folder) -> folder.sync();
    }
  }

  /** Sets its times; an absent time stays. */
  protected final void changeTimes(Optional<Instant> accessed, Optional<Instant> modified)
      throws IOException {
    switch (opened) {
      case Opened.AFile(var shared) -> shared.file().setTimes(accessed, modified);
      case Opened.AFolder(var folder) -> folder.setTimes(accessed, modified);
    }
  }

  /** The same file under two names is the same object; what cannot be looked at is not. */
  protected final boolean isSame(FileHandle other) {
    try {
      FileStat mine = fileStat();
      FileStat its = other.fileStat();
      return mine.device() == its.device() && mine.node() == its.node();
    } catch (IOException e) {
      return false;
    }
  }

  /** Opens what a path below the folder names. */
  protected final Opened open(String path, OpenMode mode) throws IOException {
    Folder folder = folder();
    return counted(
        () ->
            switch (folder.openAt(path, mode)) {
              case Folder.Opened.AFile(var file) ->
                  new Opened.AFile(new SharedFile(session(), file));
              case Folder.Opened.AFolder(var inner) -> new Opened.AFolder(session().opened(inner));
            });
  }

  /** What is opened, if one more file may be open; it counts until it is released. */
  protected final <T> T counted(Opening<T> open) throws IOException {
    if (!session().takeFile()) {
      throw FsError.INSUFFICIENT_MEMORY.exception();
    }
    try {
      return open.run();
    } catch (IOException | RuntimeException e) {
      session().giveFile();
      throw e;
    }
  }
}
