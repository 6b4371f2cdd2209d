package dev.witj.runtime.internal.plan;

import dev.witj.engine.Meter;
import dev.witj.engine.Renewal;
import dev.witj.runtime.internal.call.RunningPlan;
import dev.witj.runtime.internal.call.StoreContext;
import java.util.List;

/**
 * Instances of a component and of all in it, which serve one store after another: between two they
 * are made again what they were at first, so that to their guest nothing was before. Each store has
 * all else anew: its handles, its limits, what the host keeps for it.
 */
public final class Spare {
  private final RunningPlan running;
  private final Renewal[] renewals;

  Spare(RunningPlan running, List<Renewal> renewals) {
    this.running = running;
    this.renewals = renewals.toArray(Renewal[]::new);
  }

  /** The plan that was carried out. */
  public RunningPlan running() {
    return running;
  }

  /**
   * Makes them what they were, when their store is closed, and lets go of that.
   *
   * @return false if that cannot be done, or if something that was called has not returned
   */
  public boolean restore() {
    if (!running.isAtRest()) {
      return false;
    }
    for (Renewal each : renewals) {
      if (!each.restore()) {
        return false;
      }
    }
    running.rest();
    for (Renewal each : renewals) {
      each.begin(Meter.UNLIMITED);
    }
    return true;
  }

  /** Begins in a store, which has the limits that the one before had. */
  public void begin(StoreContext store) {
    running.begin(store);
    for (Renewal each : renewals) {
      each.begin(store.meter());
    }
  }
}
