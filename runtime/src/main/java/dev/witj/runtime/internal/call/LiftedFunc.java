package dev.witj.runtime.internal.call;

import dev.witj.runtime.internal.abi.Adapters;
import dev.witj.runtime.internal.abi.LiftAdapter;
import dev.witj.runtime.internal.core.CoreFunc;
import dev.witj.runtime.value.FuncCodec;
import org.jspecify.annotations.Nullable;

/** A lifted function of a component that runs. */
public final class LiftedFunc implements ComponentFunc {
  private final RunningPlan plan;
  private final Lift lift;
  private final Binding binding;
  private final CoreFunc core;
  private final @Nullable CoreFunc postReturn;
  private final @Nullable CoreFunc callback;

  /** A function of a plan that runs. */
  public LiftedFunc(RunningPlan plan, Lift lift) {
    this.plan = plan;
    this.lift = lift;
    this.binding = plan.binding(lift.side());
    this.core = plan.func(lift.coreFunc());
    this.postReturn =
        lift.postReturn().isPresent() ? plan.func(lift.postReturn().getAsInt()) : null;
    this.callback =
        lift.side().callback().isPresent() ? plan.func(lift.side().callback().getAsInt()) : null;
  }

  /**
   * What carries the host's values into and out of it.
   *
   * @throws IllegalArgumentException if the codecs are those of another type
   */
  @SuppressWarnings("ReferenceEquality") // The generic codecs are one object.
  public LiftAdapter adapter(FuncCodec codecs) {
    Memos.OfLift memo = plan.memos().lift(lift);
    return (codecs == FuncCodec.GENERIC ? memo.generic : memo.typed)
        .get(
            codecs,
            () -> Adapters.lift(lift.type(), codecs, lift.side().options(), lift.resources()::get));
  }

  /** What carries the values of other components into and out of it. */
  LiftAdapter passing() {
    return plan.memos()
        .lift(lift)
        .passing
        .get(
            lift,
            () -> Adapters.liftPassing(lift.type(), lift.side().options(), lift.resources()::get));
  }

  Lift lift() {
    return lift;
  }

  Binding binding() {
    return binding;
  }

  CoreFunc core() {
    return core;
  }

  @Nullable CoreFunc postReturn() {
    return postReturn;
  }

  @Nullable CoreFunc callback() {
    return callback;
  }

  /** Whether a call may block. */
  boolean isAsync() {
    return lift.type().signature().async();
  }
}
