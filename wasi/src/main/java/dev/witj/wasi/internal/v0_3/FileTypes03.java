package dev.witj.wasi.internal.v0_3;

import dev.witj.runtime.value.Result;
import dev.witj.wasi.clocks.v0_3.SystemClock;
import dev.witj.wasi.filesystem.v0_3.Types;
import dev.witj.wasi.filesystem.v0_3.Types.DescriptorType;
import dev.witj.wasi.filesystem.v0_3.Types.ErrorCode;
import dev.witj.wasi.fs.FileStat;
import dev.witj.wasi.fs.FsError;
import dev.witj.wasi.fs.FsException;
import dev.witj.wasi.internal.FileIdentity;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The host's files in the types of {@code wasi:filesystem} 0.3. */
final class FileTypes03 {
  private static final int NANOS_PER_SECOND = 1_000_000_000;

  private FileTypes03() {}

  /** What may fail as files do. */
  interface Operation<T> {
    T run() throws IOException;
  }

  /** What may fail as files do, and gives nothing. */
  interface Action {
    void run() throws IOException;
  }

  /** The outcome as the guest is told it. */
  static <T> Result<T, ErrorCode> result(Operation<T> operation) {
    try {
      return Result.ok(operation.run());
    } catch (IOException e) {
      return Result.err(code(e));
    } catch (RuntimeException e) {
      return Result.err(code(FsError.of(e)));
    }
  }

  /** As {@link #result}, of what gives nothing. */
  static Result<@Nullable Void, ErrorCode> done(Action action) {
    return switch (result(
        () -> {
          action.run();
          return true;
        })) {
      case Result.Ok(var _) -> Result.ok();
      case Result.Err(ErrorCode code) -> Result.err(code);
    };
  }

  static ErrorCode code(IOException failure) {
    return code(FsError.of(failure));
  }

  static ErrorCode code(FsError error) {
    return switch (error) {
      case ACCESS -> new ErrorCode.Access();
      case ALREADY -> new ErrorCode.Already();
      case BAD_DESCRIPTOR -> new ErrorCode.BadDescriptor();
      case BUSY -> new ErrorCode.Busy();
      case DEADLOCK -> new ErrorCode.Deadlock();
      case QUOTA -> new ErrorCode.Quota();
      case EXIST -> new ErrorCode.Exist();
      case FILE_TOO_LARGE -> new ErrorCode.FileTooLarge();
      case ILLEGAL_BYTE_SEQUENCE -> new ErrorCode.IllegalByteSequence();
      case INTERRUPTED -> new ErrorCode.Interrupted();
      case INVALID -> new ErrorCode.Invalid();
      case IO -> new ErrorCode.Io();
      case IS_DIRECTORY -> new ErrorCode.IsDirectory();
      case LOOP -> new ErrorCode.Loop();
      case TOO_MANY_LINKS -> new ErrorCode.TooManyLinks();
      case NAME_TOO_LONG -> new ErrorCode.NameTooLong();
      case NO_DEVICE -> new ErrorCode.NoDevice();
      case NO_ENTRY -> new ErrorCode.NoEntry();
      case INSUFFICIENT_MEMORY -> new ErrorCode.InsufficientMemory();
      case INSUFFICIENT_SPACE -> new ErrorCode.InsufficientSpace();
      case NOT_DIRECTORY -> new ErrorCode.NotDirectory();
      case NOT_EMPTY -> new ErrorCode.NotEmpty();
      case UNSUPPORTED -> new ErrorCode.Unsupported();
      case OVERFLOW -> new ErrorCode.Overflow();
      case NOT_PERMITTED -> new ErrorCode.NotPermitted();
      case PIPE -> new ErrorCode.Pipe();
      case READ_ONLY -> new ErrorCode.ReadOnly();
      case INVALID_SEEK -> new ErrorCode.InvalidSeek();
      case TEXT_FILE_BUSY -> new ErrorCode.TextFileBusy();
      case CROSS_DEVICE -> new ErrorCode.CrossDevice();
    };
  }

  static DescriptorType type(FileStat.Kind kind) {
    return switch (kind) {
      case UNKNOWN -> new DescriptorType.Other(Optional.empty());
      case BLOCK_DEVICE -> new DescriptorType.BlockDevice();
      case CHARACTER_DEVICE -> new DescriptorType.CharacterDevice();
      case DIRECTORY -> new DescriptorType.Directory();
      case FIFO -> new DescriptorType.Fifo();
      case SYMBOLIC_LINK -> new DescriptorType.SymbolicLink();
      case REGULAR_FILE -> new DescriptorType.RegularFile();
      case SOCKET -> new DescriptorType.Socket();
    };
  }

  static Types.DescriptorStat stat(FileStat stat) {
    return new Types.DescriptorStat(
        type(stat.kind()),
        stat.links(),
        stat.size(),
        Optional.of(time(stat.accessed())),
        Optional.of(time(stat.modified())),
        Optional.of(time(stat.changed())));
  }

  private static SystemClock.Instant time(Instant instant) {
    return new SystemClock.Instant(instant.getEpochSecond(), instant.getNano());
  }

  /** The time to set, nothing if it is to stay. */
  static Optional<Instant> time(Types.NewTimestamp wanted, InstantSource clock) throws FsException {
    return switch (wanted) {
      case Types.NewTimestamp.NoChange _ -> Optional.empty();
      case Types.NewTimestamp.Now _ -> Optional.of(clock.instant());
      case Types.NewTimestamp.Timestamp(var time) -> {
        if (time.nanoseconds() >= NANOS_PER_SECOND) {
          throw FsError.INVALID.exception();
        }
        try {
          yield Optional.of(Instant.ofEpochSecond(time.seconds(), time.nanoseconds()));
        } catch (DateTimeException e) {
          throw FsError.OVERFLOW.exception();
        }
      }
    };
  }

  static Types.MetadataHashValue hash(FileStat stat) {
    FileIdentity identity = FileIdentity.of(stat);
    return new Types.MetadataHashValue(identity.lower(), identity.upper());
  }
}
