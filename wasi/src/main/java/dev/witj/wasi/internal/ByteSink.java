package dev.witj.wasi.internal;

import java.io.IOException;

/** Where the bytes of an output stream go. */
interface ByteSink extends Readiness {
  /** How many bytes may be written without asking again. */
  int PERMIT = 1024 * 1024;

  /** Writes all of it. */
  void write(byte[] bytes) throws IOException;

  /** Sends on what is still held back. */
  default void flush() throws IOException {}

  /** The stream is gone. */
  default void close() {}
}
