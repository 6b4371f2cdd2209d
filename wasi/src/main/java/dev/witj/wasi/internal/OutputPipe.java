package dev.witj.wasi.internal;

import dev.witj.wasi.internal.io.ByteSink;
import dev.witj.wasi.internal.io.Traps;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

/** A stream of the host. All guests' handles share it; each write is whole, and sent on at once. */
public final class OutputPipe {
  /**
   * Threads of the system, which stay for a while: virtual ones would get no turn while guests on
   * virtual threads compute.
   */
  private static final ExecutorService WRITERS =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("guest output").factory());

  /**
   * How many of them there are: one stays, in a write that nobody takes, when its guest has left.
   */
  static final int MOST_WRITERS = 256;

  private static final Semaphore FREE = new Semaphore(MOST_WRITERS);

  private final OutputStream stream;
  private final ReentrantLock lock = new ReentrantLock();

  /** Writes to a stream, which it never closes. */
  public OutputPipe(OutputStream stream) {
    this.stream = stream;
  }

  /**
   * What a guest writes to.
   *
   * @param timed whether a guest that waits for the other end must be stoppable
   */
  public ByteSink sink(boolean timed) {
    return timed ? new Abandonable() : new Direct();
  }

  private void write(byte[] bytes) throws IOException {
    lock.lock();
    try {
      stream.write(bytes);
      stream.flush();
    } catch (RuntimeException e) {
      throw new IOException(e);
    } finally {
      lock.unlock();
    }
  }

  private final class Direct implements ByteSink {
    @Override
    public boolean ready() {
      return true;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
      OutputPipe.this.write(bytes);
    }
  }

  /**
   * Writes on a thread of its own, because a write cannot be interrupted in Java: the guest's
   * thread can leave when its time is up.
   */
  private final class Abandonable implements ByteSink {
    @Override
    public boolean ready() {
      return true;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
      try {
        FREE.acquire();
      } catch (InterruptedException e) {
        throw Traps.interrupted();
      }
      Future<?> written = submit(bytes);
      try {
        written.get();
      } catch (InterruptedException e) {
        throw Traps.interrupted();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof IOException failure ? failure : new IOException(e);
      }
    }

    private Future<?> submit(byte[] bytes) {
      boolean begun = false;
      try {
        Future<?> written =
            WRITERS.submit(
                () -> {
                  try {
                    OutputPipe.this.write(bytes);
                  } finally {
                    FREE.release();
                  }
                  return null;
                });
        begun = true;
        return written;
      } finally {
        if (!begun) {
          FREE.release();
        }
      }
    }
  }
}
