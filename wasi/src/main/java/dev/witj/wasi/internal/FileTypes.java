package dev.witj.wasi.internal;

import dev.witj.runtime.value.Result;
import dev.witj.wasi.clocks.WallClock;
import dev.witj.wasi.filesystem.Types;
import dev.witj.wasi.filesystem.Types.ErrorCode;
import dev.witj.wasi.fs.FileStat;
import dev.witj.wasi.fs.FsError;
import dev.witj.wasi.fs.FsException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The host's files in the types of {@code wasi:filesystem}. */
final class FileTypes {
  private static final int NANOS_PER_SECOND = 1_000_000_000;

  private FileTypes() {}

  /** What may fail as files do. */
  interface Operation<T> {
    T run() throws IOException;
  }

  /** What may fail as files do, and gives nothing. */
  interface Action {
    void run() throws IOException;
  }

  /**
   * The outcome as the guest is told it.
   *
   * @throws dev.witj.runtime.TrapException if the guest's thread was interrupted
   */
  static <T> Result<T, ErrorCode> result(Operation<T> operation) {
    try {
      return Result.ok(operation.run());
    } catch (IOException e) {
      StreamErrors.rethrowInterruption(e);
      return Result.err(code(FsError.of(e)));
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

  static ErrorCode code(FsError error) {
    return ErrorCode.valueOf(error.name());
  }

  static Types.DescriptorType type(FileStat.Kind kind) {
    return Types.DescriptorType.valueOf(kind.name());
  }

  static Types.DescriptorStat stat(FileStat stat) {
    return new Types.DescriptorStat(
        type(stat.kind()),
        stat.links(),
        stat.size(),
        time(stat.accessed()),
        time(stat.modified()),
        time(stat.changed()));
  }

  /** Before 1970 there is no time in WASI. */
  private static Optional<WallClock.Datetime> time(Instant instant) {
    return instant.getEpochSecond() < 0
        ? Optional.empty()
        : Optional.of(new WallClock.Datetime(instant.getEpochSecond(), instant.getNano()));
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
          // What is negative here is beyond all years, being unsigned.
          yield Optional.of(
              Instant.ofEpochSecond(
                  time.seconds() < 0 ? Long.MAX_VALUE : time.seconds(), time.nanoseconds()));
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
