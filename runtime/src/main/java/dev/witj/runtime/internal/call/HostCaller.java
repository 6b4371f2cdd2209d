package dev.witj.runtime.internal.call;

import dev.witj.runtime.internal.abi.LiftAdapter;
import dev.witj.runtime.internal.abi.Peer;
import org.jspecify.annotations.Nullable;

/** The host as the caller of a guest's function, for one call. */
public final class HostCaller implements Caller {
  private final LiftAdapter adapter;
  private final Object[] arguments;
  private @Nullable Object result;

  private HostCaller(LiftAdapter adapter, Object[] arguments) {
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
    HostCaller host = new HostCaller(adapter, arguments);
    StoreContext store = callee.binding().instance().store();
    if (!adapter.usesHandles()) {
      return host.call(callee, store.hostPeer());
    }
    try (HostCall peer = new HostCall(store.hostResources())) {
      return host.call(callee, peer);
    }
  }

  private @Nullable Object call(LiftedFunc callee, Peer peer) {
    new Task(callee, this, peer).run();
    return result;
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
    Object lifted = adapter.liftResult(task.cx(), coreResults);
    task.checkNoBorrows();
    result = lifted;
  }
}
