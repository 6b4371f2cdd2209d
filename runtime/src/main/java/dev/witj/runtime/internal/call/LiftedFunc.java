package dev.witj.runtime.internal.call;

import dev.witj.runtime.FuncType;
import dev.witj.runtime.internal.abi.CanonOptions;
import dev.witj.runtime.internal.abi.LiftAdapter;
import dev.witj.runtime.internal.core.CoreFunc;
import org.jspecify.annotations.Nullable;

/** A lifted function of a component that runs. */
public final class LiftedFunc implements ComponentFunc {
  private final RunningPlan plan;
  private final Lift lift;
  private final Binding binding;
  private final CoreFunc core;
  private final @Nullable CoreFunc postReturn;
  private @Nullable FuncType type;
  private @Nullable LiftAdapter adapter;

  /** A function of a plan that runs. */
  public LiftedFunc(RunningPlan plan, Lift lift) {
    this.plan = plan;
    this.lift = lift;
    this.binding = plan.binding(lift.side());
    this.core = plan.func(lift.coreFunc());
    this.postReturn =
        lift.postReturn().isPresent() ? plan.func(lift.postReturn().getAsInt()) : null;
  }

  @Override
  public FuncType type() {
    FuncType known = type;
    if (known == null) {
      known = memo().type(() -> plan.type(lift.type(), lift.resources()));
      type = known;
    }
    return known;
  }

  /** What carries values into and out of it. */
  public LiftAdapter adapter() {
    LiftAdapter known = adapter;
    if (known == null) {
      known = memo().lift(type(), options());
      adapter = known;
    }
    return known;
  }

  /** What instances share of it. */
  public Memo memo() {
    return plan.memos().lift(lift);
  }

  /** The options of its definition. */
  public CanonOptions options() {
    return lift.side().options();
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
}
