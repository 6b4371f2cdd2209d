package dev.witj.runtime.internal.call;

import dev.witj.diagnostics.DiagnosticException;
import dev.witj.runtime.async.AsyncCall;
import dev.witj.runtime.internal.abi.LiftAdapter;
import dev.witj.runtime.internal.abi.Peer;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** The host as the caller of a function that may block, so that it may have to wait. */
final class AsyncHostCaller extends HostCaller {
  private boolean resolved;
  private boolean cancelled;
  private boolean interrupted;
  private @Nullable DiagnosticException failure;
  private @Nullable HostWaiter waiter;

  AsyncHostCaller(LiftedFunc callee, LiftAdapter adapter, Object[] arguments) {
    super(callee, adapter, arguments);
  }

  @Override
  void run(Peer peer) {
    Task task = task(peer);
    AsyncCall.callOffBy(() -> store().scheduler().post(task::requestCancellation));
    task.begin(true);
    await(task);
  }

  private void await(Task task) {
    if (!resolved) {
      HostWaiter waiting =
          new HostWaiter(() -> resolved, task::requestCancellation, task + " to return");
      waiter = waiting;
      store().block(waiting);
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

  @Override
  void resolve() {
    resolved = true;
    if (waiter != null) {
      store().scheduler().wake(waiter);
    }
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
