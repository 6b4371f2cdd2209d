package dev.witj.wasi.fs;

import java.io.IOException;

/** An operation on files that failed for a reason a guest may be told. */
public final class FsException extends IOException {
  private static final long serialVersionUID = 1L;

  private final FsError error;

  FsException(FsError error) {
    super(error.name());
    this.error = error;
  }

  /** The reason. */
  public FsError error() {
    return error;
  }
}
