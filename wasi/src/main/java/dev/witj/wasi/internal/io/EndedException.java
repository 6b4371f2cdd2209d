package dev.witj.wasi.internal.io;

import java.io.IOException;

/** There is nobody any more to take what is written: the stream is closed, which is no failure. */
public final class EndedException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Nothing more to say. */
  public EndedException() {
    super("the stream is closed");
  }
}
