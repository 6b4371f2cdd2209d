package dev.witj.wasi.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * An open file and what may be done with it. Positions and sizes are in bytes.
 *
 * @param channel the host's file
 * @param readable whether it may be read
 * @param writable whether it may be written
 */
public record OpenFile(FileChannel channel, boolean readable, boolean writable)
    implements AutoCloseable {

  /**
   * Reads into a buffer at a position.
   *
   * @return how many bytes were read, or -1 at the end
   */
  public int read(ByteBuffer into, long position) throws IOException {
    if (!readable) {
      throw FsError.BAD_DESCRIPTOR.exception();
    }
    demandOffset(position);
    return channel.read(into, position);
  }

  /** Writes all of a buffer at a position. */
  public void write(ByteBuffer from, long position) throws IOException {
    if (!writable) {
      throw FsError.BAD_DESCRIPTOR.exception();
    }
    demandOffset(position);
    long at = position;
    while (from.hasRemaining()) {
      at += channel.write(from, at);
    }
  }

  /** Cuts the file or fills it up with zeros. */
  public void resize(long size) throws IOException {
    if (!writable) {
      throw FsError.BAD_DESCRIPTOR.exception();
    }
    demandOffset(size);
    long now = channel.size();
    if (size < now) {
      channel.truncate(size);
    } else if (size > now) {
      channel.write(ByteBuffer.allocate(1), size - 1);
    }
  }

  /** A guest's offset is unsigned; what does not fit a Java long no file can hold. */
  private static void demandOffset(long offset) throws FsException {
    if (offset < 0) {
      throw FsError.INVALID.exception();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
