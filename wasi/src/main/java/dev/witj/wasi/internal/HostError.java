package dev.witj.wasi.internal;

import dev.witj.wasi.fs.FsError;
import dev.witj.wasi.io.Error;
import java.io.IOException;

/** The error behind a stream that failed. */
final class HostError extends HostResource implements Error.ErrorType {
  private final FsError reason;
  private final String text;

  HostError(Session session, IOException failure) {
    super(session);
    this.reason = FsError.of(failure);
    this.text = reason.systemText();
  }

  /** The reason in the words of the file system. */
  FsError reason() {
    return reason;
  }

  /** Says what went wrong, and nothing of the host's paths. */
  @Override
  public String toDebugString() {
    return text;
  }

  @Override
  String witName() {
    return "error";
  }
}
