package dev.witj.runtime.internal.call;

import dev.witj.runtime.internal.abi.CallAdapter;
import dev.witj.runtime.internal.abi.LiftAdapter;
import dev.witj.runtime.internal.abi.LowerAdapter;
import dev.witj.runtime.value.FuncCodec;
import org.jspecify.annotations.Nullable;

/** What the instances of one linked component share, for each function it lifts or calls. */
public final class Memos {
  private final @Nullable OfLift[] lifts;
  private final @Nullable OfCall[] calls;

  /** For a plan with so many lifted functions and calls. */
  public Memos(int lifts, int calls) {
    this.lifts = new @Nullable OfLift[lifts];
    this.calls = new @Nullable OfCall[calls];
  }

  /** For a lifted function. */
  static final class OfLift {
    /** The adapter for the host, with generic values. */
    final Memo<FuncCodec, LiftAdapter> generic = new Memo<>();

    /** The adapter for the host, with the values of a binding. */
    final Memo<FuncCodec, LiftAdapter> typed = new Memo<>();

    /** The adapter for other components. */
    final Memo<Lift, LiftAdapter> passing = new Memo<>();
  }

  /** For a call. */
  static final class OfCall {
    /** The adapter for a function of the host. */
    final Memo<FuncCodec, LowerAdapter> toHost = new Memo<>();

    /** The adapter for a function of a component. */
    final Memo<Lift, CallAdapter> toGuest = new Memo<>();
  }

  OfLift lift(Lift lift) {
    OfLift known = lifts[lift.slot()];
    if (known == null) {
      known = new OfLift();
      lifts[lift.slot()] = known;
    }
    return known;
  }

  OfCall call(Call call) {
    OfCall known = calls[call.slot()];
    if (known == null) {
      known = new OfCall();
      calls[call.slot()] = known;
    }
    return known;
  }
}
