package dev.witj.runtime.async;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** A future that Java gives. */
record StageFuture<T extends @Nullable Object>(CompletableFuture<T> stage) implements WitFuture<T> {
  @Override
  public T get() throws InterruptedException {
    try {
      return stage.get();
    } catch (CancellationException e) {
      throw new IllegalStateException("the future was closed", e);
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause() == null ? e : e.getCause());
    }
  }

  @Override
  public CompletableFuture<T> toCompletableFuture() {
    return stage;
  }

  @Override
  public void close() {
    boolean _ = stage.cancel(true);
  }
}
