package dev.witj.runtime;

import dev.witj.runtime.internal.abi.BorrowScope;
import dev.witj.runtime.internal.abi.LiftAdapter;
import dev.witj.runtime.internal.abi.LiftLowerContext;
import dev.witj.runtime.internal.abi.Peer;
import dev.witj.runtime.internal.core.CoreFunc;
import org.jspecify.annotations.Nullable;

/**
 * A function that a component lifts from a core function.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md#canon-lift">canon
 *     lift</a>
 */
final class LiftedFunc extends ComponentFunc {
  private final CoreFunc core;
  private final CanonBinding binding;
  private final @Nullable CoreFunc postReturn;
  private final CanonMemo memo;
  private @Nullable LiftAdapter adapter;

  LiftedFunc(
      String name,
      FuncType type,
      CoreFunc core,
      CanonBinding binding,
      @Nullable CoreFunc postReturn,
      CanonMemo memo) {
    super(name, type);
    this.core = core;
    this.binding = binding;
    this.postReturn = postReturn;
    this.memo = memo;
  }

  CanonBinding binding() {
    return binding;
  }

  CanonMemo memo() {
    return memo;
  }

  LiftAdapter adapter() {
    LiftAdapter known = adapter;
    if (known == null) {
      known = memo.lift(type(), binding.options());
      adapter = known;
    }
    return known;
  }

  @Override
  boolean isHost() {
    return false;
  }

  @Override
  void invoke(GuestInstance caller, Call call) {
    invoke(caller, call, adapter(), Peer.COMPONENT);
  }

  /** Calls it for an instance, or for the host where {@code caller} is null. */
  void invoke(@Nullable GuestInstance caller, Call call, LiftAdapter through, Peer peer) {
    GuestInstance instance = binding.instance();
    instance.enterFrom(caller);
    boolean entered = false;
    try {
      BorrowScope.Task task = through.usesHandles() ? new BorrowScope.Task() : null;
      LiftLowerContext cx = binding.context(task, peer);
      long[] arguments = through.lowerParams(cx, call.start());
      entered = true;
      long[] results = core.call(arguments);
      Object result = through.liftResult(cx, results);
      if (task != null) {
        task.checkNoBorrows();
      }
      call.resolve(result);
      if (postReturn != null) {
        instance.setMayLeave(false);
        postReturn.call(results);
        instance.setMayLeave(true);
      }
    } catch (dev.witj.diagnostics.DiagnosticException e) {
      if (!entered) {
        // The host's arguments do not fit: the guest has not begun, and can be called again.
        instance.leaveTo(caller);
      }
      throw e;
    }
    instance.leaveTo(caller);
  }
}
