package dev.witj.runtime.async;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Something that blocks, on a virtual thread of its own. When nobody wants its result any more, the
 * call of a guest's function that the thread waits for is called off; a thread that waits for
 * anything else is interrupted.
 *
 * @param <T> the type of the result
 */
public final class AsyncCall<T extends @Nullable Object> extends CompletableFuture<T> {
  private static final ThreadLocal<AsyncCall<?>> CURRENT = new ThreadLocal<>();

  private final Thread thread;
  private @Nullable Runnable canceller;
  private boolean cancelled;

  private AsyncCall(Callable<? extends T> call) {
    this.thread = Thread.ofVirtual().name("guest call").unstarted(() -> run(call));
  }

  /** Starts what gives a result. Cancelling the future interrupts it. */
  public static <T extends @Nullable Object> CompletableFuture<T> start(
      Callable<? extends T> call) {
    AsyncCall<T> made = new AsyncCall<>(call);
    made.thread.start();
    return made;
  }

  /** Starts what gives none. Cancelling the future interrupts it. */
  public static CompletableFuture<@Nullable Void> run(Action action) {
    return AsyncCall.<@Nullable Void>start(
        () -> {
          action.run();
          return null;
        });
  }

  /** What may block and gives nothing. */
  @FunctionalInterface
  public interface Action {
    /** Does it. */
    void run() throws Exception;
  }

  /**
   * Says what calls off what this thread is about to wait for, if the thread is one of these: that
   * is done then rather than interrupting it, which would strike whatever guest runs on it.
   *
   * @param gently may be called by any thread
   * @throws CancellationException if it is called off already
   */
  public static void callOffBy(Runnable gently) {
    AsyncCall<?> call = CURRENT.get();
    if (call != null) {
      call.setCanceller(gently);
    }
  }

  private synchronized void setCanceller(Runnable gently) {
    if (cancelled) {
      throw new CancellationException("the call was called off");
    }
    canceller = gently;
  }

  private void run(Callable<? extends T> call) {
    CURRENT.set(this);
    try {
      complete(call.call());
    } catch (Throwable e) {
      completeExceptionally(e);
    }
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean first = super.cancel(mayInterruptIfRunning);
    if (first) {
      Runnable gently;
      synchronized (this) {
        cancelled = true;
        gently = canceller;
      }
      if (gently == null) {
        thread.interrupt();
      } else {
        gently.run();
      }
    }
    return first;
  }
}
