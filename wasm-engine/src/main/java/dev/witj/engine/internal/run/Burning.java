package dev.witj.engine.internal.run;

import dev.witj.engine.Fuel;
import java.util.Objects;

/** Takes fuel for compiled code. */
public final class Burning {
  private Burning() {}

  /** For instructions that are executed next. */
  public static void take(State state, int units) {
    Fuel fuel = Objects.requireNonNull(state.fuel);
    fuel.take(units);
  }

  /**
   * For an operation on many bytes or elements.
   *
   * @param count how many, as an unsigned number
   * @param log2 how many of them take a unit, as a power of two; more than one
   */
  public static void takeBulk(long count, int log2, State state) {
    Fuel fuel = Objects.requireNonNull(state.fuel);
    fuel.take(count >>> log2);
  }
}
