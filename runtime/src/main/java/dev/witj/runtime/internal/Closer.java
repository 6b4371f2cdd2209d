package dev.witj.runtime.internal;

import org.jspecify.annotations.Nullable;

/**
 * Does several things of which each must be done though others fail, as closing all that something
 * holds. The first failure is reported at the end, those after it are suppressed in it.
 */
public final class Closer {
  private @Nullable Throwable failure;

  /** One of the things. */
  @FunctionalInterface
  public interface Step {
    /** Does it. */
    void run() throws Exception;
  }

  /** With nothing done yet. */
  public Closer() {}

  /** Closes all of these that can be closed, and reports what failed first. */
  public static void closeAll(Iterable<?> all) {
    Closer closer = new Closer();
    all.forEach(closer::close);
    closer.end();
  }

  /** Closes it if it is {@link AutoCloseable}. */
  public void close(Object it) {
    if (it instanceof AutoCloseable closeable) {
      run(closeable::close);
    }
  }

  /** Does something, and goes on if it fails. */
  public void run(Step step) {
    try {
      step.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failed(e);
    } catch (Throwable e) {
      failed(e);
    }
  }

  private void failed(Throwable next) {
    if (failure == null) {
      failure = next;
    } else if (!failure.equals(next)) {
      failure.addSuppressed(next);
    }
  }

  /**
   * All was done.
   *
   * @throws RuntimeException what failed first, or an {@link IllegalStateException} because of it
   * @throws Error what failed first
   */
  public void end() {
    switch (failure) {
      case null -> {
        // Nothing failed.
      }
      case RuntimeException unchecked -> throw unchecked;
      case Error error -> throw error;
      default -> throw new IllegalStateException(failure);
    }
  }
}
