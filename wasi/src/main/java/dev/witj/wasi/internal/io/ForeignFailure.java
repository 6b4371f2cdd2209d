package dev.witj.wasi.internal.io;

import java.io.IOException;

/** A failure of a stream that is not one of files, and has its own words for it. */
public abstract class ForeignFailure extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * The failure.
   *
   * @param text what a guest may read of it
   */
  protected ForeignFailure(String text) {
    super(text);
  }

  /** None: most of them are told to somebody who does not ask any more, as clients come and go. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
