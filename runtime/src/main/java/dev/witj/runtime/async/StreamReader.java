package dev.witj.runtime.async;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The end of a {@code stream<T>} that is read.
 *
 * <p>One thread reads at a time. A stream that a guest gave belongs to the store of that guest.
 * Passing a reader to a guest moves it: it cannot be read here any more, and Java's threads read it
 * for the guest when that asks for more.
 *
 * <p>Whatever gives items one after the other can be written as a class that implements this;
 * {@link StreamPipe} is for what is written rather than read.
 *
 * @param <T> the type of the items in the form of their type; {@code Void}, with null for each
 *     item, for a {@code stream} without one. {@code stream<u8>} is a {@code
 *     StreamReader<Integer>}, which nobody reads item by item: see {@link #read(byte[], int, int)}
 *     and {@link #asInputStream}
 */
public interface StreamReader<T extends @Nullable Object> extends AutoCloseable {
  /**
   * Waits until there are items.
   *
   * @param max how many to read at most, more than 0
   * @return at least one item, or none if the stream has ended
   * @throws InterruptedException if the thread is interrupted; nothing is lost then
   * @throws dev.witj.runtime.TrapException if the guests of the store trap before there is an item,
   *     or can never give one
   * @throws IllegalStateException if the stream was closed or passed on
   */
  List<T> read(int max) throws InterruptedException;

  /**
   * Waits until there are bytes, and copies as many as there are and have room; for {@code
   * stream<u8>} and {@code stream<s8>}.
   *
   * @return how many were read, at least 1, or -1 if the stream has ended; 0 if {@code length} is
   * @throws InterruptedException as {@link #read(int)}
   * @throws IllegalStateException as {@link #read(int)}, and for streams of anything else
   */
  default int read(byte[] into, int offset, int length) throws InterruptedException {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (length == 0) {
      return 0;
    }
    List<T> items = read(length);
    for (int i = 0; i < items.size(); i++) {
      if (!(items.get(i) instanceof Number number)) {
        throw new IllegalStateException("this is no stream of bytes");
      }
      into[offset + i] = number.byteValue();
    }
    return items.isEmpty() ? -1 : items.size();
  }

  /**
   * All that is left, when it has ended.
   *
   * @throws InterruptedException as {@link #read(int)}
   */
  default List<T> readAll() throws InterruptedException {
    List<T> all = new ArrayList<>();
    for (List<T> items = read(1024); !items.isEmpty(); items = read(1024)) {
      all.addAll(items);
    }
    return all;
  }

  /**
   * All bytes that are left, when it has ended; for {@code stream<u8>} and {@code stream<s8>}.
   *
   * @throws InterruptedException as {@link #read(int)}
   */
  default byte[] readAllBytes() throws InterruptedException {
    byte[] all = new byte[8192];
    int length = 0;
    for (int read = read(all, 0, all.length); read >= 0; ) {
      length += read;
      if (length == all.length) {
        all = Arrays.copyOf(all, 2 * length);
      }
      read = read(all, length, all.length - length);
    }
    return Arrays.copyOf(all, length);
  }

  /**
   * The same as a stream of Java's; for {@code stream<u8>} and {@code stream<s8>}. An interrupt is
   * an {@link java.io.InterruptedIOException}.
   */
  default InputStream asInputStream() {
    return new ReaderInputStream(this);
  }

  /** Says that nobody reads any more: whoever writes learns that. Again does nothing. */
  @Override
  void close();

  /** These items. */
  static <T extends @Nullable Object> StreamReader<T> of(Iterable<? extends T> items) {
    return new IteratorReader<>(items.iterator());
  }

  /** A stream that has ended. */
  static <T extends @Nullable Object> StreamReader<T> empty() {
    return of(List.of());
  }

  /** These bytes, as {@code stream<u8>}; the array must not be changed any more. */
  static StreamReader<Integer> ofBytes(byte[] bytes) {
    return from(new java.io.ByteArrayInputStream(bytes));
  }

  /**
   * What a stream of Java's gives, as {@code stream<u8>}. If reading it fails, so does the guest,
   * with {@link dev.witj.runtime.TrapCode#HOST_FAILURE}; closing the reader closes it.
   */
  static StreamReader<Integer> from(InputStream input) {
    return new InputStreamReader(Objects.requireNonNull(input, "input"));
  }
}
