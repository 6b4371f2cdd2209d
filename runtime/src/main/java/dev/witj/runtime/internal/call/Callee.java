package dev.witj.runtime.internal.call;

/** Who is called. */
public sealed interface Callee {
  /** A function of a component in the same plan. */
  record OfPlan(Lift lift) implements Callee {}

  /**
   * A function that the outermost component imports: linking says whose it is.
   *
   * @param index which of the plan's imported functions
   */
  record Imported(int index) implements Callee {}
}
