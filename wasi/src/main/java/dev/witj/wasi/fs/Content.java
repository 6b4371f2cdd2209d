package dev.witj.wasi.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The bytes of an open file. Positions and sizes are in bytes, and not negative. */
sealed interface Content extends AutoCloseable permits Content.OfChannel, LinuxPlace.Bytes {
  /** What is known of the file. */
  FileStat stat() throws IOException;

  /** Sets its times; null stays. */
  void setTimes(@Nullable Instant accessed, @Nullable Instant modified) throws IOException;

  /** Reads into a buffer; -1 at the end. */
  int read(ByteBuffer into, long position) throws IOException;

  /** Writes from a buffer, maybe only a part. */
  int write(ByteBuffer from, long position) throws IOException;

  /** Cuts the file or fills it up with zeros. */
  void resize(long size) throws IOException;

  /** Has the system write it down, and if {@code all}, what is known of the file, too. */
  void sync(boolean all) throws IOException;

  @Override
  void close() throws IOException;

  /** By a channel of Java's, beside the place that names the file. */
  record OfChannel(FileChannel channel, PathPlace place) implements Content {
    @Override
    public FileStat stat() throws IOException {
      return place.stat();
    }

    @Override
    public void setTimes(@Nullable Instant accessed, @Nullable Instant modified)
        throws IOException {
      place.setTimes(accessed, modified);
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
      return channel.read(into, position);
    }

    @Override
    public int write(ByteBuffer from, long position) throws IOException {
      return channel.write(from, position);
    }

    @Override
    public void resize(long size) throws IOException {
      long now = channel.size();
      if (size < now) {
        channel.truncate(size);
      } else if (size > now) {
        channel.write(ByteBuffer.allocate(1), size - 1);
      }
    }

    @Override
    public void sync(boolean all) throws IOException {
      channel.force(all);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
