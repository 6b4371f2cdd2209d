package dev.witj.wasi.fs;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A descriptor of the system that is closed only when nobody is within a call on it: its number may
 * mean something else from then on.
 */
final class Descriptor implements AutoCloseable {
  /** The bit that says that it is to be closed; the others count the calls. */
  private static final int CLOSING = 1 << 30;

  private final Linux linux;
  private final int number;
  private final AtomicInteger state = new AtomicInteger();

  Descriptor(Linux linux, int number) {
    this.linux = linux;
    this.number = number;
  }

  /** What is done with the number of an open descriptor. */
  interface Use<T> {
    T with(int number) throws FsException;
  }

  /**
   * Calls something with the number, which stays open meanwhile.
   *
   * @throws FsException {@link FsError#BAD_DESCRIPTOR} if it is closed
   */
  <T> T use(Use<T> use) throws FsException {
    if (state.incrementAndGet() >= CLOSING) {
      leave();
      throw FsError.BAD_DESCRIPTOR.exception();
    }
    try {
      return use.with(number);
    } finally {
      leave();
    }
  }

  private void leave() {
    if (state.decrementAndGet() == CLOSING) {
      end();
    }
  }

  @Override
  public void close() {
    int before = state.getAndUpdate(now -> now | CLOSING);
    if (before == 0) {
      end();
    }
  }

  /** Closes once: whoever sees that nobody is left may come second. */
  private void end() {
    if (state.compareAndSet(CLOSING, CLOSING | CLOSING >> 1)) {
      linux.close(number);
    }
  }
}
