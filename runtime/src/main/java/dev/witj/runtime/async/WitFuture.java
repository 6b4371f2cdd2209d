package dev.witj.runtime.async;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The end of a {@code future<T>} that is read: one value that comes once.
 *
 * <p>A future that a guest gave can be read once, by one thread at a time, and belongs to the store
 * of that guest. Passing one to a guest moves it: it cannot be read here any more.
 *
 * @param <T> the value's type; {@code Void}, with null as its value, for a {@code future} without
 */
public interface WitFuture<T extends @Nullable Object> extends AutoCloseable {
  /**
   * Waits for the value.
   *
   * @throws InterruptedException if the thread is interrupted; the future can be read again then
   * @throws dev.witj.runtime.TrapException if the guests of the store trap before there is a value,
   *     or can never give one
   * @throws IllegalStateException if the future was read, closed or passed on
   * @throws java.util.concurrent.CompletionException if whoever should give the value failed
   */
  T get() throws InterruptedException;

  /**
   * The value when it is there. Something must let the guests run until then: a call, or whoever
   * reads. The first time it is asked for, this starts a virtual thread that does.
   *
   * @return a future whose cancelling closes this
   */
  CompletableFuture<T> toCompletableFuture();

  /**
   * Says that the value is not wanted any more: whoever is to give it learns that. Does nothing
   * once the future was read, closed or passed on.
   */
  @Override
  void close();

  /** A future whose value is there. */
  static <T extends @Nullable Object> WitFuture<T> of(T value) {
    return from(CompletableFuture.completedFuture(value));
  }

  /**
   * A future whose value something else works out. If that fails, a guest that got the future traps
   * with {@link dev.witj.runtime.TrapCode#HOST_FAILURE}; if nobody wants the value any more, it is
   * cancelled.
   */
  static <T extends @Nullable Object> WitFuture<T> from(CompletionStage<T> stage) {
    return new StageFuture<>(Objects.requireNonNull(stage, "stage").toCompletableFuture());
  }
}
