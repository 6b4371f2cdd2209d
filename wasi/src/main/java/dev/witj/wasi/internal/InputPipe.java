package dev.witj.wasi.internal;

import dev.witj.wasi.internal.io.ByteSource;
import dev.witj.wasi.internal.io.Watchers;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A stream of the host, read by a thread of its own, since reading cannot be interrupted in Java.
 * It reads when a guest asks, and never ahead of that; it stays as long as a guest has a handle,
 * because pipes within Java take the end of a thread for the end of its side. All guests' handles
 * share it.
 */
public final class InputPipe {
  private static final byte[] NOTHING = new byte[0];

  private final InputStream stream;
  private final Watchers watchers = new Watchers();
  private int handles;
  private boolean running;
  private boolean wanted;
  private byte[] bytes = NOTHING;
  private int next;
  private boolean ended;
  private @Nullable IOException failure;

  /** Reads a stream, which it never closes. */
  public InputPipe(InputStream stream) {
    this.stream = stream;
  }

  /** A new handle. */
  public ByteSource source() {
    return new Handle();
  }

  private synchronized boolean ready() {
    if (next < bytes.length || ended || failure != null) {
      return true;
    }
    wanted = true;
    if (running) {
      notifyAll();
    } else {
      // Not a virtual one: it would get no turn while guests on virtual threads compute.
      byte[] buffer = new byte[ByteSource.MAX_READ];
      Thread _ = Thread.ofPlatform().daemon().name("guest input").start(() -> run(buffer));
      running = true;
    }
    return false;
  }

  private synchronized byte @Nullable [] read(int max) throws IOException {
    if (!ready()) {
      return NOTHING;
    }
    if (next < bytes.length) {
      int end = next + Math.min(max, bytes.length - next);
      byte[] part = Arrays.copyOfRange(bytes, next, end);
      next = end;
      return part;
    }
    IOException told = failure;
    if (told != null) {
      failure = null;
      ended = true;
      throw told;
    }
    return null;
  }

  private void run(byte[] buffer) {
    while (awaitDemand()) {
      byte[] read = NOTHING;
      boolean atEnd = false;
      IOException failed = null;
      try {
        int count = 0;
        // A stream may answer 0 to say nothing yet.
        while (count == 0) {
          count = stream.read(buffer);
        }
        atEnd = count < 0;
        read = Arrays.copyOf(buffer, Math.max(count, 0));
      } catch (IOException e) {
        failed = e;
      } catch (Throwable e) {
        // Whatever it was: a guest waits for an answer.
        failed = new IOException(e);
      }
      publish(read, atEnd, failed);
    }
  }

  /** Whether there is more to read; if not, the thread is at its end. */
  private synchronized boolean awaitDemand() {
    try {
      while (!wanted && handles > 0) {
        wait();
      }
    } catch (InterruptedException e) {
      wanted = false;
    }
    running = wanted;
    return wanted;
  }

  private void publish(byte[] read, boolean atEnd, @Nullable IOException failed) {
    synchronized (this) {
      wanted = false;
      bytes = read;
      next = 0;
      ended = atEnd;
      failure = failed;
    }
    watchers.wake();
  }

  private final class Handle implements ByteSource {
    Handle() {
      synchronized (InputPipe.this) {
        handles++;
      }
    }

    @Override
    public boolean ready() {
      return InputPipe.this.ready();
    }

    @Override
    public byte @Nullable [] read(int max) throws IOException {
      return InputPipe.this.read(max);
    }

    @Override
    public void watch(Thread thread) {
      watchers.add(thread);
    }

    @Override
    public void unwatch(Thread thread) {
      watchers.remove(thread);
    }

    @Override
    public void close() {
      synchronized (InputPipe.this) {
        handles--;
        InputPipe.this.notifyAll();
      }
    }
  }
}
