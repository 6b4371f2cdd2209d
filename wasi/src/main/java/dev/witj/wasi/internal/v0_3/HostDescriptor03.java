package dev.witj.wasi.internal.v0_3;

import dev.witj.runtime.async.StreamReader;
import dev.witj.runtime.async.WitFuture;
import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple2;
import dev.witj.wasi.filesystem.v0_3.Types;
import dev.witj.wasi.filesystem.v0_3.Types.DescriptorFlags;
import dev.witj.wasi.filesystem.v0_3.Types.ErrorCode;
import dev.witj.wasi.filesystem.v0_3.Types.OpenFlags;
import dev.witj.wasi.filesystem.v0_3.Types.PathFlags;
import dev.witj.wasi.fs.Folder;
import dev.witj.wasi.fs.FsError;
import dev.witj.wasi.fs.OpenMode;
import dev.witj.wasi.internal.FileHandle;
import dev.witj.wasi.internal.FileSink;
import dev.witj.wasi.internal.FileSource;
import dev.witj.wasi.internal.Session;
import dev.witj.wasi.internal.io.ByteSink;
import java.io.IOException;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code descriptor} of {@code wasi:filesystem} 0.3. */
final class HostDescriptor03 extends FileHandle implements Types.Descriptor {
  private final Background threads;

  HostDescriptor03(Session session, Background threads, Opened opened) {
    super(session, opened);
    this.threads = threads;
  }

  // Streams and what else is for files.

  @Override
  public Tuple2<StreamReader<Integer>, WitFuture<Result<@Nullable Void, ErrorCode>>> readViaStream(
      long offset) {
    try {
      return SourceReader.of(new FileSource(readable().share(), offset), FileTypes03::code);
    } catch (IOException e) {
      return SourceReader.failed(FileTypes03.code(e));
    }
  }

  @Override
  public WitFuture<Result<@Nullable Void, ErrorCode>> writeViaStream(
      StreamReader<Integer> data, long offset) {
    return write(data, () -> FileSink.at(writable().share(), offset));
  }

  @Override
  public WitFuture<Result<@Nullable Void, ErrorCode>> appendViaStream(StreamReader<Integer> data) {
    return write(data, () -> FileSink.atEnd(writable().share()));
  }

  private WitFuture<Result<@Nullable Void, ErrorCode>> write(
      StreamReader<Integer> data, FileTypes03.Operation<ByteSink> to) {
    try {
      return SinkWriter.start(threads, data, to.run(), FileTypes03::code);
    } catch (IOException e) {
      return SinkWriter.failed(data, FileTypes03.code(e));
    }
  }

  /** Advice is taken and not acted on: Java has no way to pass it on. */
  @Override
  public Result<@Nullable Void, ErrorCode> advise(long offset, long length, Types.Advice advice) {
    return FileTypes03.done(this::shared);
  }

  @Override
  public Result<@Nullable Void, ErrorCode> setSize(long size) {
    return FileTypes03.done(() -> writable().file().resize(size));
  }

  // What is for both.

  @Override
  public Result<@Nullable Void, ErrorCode> syncData() {
    return FileTypes03.done(() -> sync(false));
  }

  @Override
  public Result<@Nullable Void, ErrorCode> sync() {
    return FileTypes03.done(() -> sync(true));
  }

  @Override
  public Result<Set<DescriptorFlags>, ErrorCode> getFlags() {
    Set<DescriptorFlags> flags = EnumSet.noneOf(DescriptorFlags.class);
    switch (opened()) {
      case Opened.AFile(var shared) -> {
        if (shared.file().readable()) {
          flags.add(DescriptorFlags.READ);
        }
        if (shared.file().writable()) {
          flags.add(DescriptorFlags.WRITE);
        }
      }
      case Opened.AFolder(var folder) -> {
        flags.add(DescriptorFlags.READ);
        if (folder.writable()) {
          flags.add(DescriptorFlags.MUTATE_DIRECTORY);
        }
      }
    }
    return Result.ok(flags);
  }

  @Override
  public Result<Types.DescriptorType, ErrorCode> getType() {
    return FileTypes03.result(() -> FileTypes03.type(kind()));
  }

  @Override
  public Result<@Nullable Void, ErrorCode> setTimes(
      Types.NewTimestamp dataAccessTimestamp, Types.NewTimestamp dataModificationTimestamp) {
    InstantSource clock = session().settings().wallClock();
    return FileTypes03.done(
        () ->
            changeTimes(
                FileTypes03.time(dataAccessTimestamp, clock),
                FileTypes03.time(dataModificationTimestamp, clock)));
  }

  @Override
  public Result<Types.DescriptorStat, ErrorCode> stat() {
    return FileTypes03.result(() -> FileTypes03.stat(fileStat()));
  }

