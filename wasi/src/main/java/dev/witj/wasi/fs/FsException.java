package dev.witj.wasi.fs;

import java.io.IOException;

/** An operation on files that failed for a reason a guest may be told. */
public final class FsException extends IOException {
  private static final long serialVersionUID = 1L;

  private final FsError error;
  private final int errno;

  FsException(FsError error) {
    this(error, 0);
  }

  /**
   * @param errno what the system said, 0 if it said nothing
   */
  FsException(FsError error, int errno) {
    super(error.name());
    this.error = error;
    this.errno = errno;
  }

  /** A guest can hold any number of these, and nobody reads where they come from. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }

  int errno() {
    return errno;
  }

  /** The reason. */
  public FsError error() {
    return error;
  }
}
