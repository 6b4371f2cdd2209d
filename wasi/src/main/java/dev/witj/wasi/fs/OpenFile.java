package dev.witj.wasi.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** An open file and what may be done with it. Positions and sizes are in bytes. */
public final class OpenFile implements AutoCloseable {
  /** Whoever appends to a file holds one of these; which one, its identity says. */
  private static final Object[] APPENDS = Stream.generate(Object::new).limit(64).toArray();

  private final Content content;
  private final boolean readable;
  private final boolean writable;
  private final boolean changeable;

  /**
   * @param content what is in it
   * @param readable whether it may be read
   * @param writable whether it may be written
   * @param changeable whether the folder it was opened in may be changed
   */
  OpenFile(Content content, boolean readable, boolean writable, boolean changeable) {
    this.content = content;
    this.readable = readable;
    this.writable = writable;
    this.changeable = changeable;
  }

  /** Whether it may be read. */
  public boolean readable() {
    return readable;
  }

  /** Whether it may be written. */
  public boolean writable() {
    return writable;
  }

  /** What is known of it. */
  public FileStat stat() throws IOException {
    return content.stat();
  }

  /** Sets its times; an absent time stays. */
  public void setTimes(Optional<Instant> accessed, Optional<Instant> modified) throws IOException {
    if (!changeable) {
      throw FsError.READ_ONLY.exception();
    }
    content.setTimes(accessed.orElse(null), modified.orElse(null));
  }

  /**
   * Has the system write down what it holds back.
   *
   * @param all whether what is known of the file counts too
   */
  public void sync(boolean all) throws IOException {
    if (writable) {
      content.sync(all);
    }
  }

  /**
   * Writes all of a buffer at the end, wherever that is by now. What others of this process append
   * to the same file, by whatever name they opened it, comes before all of it or after.
   */
  public void append(ByteBuffer from) throws IOException {
    FileStat stat = content.stat();
    synchronized (
        APPENDS[Math.floorMod(Objects.hash(stat.device(), stat.node()), APPENDS.length)]) {
      write(from, content.stat().size());
    }
  }

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
    return content.read(into, position);
  }

  /** Writes all of a buffer at a position. */
  public void write(ByteBuffer from, long position) throws IOException {
    if (!writable) {
      throw FsError.BAD_DESCRIPTOR.exception();
    }
    demandOffset(position);
    long at = position;
    while (from.hasRemaining()) {
      at += content.write(from, at);
    }
  }

  /** Cuts the file or fills it up with zeros. */
  public void resize(long size) throws IOException {
    if (!writable) {
      throw FsError.BAD_DESCRIPTOR.exception();
    }
    demandOffset(size);
    content.resize(size);
  }

  /** A guest's offset is unsigned; what does not fit a Java long no file can hold. */
  private static void demandOffset(long offset) throws FsException {
    if (offset < 0) {
      throw FsError.INVALID.exception();
    }
  }

  @Override
  public void close() throws IOException {
    content.close();
  }
}
