package dev.witj.runtime.async;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The end of a {@code stream<T>} that is written. One thread writes at a time, and is blocked until
 * what it wrote was read: however slow the reader is, nothing piles up.
 *
 * @param <T> the type of the items, as in {@link StreamReader}
 */
public interface StreamWriter<T extends @Nullable Object> extends AutoCloseable {
  /**
   * Writes items, and waits until all were read or nobody reads any more.
   *
   * @param items not changed until this returns
   * @return how many were read: fewer than were given if the reader is closed
   * @throws InterruptedException if the thread is interrupted; how many items were read is then not
   *     known
   * @throws IllegalStateException if the writer is closed
   */
  int write(List<? extends T> items) throws InterruptedException;

  /**
   * Writes bytes, and waits until all were read or nobody reads any more; for {@code stream<u8>}
   * and {@code stream<s8>}. The array is not changed until this returns.
   *
   * @return as {@link #write(List)}
   * @throws InterruptedException as {@link #write(List)}
   */
  @SuppressWarnings("unchecked") // The items of such streams are integers.
  default int write(byte[] from, int offset, int length) throws InterruptedException {
    Objects.checkFromIndexSize(offset, length, from.length);
    List<Integer> items = new ArrayList<>(length);
    for (int i = offset; i < offset + length; i++) {
      items.add(from[i] & 0xff);
    }
    return ((StreamWriter<Integer>) this).write(items);
  }

  /** Whether the reader is closed, so that writing is of no use. */
  boolean isReaderClosed();

  /**
   * The same as a stream of Java's; for {@code stream<u8>} and {@code stream<s8>}. Writing fails
   * with an {@link IOException} when the reader is closed.
   */
  default OutputStream asOutputStream() {
    return new WriterOutputStream(this);
  }

  /** Ends the stream. Again does nothing. */
  @Override
  void close();
}
