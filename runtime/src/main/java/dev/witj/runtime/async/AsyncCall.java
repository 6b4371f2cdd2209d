package dev.witj.runtime.async;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Something that blocks, on a virtual thread of its own, which is interrupted when nobody wants its
 * result.
 *
 * @param <T> the type of the result
 */
public final class AsyncCall<T extends @Nullable Object> extends CompletableFuture<T> {
  private final Thread thread;

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

  private void run(Callable<? extends T> call) {
    try {
      complete(call.call());
    } catch (Throwable e) {
      completeExceptionally(e);
    }
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    if (cancelled) {
      thread.interrupt();
    }
    return cancelled;
  }
}
