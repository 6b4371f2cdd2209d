package dev.witj.runtime.internal.abi;

import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;

/**
 * How many handles guests may hold, all that share it together, and how much the host may keep for
 * what they stand for. Confined to their store.
 */
public final class HandleQuota {
  /** About how many bytes a virtual thread takes that waits, with what it waits for. */
  public static final int WAITING = 6 << 10;

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

  /** How many bytes may be kept for speed alone; half of them are left to what must be. */
  public long spareBytes() {
    return Math.max(0, maxBytes / 2 - bytes);
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
    if (count > maxBytes - bytes) {
      throw new TrapException(
          TrapCode.LIMIT_EXCEEDED,
          "the host would keep more than " + maxBytes + " bytes for the guest");
    }
    keep(count);
  }
}
