package dev.witj.runtime.async;

import java.io.IOException;
import java.io.OutputStream;

/** A stream of bytes as one of Java's. */
final class WriterOutputStream extends OutputStream {
  private final StreamWriter<?> writer;

  WriterOutputStream(StreamWriter<?> writer) {
    this.writer = writer;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    try {
      if (writer.write(from, offset, length) < length) {
        throw new IOException("the reader of the stream is closed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ReaderInputStream.interrupted(e);
    }
  }

  @Override
  public void close() {
    writer.close();
  }
}
