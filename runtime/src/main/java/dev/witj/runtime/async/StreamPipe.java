package dev.witj.runtime.async;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Two ends of a stream: what is written to the one is read from the other. Nothing is kept in
 * between: a writer waits until all that it wrote was read.
 *
 * <pre>{@code
 * StreamPipe<Integer> pipe = StreamPipe.create();
 * Thread.startVirtualThread(() -> produce(pipe.writer().asOutputStream()));
 * func.call(pipe.reader());
 * }</pre>
 *
 * @param <T> the type of the items, as in {@link StreamReader}
 */
public final class StreamPipe<T extends @Nullable Object> {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Reader reader = new Reader();
  private final Writer writer = new Writer();
  private @Nullable Offer<T> offer;
  private boolean readerClosed;
  private boolean writerClosed;

  private StreamPipe() {}

  /** A new one. */
  public static <T extends @Nullable Object> StreamPipe<T> create() {
    return new StreamPipe<>();
  }

  /** The end to read, or to give to a guest. */
  public StreamReader<T> reader() {
    return reader;
  }

  /** The end to write. */
  public StreamWriter<T> writer() {
    return writer;
  }

  private void end(Runnable close) {
    lock.lock();
    try {
      close.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** What a writer waits to get rid of. */
  private abstract static sealed class Offer<T extends @Nullable Object> {
    final int length;
    int taken;

    Offer(int length) {
      this.length = length;
    }

    abstract List<T> take(int count);

    abstract void take(byte[] into, int at, int count);
  }

  private static final class Items<T extends @Nullable Object> extends Offer<T> {
    private final List<? extends T> items;

    Items(List<? extends T> items) {
      super(items.size());
      this.items = items;
    }

    @Override
    List<T> take(int count) {
      List<T> some = new ArrayList<>(items.subList(taken, taken + count));
      taken += count;
      return some;
    }

    @Override
    void take(byte[] into, int at, int count) {
      for (int i = 0; i < count; i++) {
        if (!(items.get(taken + i) instanceof Number number)) {
          throw new IllegalStateException("this is no stream of bytes");
        }
        into[at + i] = number.byteValue();
      }
      taken += count;
    }
  }

  private static final class Bytes<T extends @Nullable Object> extends Offer<T> {
    private final byte[] from;
    private final int offset;

    Bytes(byte[] from, int offset, int length) {
      super(length);
      this.from = from;
      this.offset = offset;
    }

    @Override
    @SuppressWarnings("unchecked") // The items of streams of bytes are integers.
    List<T> take(int count) {
      List<Object> some = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        some.add(from[offset + taken + i] & 0xff);
      }
      taken += count;
      return (List<T>) some;
    }

    @Override
    void take(byte[] into, int at, int count) {
      System.arraycopy(from, offset + taken, into, at, count);
      taken += count;
    }
  }

  private final class Reader implements StreamReader<T> {
    @Override
    public List<T> read(int max) throws InterruptedException {
      if (max <= 0) {
        throw new IllegalArgumentException("cannot read " + max + " items");
      }
      lock.lockInterruptibly();
      try {
        Offer<T> from = await();
        return from == null ? List.of() : from.take(Math.min(max, from.length - from.taken));
      } finally {
        changed.signalAll();
        lock.unlock();
      }
    }

    @Override
    public int read(byte[] into, int offset, int length) throws InterruptedException {
      Objects.checkFromIndexSize(offset, length, into.length);
      if (length == 0) {
        return 0;
      }
      lock.lockInterruptibly();
      try {
        Offer<T> from = await();
        if (from == null) {
          return -1;
        }
        int count = Math.min(length, from.length - from.taken);
        from.take(into, offset, count);
        return count;
      } finally {
        changed.signalAll();
        lock.unlock();
      }
    }

    /** Something to take, null at the end. */
    private @Nullable Offer<T> await() throws InterruptedException {
      while (true) {
        if (readerClosed) {
          throw new IllegalStateException("the stream is closed");
        }
        Offer<T> there = offer;
        if (there != null && there.taken < there.length) {
          return there;
        }
        if (writerClosed) {
          return null;
        }
        changed.await();
      }
    }

    @Override
    public void close() {
      end(() -> readerClosed = true);
    }
  }

  private final class Writer implements StreamWriter<T> {
    @Override
    public int write(List<? extends T> items) throws InterruptedException {
      return write(new Items<>(items));
    }

    @Override
    public int write(byte[] from, int offset, int length) throws InterruptedException {
      Objects.checkFromIndexSize(offset, length, from.length);
      return write(new Bytes<>(from, offset, length));
    }

    private int write(Offer<T> mine) throws InterruptedException {
      lock.lockInterruptibly();
      try {
        if (writerClosed) {
          throw new IllegalStateException("the stream is closed");
        }
        if (offer != null) {
          throw new IllegalStateException("another thread writes to the stream");
        }
        offer = mine;
        changed.signalAll();
        while (mine.taken < mine.length && !readerClosed && !writerClosed) {
          changed.await();
        }
        return mine.taken;
      } finally {
        offer = null;
        lock.unlock();
      }
    }

    @Override
    public boolean isReaderClosed() {
      lock.lock();
      try {
        return readerClosed;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      end(() -> writerClosed = true);
    }
  }
}
