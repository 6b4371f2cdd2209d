package dev.witj.runtime;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A call on a virtual thread of its own, which is interrupted when nobody wants its result. */
final class AsyncCall extends CompletableFuture<@Nullable Object> {
  private final Thread thread;

  private AsyncCall(Supplier<@Nullable Object> call) {
    this.thread = Thread.ofVirtual().name("guest call").unstarted(() -> run(call));
  }

  static CompletableFuture<@Nullable Object> start(Supplier<@Nullable Object> call) {
    AsyncCall made = new AsyncCall(call);
    made.thread.start();
    return made;
  }

  private void run(Supplier<@Nullable Object> call) {
    try {
      complete(call.get());
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
