package dev.witj.runtime.internal.abi;

import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;

/** How many handles guests may hold, all that share it together. Confined to their store. */
public final class HandleQuota {
  private final int limit;
  private int taken;

  /** None taken yet. */
  public HandleQuota(int limit) {
    this.limit = limit;
  }

  /**
   * Takes one.
   *
   * @throws TrapException if there are too many already
   */
  public void take() {
    if (taken >= limit) {
      throw new TrapException(
          TrapCode.LIMIT_EXCEEDED, "the guest holds more than " + limit + " handles");
    }
    taken++;
  }

  /** Gives one back. */
  public void give() {
    taken--;
  }
}
