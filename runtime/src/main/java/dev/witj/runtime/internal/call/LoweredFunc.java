package dev.witj.runtime.internal.call;

import static dev.witj.runtime.TrapException.trapIf;

import dev.witj.engine.StackReserve;
import dev.witj.runtime.TrapCode;
import dev.witj.runtime.internal.abi.Adapters;
import dev.witj.runtime.internal.abi.CallAdapter;
import dev.witj.runtime.internal.abi.LowerAdapter;
import dev.witj.runtime.internal.abi.Peer;
import dev.witj.runtime.internal.core.CoreFunc;
import org.jspecify.annotations.Nullable;

/**
 * A core function that calls a component function: {@code canon_lower} for one planned call.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md#canon-lower">canon
 *     lower</a>
 */
public abstract sealed class LoweredFunc implements CoreFunc {
  final RunningPlan plan;
  final Call call;
  final Binding caller;

  private LoweredFunc(RunningPlan plan, Call call) {
    this.plan = plan;
    this.call = call;
    this.caller = plan.binding(call.caller());
  }

  /** The core function that makes a call of a plan that runs. */
  public static LoweredFunc of(RunningPlan plan, Call call) {
    return switch (call.callee()) {
      case Callee.OfPlan(var lift) -> new ToGuest(plan, call, new LiftedFunc(plan, lift));
      case Callee.Imported(int index) ->
          switch (plan.imports().func(index)) {
            case LiftedFunc lifted -> new ToGuest(plan, call, lifted);
            case HostFunc host -> new ToHost(plan, call, host);
          };
    };
  }

  /** Calls a component. */
  private static final class ToGuest extends LoweredFunc {
    private final LiftedFunc callee;
    private @Nullable CallAdapter adapter;

    ToGuest(RunningPlan plan, Call call, LiftedFunc callee) {
      super(plan, call);
      this.callee = callee;
    }

    private CallAdapter adapter() {
      CallAdapter known = adapter;
      if (known == null) {
        known =
            plan.memos()
                .call(call)
                .toGuest
                .get(
                    callee.lift(),
                    () ->
                        Adapters.between(
                            Adapters.lowerPassing(
                                call.type(), call.caller().options(), call.resources()::get),
                            callee.passing()));
        adapter = known;
      }
      return known;
    }

    @Override
    public long call(long[] arguments) {
      trapIf(!caller.instance().mayLeave(), TrapCode.CANNOT_LEAVE);
      Subtask subtask = new Subtask(caller, arguments, Peer.COMPONENT);
      if (!callee.isAsync()) {
        return subtask.call(callee, adapter());
      }
      StackReserve.check();
      boolean wait = !call.caller().options().async();
      GuestThread thread = caller.instance().store().currentThread();
      subtask.begin(callee, adapter(), wait);
      return wait ? subtask.await(thread) : subtask.answer();
    }
  }

  /** Calls the host. */
  private static final class ToHost extends LoweredFunc {
    private final HostFunc callee;
    private @Nullable LowerAdapter adapter;

    ToHost(RunningPlan plan, Call call, HostFunc callee) {
      super(plan, call);
      this.callee = callee;
    }

    private LowerAdapter adapter() {
      LowerAdapter known = adapter;
      if (known == null) {
        known =
            plan.memos()
                .call(call)
                .toHost
                .get(
                    callee.codecs(),
                    () ->
                        Adapters.lower(
                            call.type(),
                            callee.codecs(),
                            call.caller().options(),
                            call.resources()::get));
        adapter = known;
      }
      return known;
    }

    @Override
    public long call(long[] arguments) {
      StackReserve.check();
      GuestInstance instance = caller.instance();
      boolean async = call.type().signature().async();
      trapIf(!instance.mayLeave() && (async || !instance.isAllocating()), TrapCode.CANNOT_LEAVE);
      LowerAdapter through = adapter();
      if (async) {
        return begin(new HostCall(instance.store()), through, arguments);
      }
      if (!through.usesHandles()) {
        return new Subtask(caller, arguments, instance.store().hostPeer()).call(callee, through);
      }
      try (HostCall host = new HostCall(instance.store())) {
        return new Subtask(caller, arguments, host).call(callee, through);
      }
    }

    private long begin(HostCall host, LowerAdapter through, long[] arguments) {
      Subtask subtask = new Subtask(caller, arguments, host);
      GuestThread thread = caller.instance().store().currentThread();
      subtask.begin(callee, through, host);
      return call.caller().options().async() ? subtask.answer() : subtask.await(thread);
    }
  }
}
