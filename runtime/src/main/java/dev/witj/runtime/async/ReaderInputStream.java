package dev.witj.runtime.async;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/** A stream of bytes as one of Java's. */
final class ReaderInputStream extends InputStream {
  private final StreamReader<?> reader;

  ReaderInputStream(StreamReader<?> reader) {
    this.reader = reader;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    try {
      return reader.read(into, offset, length);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(e);
    }
  }

  static InterruptedIOException interrupted(InterruptedException e) {
    InterruptedIOException interrupted = new InterruptedIOException("interrupted");
    interrupted.initCause(e);
    return interrupted;
  }

  @Override
  public void close() {
    reader.close();
  }
}
