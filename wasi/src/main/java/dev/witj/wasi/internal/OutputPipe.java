package dev.witj.wasi.internal;

import dev.witj.wasi.internal.io.ByteSink;
import dev.witj.wasi.internal.io.Traps;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A stream of the host. All guests' handles share it; each write is whole, and sent on at once. */
public final class OutputPipe {
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
  ByteSink sink(boolean timed) {
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
      Failure failure = new Failure();
      Thread writer =
          Thread.ofVirtual()
              .name("guest output")
              .start(
                  () -> {
                    try {
                      OutputPipe.this.write(bytes);
                    } catch (IOException e) {
                      failure.exception = e;
                    }
                  });
      try {
        writer.join();
      } catch (InterruptedException e) {
        throw Traps.interrupted();
      }
      if (failure.exception != null) {
        throw failure.exception;
      }
    }
  }

  /** What went wrong on the other thread, seen after it ended. */
  private static final class Failure {
    private @Nullable IOException exception;
  }
}
