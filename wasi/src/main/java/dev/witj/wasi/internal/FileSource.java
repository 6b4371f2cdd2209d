package dev.witj.wasi.internal;

import dev.witj.wasi.internal.io.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads a file from a position on. */
public final class FileSource implements ByteSource {
  private final SharedFile shared;
  private long position;

  /** Takes over one use of the file. */
  public FileSource(SharedFile shared, long position) {
    this.shared = shared;
    this.position = position;
  }

  @Override
  public boolean ready() {
    return true;
  }

  @Override
  public byte @Nullable [] read(int max) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(max);
    int count = shared.file().read(buffer, position);
    if (count <= 0) {
      return null;
    }
    position += count;
    return count == max ? buffer.array() : Arrays.copyOf(buffer.array(), count);
  }

  @Override
  public void close() {
    shared.leave();
  }
}
