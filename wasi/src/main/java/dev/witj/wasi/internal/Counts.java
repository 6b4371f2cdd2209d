package dev.witj.wasi.internal;

import dev.witj.wasi.internal.io.Descriptors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** How much the guests of one store hold of the host, all together. */
final class Counts {
  /** Resources of all kinds. */
  final AtomicInteger resources = new AtomicInteger();

  private final Supplier<Semaphore> ofProcess;
  private int files;
  private boolean closed;

  /** Nothing yet. */
  Counts() {
    this(Descriptors::guests);
  }

  /**
   * Nothing yet.
   *
   * @param ofProcess the files, folders and sockets that all stores of the process may have open,
   *     asked for when the first is opened
   */
  Counts(Supplier<Semaphore> ofProcess) {
    this.ofProcess = ofProcess;
  }

  /** Whether one more file, folder or socket may be open; it counts from now on if so. */
  synchronized boolean takeFile(int most) {
    if (closed || files >= most || !ofProcess.get().tryAcquire()) {
      return false;
    }
    files++;
    return true;
  }

  /** One less is open. */
  synchronized void giveFile() {
    if (!closed) {
      files--;
      ofProcess.get().release();
    }
  }

  /** All are closed that were open, and no more will be. */
  synchronized void close() {
    if (!closed && files > 0) {
      ofProcess.get().release(files);
    }
    closed = true;
  }
}
