package dev.witj.wasi.internal;

import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple2;
import dev.witj.wasi.filesystem.Types;
import dev.witj.wasi.filesystem.Types.DescriptorFlags;
import dev.witj.wasi.filesystem.Types.ErrorCode;
import dev.witj.wasi.filesystem.Types.OpenFlags;
import dev.witj.wasi.filesystem.Types.PathFlags;
import dev.witj.wasi.fs.Folder;
import dev.witj.wasi.fs.FsError;
import dev.witj.wasi.fs.OpenFile;
import dev.witj.wasi.fs.OpenMode;
import dev.witj.wasi.internal.io.ByteSource;
import dev.witj.wasi.io.Streams;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code descriptor} of {@code wasi:filesystem} 0.2. */
final class HostDescriptor extends FileHandle implements Types.Descriptor {
  HostDescriptor(Session session, Opened opened) {
    super(session, opened);
  }

  // Streams and what else is for files.

  @Override
  public Result<Streams.InputStream, ErrorCode> readViaStream(long offset) {
    return FileTypes.result(
        () -> new HostInput(session(), new FileSource(readable().share(), offset)));
  }

  @Override
  public Result<Streams.OutputStream, ErrorCode> writeViaStream(long offset) {
    return FileTypes.result(
        () -> new HostOutput(session(), FileSink.at(writable().share(), offset)));
  }

  @Override
  public Result<Streams.OutputStream, ErrorCode> appendViaStream() {
    return FileTypes.result(() -> new HostOutput(session(), FileSink.atEnd(writable().share())));
  }

  /** Advice is taken and not acted on: Java has no way to pass it on. */
  @Override
  public Result<@Nullable Void, ErrorCode> advise(long offset, long length, Types.Advice advice) {
    return FileTypes.done(this::shared);
  }

  @Override
  public Result<@Nullable Void, ErrorCode> setSize(long size) {
    return FileTypes.done(() -> writable().file().resize(size));
  }

  @Override
  public Result<Tuple2<byte[], Boolean>, ErrorCode> read(long length, long offset) {
    return FileTypes.result(
        () -> {
          OpenFile file = readable().file();
          int max =
              (int)
                  (Long.compareUnsigned(length, ByteSource.MAX_READ) > 0
                      ? ByteSource.MAX_READ
                      : length);
          ByteBuffer buffer = ByteBuffer.allocate(max);
          int count = file.read(buffer, offset);
          return new Tuple2<>(Arrays.copyOf(buffer.array(), Math.max(count, 0)), count < 0);
        });
  }

  @Override
  public Result<Long, ErrorCode> write(byte[] buffer, long offset) {
    return FileTypes.result(
        () -> {
          writable().file().write(ByteBuffer.wrap(buffer), offset);
          return (long) buffer.length;
        });
  }

  // What is for both.

  @Override
  public Result<@Nullable Void, ErrorCode> syncData() {
    return FileTypes.done(() -> sync(false));
  }

  @Override
  public Result<@Nullable Void, ErrorCode> sync() {
    return FileTypes.done(() -> sync(true));
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
    return FileTypes.result(() -> FileTypes.type(kind()));
  }

  @Override
  public Result<@Nullable Void, ErrorCode> setTimes(
      Types.NewTimestamp dataAccessTimestamp, Types.NewTimestamp dataModificationTimestamp) {
    InstantSource clock = session().settings().wallClock();
    return FileTypes.done(
        () ->
            changeTimes(
                FileTypes.time(dataAccessTimestamp, clock),
                FileTypes.time(dataModificationTimestamp, clock)));
  }

  @Override
  public Result<Types.DescriptorStat, ErrorCode> stat() {
    return FileTypes.result(() -> FileTypes.stat(fileStat()));
  }

  @Override
  public Result<Types.MetadataHashValue, ErrorCode> metadataHash() {
    return FileTypes.result(() -> FileTypes.hash(fileStat()));
  }

  @Override
  public boolean isSameObject(Types.Descriptor other) {
    return isSame((HostDescriptor) other);
  }

  // Paths below a folder.

  @Override
  public Result<Types.DirectoryEntryStream, ErrorCode> readDirectory() {
    return FileTypes.result(
        () -> {
          Folder folder = folder();
          return counted(
              () -> new HostDirectoryEntries(session(), session().opened(folder.list())));
        });
  }

  @Override
  public Result<@Nullable Void, ErrorCode> createDirectoryAt(String path) {
    return FileTypes.done(() -> folder().createDirectoryAt(path));
  }

  @Override
  public Result<Types.DescriptorStat, ErrorCode> statAt(Set<PathFlags> pathFlags, String path) {
    return FileTypes.result(() -> FileTypes.stat(folder().statAt(path, follows(pathFlags))));
  }

  @Override
  public Result<@Nullable Void, ErrorCode> setTimesAt(
      Set<PathFlags> pathFlags,
      String path,
      Types.NewTimestamp dataAccessTimestamp,
      Types.NewTimestamp dataModificationTimestamp) {
    InstantSource clock = session().settings().wallClock();
    return FileTypes.done(
        () ->
            folder()
                .setTimesAt(
                    path,
                    follows(pathFlags),
                    FileTypes.time(dataAccessTimestamp, clock),
                    FileTypes.time(dataModificationTimestamp, clock)));
  }

  @Override
  public Result<@Nullable Void, ErrorCode> linkAt(
      Set<PathFlags> oldPathFlags, String oldPath, Types.Descriptor newDescriptor, String newPath) {
    return FileTypes.done(
        () -> {
          if (follows(oldPathFlags)) {
            throw FsError.INVALID.exception();
          }
          folder().linkAt(oldPath, ((HostDescriptor) newDescriptor).folder(), newPath);
        });
  }

  @Override
  public Result<Types.Descriptor, ErrorCode> openAt(
      Set<PathFlags> pathFlags, String path, Set<OpenFlags> openFlags, Set<DescriptorFlags> flags) {
    return FileTypes.result(
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
          return new HostDescriptor(session(), open(path, mode));
        });
  }

  @Override
  public Result<String, ErrorCode> readlinkAt(String path) {
    return FileTypes.result(() -> folder().readlinkAt(path));
  }

  @Override
  public Result<@Nullable Void, ErrorCode> removeDirectoryAt(String path) {
    return FileTypes.done(() -> folder().removeDirectoryAt(path));
  }

  @Override
  public Result<@Nullable Void, ErrorCode> renameAt(
      String oldPath, Types.Descriptor newDescriptor, String newPath) {
    return FileTypes.done(
        () -> folder().renameAt(oldPath, ((HostDescriptor) newDescriptor).folder(), newPath));
  }

  @Override
  public Result<@Nullable Void, ErrorCode> symlinkAt(String oldPath, String newPath) {
    return FileTypes.done(() -> folder().symlinkAt(oldPath, newPath));
  }

  @Override
  public Result<@Nullable Void, ErrorCode> unlinkFileAt(String path) {
    return FileTypes.done(() -> folder().unlinkFileAt(path));
  }

  @Override
  public Result<Types.MetadataHashValue, ErrorCode> metadataHashAt(
      Set<PathFlags> pathFlags, String path) {
    return FileTypes.result(() -> FileTypes.hash(folder().statAt(path, follows(pathFlags))));
  }

  private static boolean follows(Set<PathFlags> flags) {
    return flags.contains(PathFlags.SYMLINK_FOLLOW);
  }
}
