package dev.witj.runtime.internal.call;

import dev.witj.runtime.TrapException;
import dev.witj.runtime.async.ErrorContext;
import dev.witj.runtime.internal.abi.AbiType;
import dev.witj.runtime.internal.abi.HandleQuota;
import dev.witj.runtime.internal.async.Buffer;
import dev.witj.runtime.internal.async.Copier;
import dev.witj.runtime.internal.async.CopyResult;
import dev.witj.runtime.internal.async.Shared;
import dev.witj.types.PrimitiveType;
import dev.witj.types.Shape;
import org.jspecify.annotations.Nullable;

/**
 * The readable end of a stream or a future in the hands of the host. While it is there and nobody
 * waits for it, its guests may have something to expect from the host.
 */
abstract class GuestChannel {
  private final StoreContext store;
  private final Shared shared;
  private final AbiType.AsyncHandle type;
  private boolean open = true;
  private boolean atEnd;

  /**
   * An end that a guest gave away; with the turn. A thread may wait for it until the host has no
   * more use of it.
   *
   * @throws TrapException if the host would keep too much for the guest
   */
  GuestChannel(StoreContext store, Shared shared, AbiType.AsyncHandle type) {
    this.store = store;
    this.shared = shared;
    this.type = type;
    store.handleQuota().takeBytes(HandleQuota.WAITING);
    store.scheduler().outside(1);
  }

  /** Whether a type is one of streams, of futures, or that of error contexts. */
  static boolean is(AbiType.AsyncHandle type, Class<?> kind) {
    return switch (type.type().shape()) {
      case Shape.Stream<?, ?> _ -> kind == Shared.OfStream.class;
      case Shape.Future<?, ?> _ -> kind == Shared.OfFuture.class;
      default -> kind == ErrorContext.class;
    };
  }

  AbiType.AsyncHandle type() {
    return type;
  }

  boolean isBytes() {
    return isBytes(type);
  }

  /** Whether bytes go through. */
  static boolean isBytes(AbiType.AsyncHandle type) {
    return Passage.element(type.type())
        .filter(
            it ->
                it.shape() instanceof Shape.Primitive(var primitive)
                    && (primitive == PrimitiveType.U8 || primitive == PrimitiveType.S8))
        .isPresent();
  }

  /** Whether it belongs to a store. */
  boolean isIn(StoreContext other) {
    return store.equals(other);
  }

  /**
   * Gives it back to a guest; with the turn.
   *
   * @throws IllegalStateException if it was closed or given away before
   */
  Shared moveOut() {
    checkOpen();
    end();
    return shared;
  }

  private void checkOpen() {
    if (!open) {
      throw new IllegalStateException("it was read, closed or passed on");
    }
  }

  /** It is of no more use to the host. */
  private void end() {
    if (open) {
      open = false;
      store.handleQuota().keep(-HandleQuota.WAITING);
      store.scheduler().outside(-1);
    }
  }

  /** One read. */
  private final class Reading implements Copier {
    private final HostSink sink;
    private @Nullable CopyResult result;
    private boolean some;
    private @Nullable HostWaiter waiter;

    Reading(HostSink sink) {
      this.sink = sink;
    }

    @Override
    public Buffer buffer() {
      return sink;
    }

    @Override
    public Object owner() {
      return this;
    }

    @Override
    public void onCopy() {
      some = true;
      wake();
    }

    @Override
    public void onCopyDone(CopyResult how) {
      result = how;
      wake();
    }

    private void wake() {
      if (waiter != null) {
        store.scheduler().wake(waiter);
      }
    }

    boolean isOver() {
      return some || result != null;
    }
  }

  /**
   * Waits until something was read.
   *
   * @return whether the end was reached, or the value read
   */
  CopyResult read(HostSink sink) throws InterruptedException {
    CopyResult result = store.visit(() -> readNow(sink));
    if (result == CopyResult.CANCELLED) {
      throw new InterruptedException();
    }
    return result;
  }

  private CopyResult readNow(HostSink sink) {
    if (atEnd) {
      return CopyResult.DROPPED;
    }
    checkOpen();
    Reading reading = new Reading(sink);
    shared.read(reading);
    if (!reading.isOver()) {
      HostWaiter waiter = new HostWaiter(reading::isOver, shared::cancel, "something to read");
      reading.waiter = waiter;
      store.scheduler().outside(-1);
      try {
        store.block(waiter);
      } catch (RuntimeException e) {
        if (sink.count() > 0) {
          // The guests have ended since; who wrote it was told that it is here.
          return CopyResult.COMPLETED;
        }
        throw e;
      }
      store.scheduler().outside(1);
      if (waiter.wasInterrupted() && reading.result != CopyResult.CANCELLED) {
        Thread.currentThread().interrupt();
      }
    }
    if (reading.result == null) {
      shared.reclaim();
    }
    CopyResult result = reading.result == null ? CopyResult.COMPLETED : reading.result;
    atEnd = result == CopyResult.DROPPED;
    if (atEnd || (result == CopyResult.COMPLETED && isFuture())) {
      end();
    }
    return sink.count() > 0 ? CopyResult.COMPLETED : result;
  }

  private boolean isFuture() {
    return shared instanceof Shared.OfFuture;
  }

  /** See {@link AutoCloseable#close}. */
  public void close() {
    if (store.scheduler().isMine()) {
      drop();
    } else {
      store.scheduler().post(this::drop);
    }
  }

  private void drop() {
    if (open) {
      end();
      shared.drop(true);
    }
  }
}
