package dev.witj.wasi.internal;

import dev.witj.wasi.fs.FsError;
import dev.witj.wasi.internal.io.ForeignFailure;
import dev.witj.wasi.io.Error;
import java.io.IOException;
import java.util.Optional;

/** The error behind a stream that failed. */
public final class HostError extends HostResource implements Error.ErrorType {
  private final IOException failure;

  HostError(Session session, IOException failure) {
    super(session);
    this.failure = failure;
  }

  /** What happened. */
  public IOException failure() {
    return failure;
  }

  /** The reason in the words of the file system, unless it has nothing to do with files. */
  Optional<FsError> fileReason() {
    return failure instanceof ForeignFailure ? Optional.empty() : Optional.of(FsError.of(failure));
  }

  /** Says what went wrong, and nothing of the host's paths. */
  @Override
  public String toDebugString() {
    return fileReason()
        .map(FsError::systemText)
        .orElseGet(() -> String.valueOf(failure.getMessage()));
  }

  @Override
  protected String witName() {
    return "error";
  }
}
