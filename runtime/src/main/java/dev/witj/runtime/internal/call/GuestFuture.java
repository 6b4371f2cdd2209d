package dev.witj.runtime.internal.call;

import dev.witj.runtime.async.WitFuture;
import dev.witj.runtime.internal.abi.AbiType;
import dev.witj.runtime.internal.async.Shared;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A future that a guest gave to the host. */
final class GuestFuture<T extends @Nullable Object> extends GuestChannel implements WitFuture<T> {
  private @Nullable CompletableFuture<T> asJava;

  GuestFuture(StoreContext store, Shared.OfFuture shared, AbiType.AsyncHandle type) {
    super(store, shared, type);
  }

  @Override
  @SuppressWarnings("unchecked") // The codec makes it.
  public T get() throws InterruptedException {
    HostSink sink = HostSink.ofItems(type().element(), 1);
    var _ = read(sink);
    if (sink.count() == 0) {
      throw new IllegalStateException("the future has no value");
    }
    return (T) sink.items().getFirst();
  }

  @Override
  public synchronized CompletableFuture<T> toCompletableFuture() {
    CompletableFuture<T> known = asJava;
    if (known == null) {
      known = new Waiting();
      asJava = known;
    }
    return known;
  }

  private final class Waiting extends CompletableFuture<T> {
    Waiting() {
      Thread _ = Thread.ofVirtual().name("guest future").start(this::await);
    }

    private void await() {
      try {
        complete(GuestFuture.this.get());
      } catch (Throwable e) {
        completeExceptionally(e);
      }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      close();
      return super.cancel(mayInterruptIfRunning);
    }
  }
}
