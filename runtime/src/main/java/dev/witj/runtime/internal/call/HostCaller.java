package dev.witj.runtime.internal.call;

import dev.witj.diagnostics.DiagnosticException;
import dev.witj.runtime.internal.abi.LiftAdapter;
import dev.witj.runtime.internal.abi.Peer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The host as the caller of a guest's function, for one call: {@link #get} makes it. */
public sealed class HostCaller implements Caller, Supplier<@Nullable Object>
    permits AsyncHostCaller {
  private final LiftedFunc callee;
  private final LiftAdapter adapter;
  private final Object[] arguments;
  private @Nullable Object result;

  HostCaller(LiftedFunc callee, LiftAdapter adapter, Object[] arguments) {
    this.callee = callee;
    this.adapter = adapter;
    this.arguments = arguments;
  }

  /**
   * A call that is to be made.
   *
   * @param adapter makes core values of the arguments and the result of core values
   */
  public static HostCaller of(LiftedFunc callee, LiftAdapter adapter, Object[] arguments) {
    return callee.isAsync()
        ? new AsyncHostCaller(callee, adapter, arguments)
        : new HostCaller(callee, adapter, arguments);
  }

  /**
   * Calls the function; the host has entered the store.
   *
   * @return the result, null where there is none
   */
  @Override
  public final @Nullable Object get() {
    if (!adapter.usesHandles()) {
      run(store().hostPeer());
      return result;
    }
    try (HostCall peer = new HostCall(store())) {
      run(peer);
    }
    return result;
  }

  /** Calls it, and returns when there is a result. */
  void run(Peer peer) {
    task(peer).run();
  }

  final Task task(Peer peer) {
    return new Task(callee, this, peer);
  }

  final StoreContext store() {
    return callee.binding().instance().store();
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
  public void onResolve(Task task, long coreResult) {
    returned(task, adapter.liftResult(task.cx(), coreResult));
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

  /** The callee has said what comes of the call. */
  void resolve() {}

  @Override
  public void onCancelled() {
    throw new IllegalStateException("called off, though it does not block");
  }

  @Override
  public void onFailed(DiagnosticException why) {
    throw why;
  }
}
