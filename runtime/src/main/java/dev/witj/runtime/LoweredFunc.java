package dev.witj.runtime;

import static dev.witj.runtime.TrapException.trapIf;

import dev.witj.runtime.internal.abi.BorrowScope;
import dev.witj.runtime.internal.abi.LiftLowerContext;
import dev.witj.runtime.internal.abi.LowerAdapter;
import dev.witj.runtime.internal.abi.Peer;
import dev.witj.runtime.internal.core.CoreFunc;
import org.jspecify.annotations.Nullable;

/**
 * A core function that calls a component function.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md#canon-lower">canon
 *     lower</a>
 */
final class LoweredFunc implements CoreFunc {
  private final ComponentFunc callee;
  private final CanonBinding binding;
  private final CanonMemo memo;
  private @Nullable LowerAdapter adapter;

  LoweredFunc(ComponentFunc callee, CanonBinding binding, CanonMemo memo) {
    this.callee = callee;
    this.binding = binding;
    this.memo = memo;
  }

  private LowerAdapter adapter() {
    LowerAdapter known = adapter;
    if (known == null) {
      known = memo.lower(callee.type(), binding.options());
      adapter = known;
    }
    return known;
  }

  @Override
  public long[] call(long... arguments) {
    GuestInstance caller = binding.instance();
    trapIf(
        !caller.mayLeave() && !(callee.isHost() && caller.isAllocating()), TrapCode.CANNOT_LEAVE);
    LowerAdapter through = adapter();
    BorrowScope.Subtask subtask = through.usesHandles() ? new BorrowScope.Subtask() : null;
    if (!callee.isHost()) {
      return call(through, subtask, Peer.COMPONENT, arguments);
    }
    if (subtask == null) {
      return call(through, null, caller.store().hostPeer(), arguments);
    }
    try (HostCall host = new HostCall(caller.hostResources())) {
      return call(through, subtask, host, arguments);
    }
  }

  private long[] call(
      LowerAdapter through, BorrowScope.@Nullable Subtask subtask, Peer peer, long[] arguments) {
    LiftLowerContext cx = binding.context(subtask, peer);
    Crossing crossing = new Crossing(through, cx, arguments);
    callee.invoke(binding.instance(), crossing);
    if (subtask != null) {
      subtask.deliverResolve();
    }
    return crossing.results;
  }

  private static final class Crossing implements ComponentFunc.Call {
    private static final long[] NOTHING = {};

    private final LowerAdapter through;
    private final LiftLowerContext cx;
    private final long[] arguments;
    private long[] results = NOTHING;

    Crossing(LowerAdapter through, LiftLowerContext cx, long[] arguments) {
      this.through = through;
      this.cx = cx;
      this.arguments = arguments;
    }

    @Override
    public Object[] start() {
      return through.liftParams(cx, arguments);
    }

    @Override
    public void resolve(@Nullable Object result) {
      results = through.lowerResult(cx, result, arguments);
    }
  }
}
