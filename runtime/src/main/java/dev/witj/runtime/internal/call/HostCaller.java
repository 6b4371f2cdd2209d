package dev.witj.runtime.internal.call;

import dev.witj.diagnostics.DiagnosticException;
import dev.witj.runtime.async.AsyncCall;
import dev.witj.runtime.internal.abi.LiftAdapter;
import dev.witj.runtime.internal.abi.Peer;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** The host as the caller of a guest's function, for one call. */
public final class HostCaller implements Caller {
  private final StoreContext store;
  private final LiftAdapter adapter;
  private final Object[] arguments;
  private @Nullable Object result;
  private boolean resolved;
  private boolean cancelled;
  private boolean interrupted;
  private @Nullable DiagnosticException failure;
  private @Nullable HostWaiter waiter;

  private HostCaller(StoreContext store, LiftAdapter adapter, Object[] arguments) {
    this.store = store;
    this.adapter = adapter;
    this.arguments = arguments;
  }

  /**
   * Calls a function; the host has entered the store.
   *
   * @param adapter makes core values of the arguments and the result of core values
   * @return the result, null where there is none
   */
  public static @Nullable Object call(LiftedFunc callee, LiftAdapter adapter, Object[] arguments) {
    StoreContext store = callee.binding().instance().store();
    HostCaller host = new HostCaller(store, adapter, arguments);
    if (!adapter.usesHandles()) {
      return host.call(callee, store.hostPeer());
    }
    try (HostCall peer = new HostCall(store)) {
      return host.call(callee, peer);
    }
  }

  private @Nullable Object call(LiftedFunc callee, Peer peer) {
    Task task = new Task(callee, this, peer);
    if (callee.isAsync()) {
      AsyncCall.callOffBy(() -> store.scheduler().post(task::requestCancellation));
      task.begin(true);
      await(task);
    } else {
      task.run();
    }
    return result;
  }

  private void await(Task task) {
    if (!resolved) {
      HostWaiter waiting =
          new HostWaiter(() -> resolved, task::requestCancellation, task + " to return");
      waiter = waiting;
      store.block(waiting);
      interrupted |= waiting.wasInterrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw failure;
    }
    if (cancelled) {
      throw new CancellationException("the call was called off");
    }
  }

  /**
   * Its thread is interrupted while it runs the callee; takes that over until it returns.
   *
   * @return false if it was before
   */
  boolean interrupted() {
    if (interrupted) {
      return false;
    }
    interrupted = Thread.interrupted();
    return true;
  }

  private void resolve() {
    resolved = true;
    if (waiter != null) {
      store.scheduler().wake(waiter);
    }
  }

  @Override
  public @Nullable GuestInstance instance() {
    return null;
  }

  @Override
  public long[] onStart(Task task) {
    return adapter.lowerParams(task.cx(), arguments);
  }

  @Override
  public void onResolve(Task task, long[] coreResults) {
    returned(task, adapter.liftResult(task.cx(), coreResults));
  }

  @Override
  public void onReturn(Task task, long[] returned) {
    returned(task, adapter.liftTaskReturn(task.cx(), returned));
  }

  private void returned(Task task, @Nullable Object lifted) {
    task.checkNoBorrows();
    result = lifted;
    resolve();
  }

  @Override
  public void onCancelled() {
    cancelled = true;
    resolve();
  }

  @Override
  public void onFailed(DiagnosticException why) {
    failure = why;
    resolve();
  }
}
