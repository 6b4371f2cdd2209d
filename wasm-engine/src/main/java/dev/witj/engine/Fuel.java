package dev.witj.engine;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What guests may use up, which is the same every time, whatever the machine and however their code
 * was compiled. Each executed instruction takes one unit; {@code block}, {@code loop}, {@code try},
 * {@code try_table}, {@code else}, {@code catch}, {@code catch_all}, {@code delegate} and {@code
 * end} only mark places and take none. Units are taken before instructions that can only be
 * executed together: at the beginning of a function, of a loop's round, of an arm, and after a
 * conditional branch or the end of a block. So a guest that traps or throws has paid for what would
 * have followed up to the next such place, and one that has too little left stops before any of it.
 *
 * <p>Instructions that copy, fill or initialize, and those that make arrays of any length, take one
 * unit more for every whole 64 bytes of memory, or 8 elements of a table or an array, that they are
 * asked for. {@code memory.grow} and {@code table.grow} take one like any other: what they may have
 * is bounded by {@link Meter}. Functions of the host's, segments that are placed at instantiation,
 * and constant expressions take none.
 *
 * <p>Used by one thread at a time but for {@link #add}.
 */
public final class Fuel {
  private long left;

  /** What was added and not yet found. */
  private final AtomicLong added = new AtomicLong();

  /**
   * So much.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public Fuel(long units) {
    add(units);
  }

  /** How many units are left. */
  public long left() {
    return sum(left, added.get());
  }

  /**
   * Adds units; for any thread.
   *
   * @throws IllegalArgumentException if they are negative
   */
  public void add(long units) {
    if (units < 0) {
      throw new IllegalArgumentException("fuel is negative: " + units);
    }
    added.accumulateAndGet(units, Fuel::sum);
  }

  private static long sum(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }

  /**
   * Takes units.
   *
   * @throws Trap if there are too few, and takes none
   */
  public void take(long units) {
    if (units > left) {
      refill(units);
    }
    left -= units;
  }

  private void refill(long units) {
    left = sum(left, added.getAndSet(0));
    if (units > left) {
      throw new Trap(TrapKind.OUT_OF_FUEL);
    }
  }
}
