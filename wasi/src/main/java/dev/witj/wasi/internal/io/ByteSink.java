package dev.witj.wasi.internal.io;

import java.io.IOException;

/**
 * Where the bytes of an output stream go. Most take all that is written at once; those that cannot
 * say how much they take, and become ready when there is room again.
 */
public interface ByteSink extends Readiness {
  /** How many bytes may be written without asking again, where there is no other limit. */
  int PERMIT = 1024 * 1024;

  /** How many bytes may be written at once to what holds them until they are gone. */
  int MAX_BLOCK = 64 * 1024;

  /**
   * How many bytes {@link #write} takes now; none if one has to wait.
   *
   * @throws EndedException if nothing will be taken any more
   * @throws IOException if what was written before failed
   */
  default int permit() throws IOException {
    return PERMIT;
  }

  /** Takes all of it, which must not be more than is permitted. */
  void write(byte[] bytes) throws IOException;

  /** Begins to send on what is still held back. */
  default void flush() throws IOException {}

  /** Whether all that was written is sent on. */
  default boolean flushed() throws IOException {
    return true;
  }

  /** The stream is gone. */
  default void close() {}
}
