package dev.witj.wasi.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A stream of the host, read by a thread of its own, since reading cannot be interrupted in Java.
 * It reads when a guest asks, and never ahead of that. All guests' handles share it.
 */
public final class InputPipe implements ByteSource {
  private final InputStream stream;
  private final Watchers watchers = new Watchers();
  private byte[] bytes = new byte[0];
  private int next;
  private boolean reading;
  private boolean ended;
  private @Nullable IOException failure;

  /** Reads a stream, which it never closes. */
  public InputPipe(InputStream stream) {
    this.stream = stream;
  }

  @Override
  public synchronized boolean ready() {
    if (next < bytes.length || ended || failure != null) {
      return true;
    }
    if (!reading) {
      reading = true;
      Thread _ = Thread.ofVirtual().name("guest input").start(this::fill);
    }
    return false;
  }

  @Override
  public synchronized byte @Nullable [] read(int max) throws IOException {
    if (!ready()) {
      return new byte[0];
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

  @Override
  public void watch(Thread thread) {
    watchers.add(thread);
  }

  @Override
  public void unwatch(Thread thread) {
    watchers.remove(thread);
  }

  private void fill() {
    byte[] buffer = new byte[MAX_READ];
    int count = 0;
    IOException failed = null;
    try {
      // A stream may answer 0 to say nothing yet.
      while (count == 0) {
        count = stream.read(buffer);
      }
    } catch (IOException e) {
      failed = e;
    } catch (RuntimeException e) {
      failed = new IOException(e);
    }
    synchronized (this) {
      reading = false;
      failure = failed;
      ended = count < 0;
      bytes = count > 0 ? Arrays.copyOf(buffer, count) : new byte[0];
      next = 0;
    }
    watchers.wake();
  }
}
