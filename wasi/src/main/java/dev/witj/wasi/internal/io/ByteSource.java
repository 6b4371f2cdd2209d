package dev.witj.wasi.internal.io;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where the bytes of an input stream come from. */
public interface ByteSource extends Readiness {
  /** More than this is never held for a guest at a time. */
  int MAX_READ = 64 * 1024;

  /**
   * What is there, without waiting.
   *
   * @param max at least 1, at most {@link #MAX_READ}
   * @return no bytes if one has to wait, null at the end
   */
  byte @Nullable [] read(int max) throws IOException;

  /** The stream is gone. */
  default void close() {}
}