  @Override
  public Result<Types.MetadataHashValue, ErrorCode> metadataHash() {
    return FileTypes03.result(() -> FileTypes03.hash(fileStat()));
  }

  @Override
  public boolean isSameObject(Types.Descriptor other) {
    return isSame((HostDescriptor03) other);
  }

  // Paths below a folder.

  @Override
  public Tuple2<StreamReader<Types.DirectoryEntry>, WitFuture<Result<@Nullable Void, ErrorCode>>>
      readDirectory() {
    try {
      Folder folder = folder();
      EntryReader entries = counted(() -> new EntryReader(session(), folder.list()));
      return new Tuple2<>(entries, WitFuture.from(entries.outcome()));
    } catch (IOException e) {
      return SourceReader.failed(FileTypes03.code(e));
    }
  }

  @Override
  public Result<@Nullable Void, ErrorCode> createDirectoryAt(String path) {
    return FileTypes03.done(() -> folder().createDirectoryAt(path));
  }

  @Override
  public Result<Types.DescriptorStat, ErrorCode> statAt(Set<PathFlags> pathFlags, String path) {
    return FileTypes03.result(() -> FileTypes03.stat(folder().statAt(path, follows(pathFlags))));
  }

  @Override
  public Result<@Nullable Void, ErrorCode> setTimesAt(
      Set<PathFlags> pathFlags,
      String path,
      Types.NewTimestamp dataAccessTimestamp,
      Types.NewTimestamp dataModificationTimestamp) {
    InstantSource clock = session().settings().wallClock();
    return FileTypes03.done(
        () ->
            folder()
                .setTimesAt(
                    path,
                    follows(pathFlags),
                    FileTypes03.time(dataAccessTimestamp, clock),
                    FileTypes03.time(dataModificationTimestamp, clock)));
  }

  @Override
  public Result<@Nullable Void, ErrorCode> linkAt(
      Set<PathFlags> oldPathFlags, String oldPath, Types.Descriptor newDescriptor, String newPath) {
    return FileTypes03.done(
        () -> {
          if (follows(oldPathFlags)) {
            throw FsError.INVALID.exception();
          }
          folder().linkAt(oldPath, ((HostDescriptor03) newDescriptor).folder(), newPath);
        });
  }

  @Override
  public Result<Types.Descriptor, ErrorCode> openAt(
      Set<PathFlags> pathFlags, String path, Set<OpenFlags> openFlags, Set<DescriptorFlags> flags) {
    return FileTypes03.result(
        () -> {
          if (flags.contains(DescriptorFlags.FILE_INTEGRITY_SYNC)
              || flags.contains(DescriptorFlags.DATA_INTEGRITY_SYNC)
              || flags.contains(DescriptorFlags.REQUESTED_WRITE_SYNC)) {
            throw FsError.UNSUPPORTED.exception();
          }
          OpenMode mode =
              new OpenMode(
                  follows(pathFlags),
                  openFlags.contains(OpenFlags.CREATE),
                  openFlags.contains(OpenFlags.EXCLUSIVE),
                  openFlags.contains(OpenFlags.TRUNCATE),
                  openFlags.contains(OpenFlags.DIRECTORY),
                  flags.contains(DescriptorFlags.READ),
                  flags.contains(DescriptorFlags.WRITE),
                  flags.contains(DescriptorFlags.MUTATE_DIRECTORY));
          return new HostDescriptor03(session(), threads, open(path, mode));
        });
  }

  @Override
  public Result<String, ErrorCode> readlinkAt(String path) {
    return FileTypes03.result(() -> folder().readlinkAt(path));
  }

  @Override
  public Result<@Nullable Void, ErrorCode> removeDirectoryAt(String path) {
    return FileTypes03.done(() -> folder().removeDirectoryAt(path));
  }

  @Override
  public Result<@Nullable Void, ErrorCode> renameAt(
      String oldPath, Types.Descriptor newDescriptor, String newPath) {
    return FileTypes03.done(
        () -> folder().renameAt(oldPath, ((HostDescriptor03) newDescriptor).folder(), newPath));
  }

  @Override
  public Result<@Nullable Void, ErrorCode> symlinkAt(String oldPath, String newPath) {
    return FileTypes03.done(() -> folder().symlinkAt(oldPath, newPath));
  }

  @Override
  public Result<@Nullable Void, ErrorCode> unlinkFileAt(String path) {
    return FileTypes03.done(() -> folder().unlinkFileAt(path));
  }

  @Override
  public Result<Types.MetadataHashValue, ErrorCode> metadataHashAt(
      Set<PathFlags> pathFlags, String path) {
    return FileTypes03.result(() -> FileTypes03.hash(folder().statAt(path, follows(pathFlags))));
  }

  private static boolean follows(Set<PathFlags> flags) {
    return flags.contains(PathFlags.SYMLINK_FOLLOW);
  }
}
