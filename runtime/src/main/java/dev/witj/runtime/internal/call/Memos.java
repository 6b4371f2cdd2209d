package dev.witj.runtime.internal.call;

/** What the instances of one linked component share, for each function it lifts or calls. */
public final class Memos {
  private final Memo[] lifts;
  private final Memo[] calls;

  /** For a plan with so many lifted functions and calls. */
  public Memos(int lifts, int calls) {
    this.lifts = make(lifts);
    this.calls = make(calls);
  }

  private static Memo[] make(int count) {
    Memo[] made = new Memo[count];
    for (int i = 0; i < count; i++) {
      made[i] = new Memo();
    }
    return made;
  }

  Memo lift(Lift lift) {
    return lifts[lift.slot()];
  }

  Memo call(Call call) {
    return calls[call.slot()];
  }
}
