package dev.witj.wasi.internal.v0_3;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The threads that work for the guests of one store, which end with it. */
public final class Background implements AutoCloseable {
  /** How long what was written last may take. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  /** How many bytes its threads hold together beyond what each of them must. */
  private static final int ROOM = 8 << 20;

  private final Set<Thread> running = new HashSet<>();
  private final AtomicInteger room = new AtomicInteger(ROOM);
  private boolean closed;

  /** Nothing to do yet. */
  public Background() {}

  /**
   * Does something on a virtual thread, which ends soon after the store is closed.
   *
   * @param release lets go of what the work was given; runs after it, also where it never begins
   * @return what it gives; cancelled if it fails, for then the guest has failed, too, unless that
   *     is an error of Java's own, which the guest is to fail by
   */
  public <T extends @Nullable Object> CompletableFuture<T> start(
      String name, Callable<T> work, Runnable release) {
    CompletableFuture<T> outcome = new CompletableFuture<>();
    Thread thread = Thread.ofVirtual().name(name).unstarted(() -> run(work, release, outcome));
    boolean started = false;
    try {
      started = start(thread);
    } finally {
      if (!started) {
        forget(thread);
        release.run();
        boolean _ = outcome.cancel(false);
      }
    }
    return outcome;
  }

  /** Starts a thread unless it is too late for that. */
  private synchronized boolean start(Thread thread) {
    if (closed) {
      return false;
    }
    running.add(thread);
    thread.start();
    return true;
  }

  private synchronized void forget(Thread thread) {
    running.remove(thread);
  }

  private <T extends @Nullable Object> void run(
      Callable<T> work, Runnable release, CompletableFuture<T> outcome) {
    try {
      T result;
      try {
        result = work.call();
      } finally {
        release.run();
      }
      outcome.complete(result);
    } catch (Exception e) {
      // Interrupted, or a stream of the guest's is no more: nobody is left to be told.
      boolean _ = outcome.cancel(false);
    } catch (Error e) {
      outcome.completeExceptionally(e);
    } finally {
      forget(Thread.currentThread());
    }
  }

  /**
   * Whether one of them may hold so many bytes more, for guests that write much; taken then. Where
   * very many write at a time they go on with what they have.
   */
  boolean takeRoom(int bytes) {
    if (room.addAndGet(-bytes) >= 0) {
      return true;
    }
    giveRoom(bytes);
    return false;
  }

  /** It holds them no more. */
  void giveRoom(int bytes) {
    int _ = room.addAndGet(bytes);
  }

  /**
   * Lets what guests wrote arrive where it was to go, for some time, and interrupts what is left.
   */
  @Override
  public void close() {
    List<Thread> left;
    synchronized (this) {
      closed = true;
      left = List.copyOf(running);
    }
    long start = System.nanoTime();
    try {
      for (Thread thread : left) {
        Duration rest = GRACE.minusNanos(System.nanoTime() - start);
        if (!rest.isPositive() || !thread.join(rest)) {
          break;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    left.forEach(Thread::interrupt);
  }
}
