package dev.witj.runtime.internal.abi;

import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;

/**
 * How many handles guests may hold, all that share it together, and how much the host may keep for
 * what they stand for. Confined to their store.
 */
public final class HandleQuota {
  private final int limit;
  private final long maxBytes;
  private int taken;
  private long bytes;

  /** None taken yet. */
  public HandleQuota(int limit, long maxBytes) {
    this.limit = limit;
    this.maxBytes = maxBytes;
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

  /** How many bytes are not taken; negative if more are than are allowed. */
  public long bytesLeft() {
    return maxBytes - bytes;
  }

  /** Counts bytes that the host keeps from now on, or, if negative, no longer. */
  public void keep(long change) {
    bytes += change;
  }

  /**
   * Counts bytes that the host is to keep.
   *
   * @throws TrapException if they are too many
   */
  public void takeBytes(long count) {
    if (count > bytesLeft()) {
      throw new TrapException(
          TrapCode.LIMIT_EXCEEDED,
          "the host would keep more than " + maxBytes + " bytes for the guest");
    }
    keep(count);
  }
}
