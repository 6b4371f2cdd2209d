package dev.witj.wasi.internal.v0_3;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The threads that work for the guests of one store, which end with it. */
public final class Background implements AutoCloseable {
  private final Set<Thread> running = new HashSet<>();
  private boolean closed;

  /** Nothing to do yet. */
  public Background() {}

  /**
   * Does something on a virtual thread, which is interrupted when the store is closed.
   *
   * @return what it gives; cancelled if it fails, for then the guest has failed, too
   */
  public <T extends @Nullable Object> CompletableFuture<T> start(String name, Callable<T> work) {
    CompletableFuture<T> outcome = new CompletableFuture<>();
    Thread thread = Thread.ofVirtual().name(name).unstarted(() -> run(work, outcome));
    synchronized (this) {
      if (closed) {
        boolean _ = outcome.cancel(false);
        return outcome;
      }
      running.add(thread);
    }
    thread.start();
    return outcome;
  }

  private <T extends @Nullable Object> void run(Callable<T> work, CompletableFuture<T> outcome) {
    try {
      outcome.complete(work.call());
    } catch (Exception e) {
      // Interrupted, or a stream of the guest's is no more: nobody is left to be told.
      boolean _ = outcome.cancel(false);
    } finally {
      synchronized (this) {
        running.remove(Thread.currentThread());
      }
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    running.forEach(Thread::interrupt);
  }
}
