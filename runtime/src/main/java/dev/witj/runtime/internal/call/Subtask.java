package dev.witj.runtime.internal.call;

import dev.witj.runtime.internal.abi.BorrowScope;
import dev.witj.runtime.internal.abi.CallAdapter;
import dev.witj.runtime.internal.abi.LiftLowerContext;
import dev.witj.runtime.internal.abi.LowerAdapter;
import dev.witj.runtime.internal.abi.Peer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call as its caller sees it: one run of a lowered function, and the handles that it lends.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md#subtask-state">Subtask
 *     State</a>
 */
final class Subtask extends BorrowScope.OfSubtask implements Caller {
  private final Binding caller;
  private final long[] arguments;
  private final LiftLowerContext cx;
  private @Nullable CallAdapter adapter;
  private long @Nullable [] results;

  /**
   * A call that has not begun.
   *
   * @param arguments those of the core function that lowering made
   * @param peer the form in which the callee gives and takes values
   */
  Subtask(Binding caller, long[] arguments, Peer peer) {
    this.caller = caller;
    this.arguments = arguments;
    this.cx = caller.context(this, peer);
  }

  /** Calls a function of a component. */
  long[] call(LiftedFunc callee, CallAdapter through) {
    adapter = through;
    new Task(callee, this, Peer.COMPONENT).run();
    deliverResolve();
    return Objects.requireNonNull(results);
  }

  /** Calls a function of the host. */
  long[] call(HostFunc callee, LowerAdapter through) {
    GuestInstance instance = caller.instance();
    Object[] values = through.liftParams(cx, arguments);
    instance.store().setCurrent(null);
    Object result = callee.call(instance.store().api(), values);
    instance.store().setCurrent(instance);
    long[] lowered = through.lowerResult(cx, result, arguments);
    deliverResolve();
    return lowered;
  }

  @Override
  public GuestInstance instance() {
    return caller.instance();
  }

  @Override
  public long[] onStart(Task task) {
    return Objects.requireNonNull(adapter).passParams(cx, task.cx(), arguments);
  }

  @Override
  public void onResolve(Task task, long[] coreResults) {
    results = Objects.requireNonNull(adapter).passResult(task.cx(), cx, coreResults, arguments);
  }
}
