package dev.witj.wasi.internal;

import dev.witj.wasi.internal.io.ByteSink;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Writes a file from a position on, or always at its end. */
public final class FileSink implements ByteSink {
  private final SharedFile shared;
  private final boolean append;
  private long position;

  private FileSink(SharedFile shared, boolean append, long position) {
    this.shared = shared;
    this.append = append;
    this.position = position;
  }

  /** From a position on; takes over one use of the file. */
  public static FileSink at(SharedFile shared, long position) {
    return new FileSink(shared, false, position);
  }

  /** Always at the end; takes over one use of the file. */
  public static FileSink atEnd(SharedFile shared) {
    return new FileSink(shared, true, 0);
  }

  @Override
  public boolean ready() {
    return true;
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    if (append) {
      shared.file().append(ByteBuffer.wrap(bytes));
    } else {
      shared.file().write(ByteBuffer.wrap(bytes), position);
      position += bytes.length;
    }
  }

  @Override
  public void close() {
    shared.leave();
  }
}
