package dev.witj.runtime.internal.call;

import dev.witj.runtime.TrapException;
import dev.witj.runtime.async.WitFuture;
import dev.witj.runtime.internal.abi.AbiType;
import dev.witj.runtime.internal.async.Buffer;
import dev.witj.runtime.internal.async.Copier;
import dev.witj.runtime.internal.async.CopyResult;
import dev.witj.runtime.internal.async.Shared;
import java.util.Collections;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A future that the host gives to a guest. */
final class FutureSource implements Copier, HostEnd {
  private final StoreContext store;
  private final WitFuture<?> future;
  private final AbiType.AsyncHandle type;
  private final Shared.OfFuture shared = new Shared.OfFuture(true);
  private @Nullable HostSource value;
  private boolean closed;

  private FutureSource(StoreContext store, WitFuture<?> future, AbiType.AsyncHandle type) {
    this.store = store;
    this.future = future;
    this.type = type;
  }

  /** What the guest gets. */
  static Shared start(StoreContext store, WitFuture<?> future, AbiType.AsyncHandle type) {
    FutureSource made = new FutureSource(store, future, type);
    made.shared.setWriter(_ -> {}, made::close);
    store.add(made);
    made.await(future.toCompletableFuture());
    return made.shared;
  }

  private void await(CompletableFuture<?> stage) {
    if (stage.isDone() && !stage.isCompletedExceptionally()) {
      deliver(stage.join());
      return;
    }
    store.scheduler().outside(1);
    var _ =
        stage.whenComplete(
            (result, failure) ->
                store
                    .scheduler()
                    .post(
                        () -> {
                          store.scheduler().outside(-1);
                          if (failure == null) {
                            deliver(result);
                          } else {
                            failed(failure);
                          }
                        }));
  }

  private void failed(Throwable e) {
    if (!closed) {
      throw TrapException.hostFailure("a future of the host", e);
    }
  }

  private void deliver(@Nullable Object result) {
    if (!closed) {
      value = HostSource.ofItems(type.element(), Collections.singletonList(result));
      shared.write(this);
    }
  }

  @Override
  public Buffer buffer() {
    return Objects.requireNonNull(value);
  }

  @Override
  public Object owner() {
    return this;
  }

  @Override
  public void onCopy() {}

  @Override
  public void onCopyDone(CopyResult result) {
    closed = true;
    store.remove(this);
  }

  /** Nobody wants the value any more. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      store.remove(this);
      future.close();
    }
  }
}
