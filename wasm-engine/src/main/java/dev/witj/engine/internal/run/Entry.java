package dev.witj.engine.internal.run;

import org.jspecify.annotations.Nullable;

/**
 * The way into functions of one type of one module, from callers that know nothing of types. There
 * is a generated subclass for each type.
 */
public abstract class Entry {
  /** For subclasses. */
  protected Entry() {}

  /**
   * Calls a function.
   *
   * @param numbers arguments that are numbers, by position
   * @param objects arguments that are references, by position
   * @param ordinal the function's number among those of its type that are referred to
   * @param state its instance, where the results are put, but for a first one that is a number
   * @return the bits of the first result if that is a number, or of the first half of a vector
   */
  public abstract long call(long[] numbers, @Nullable Object[] objects, int ordinal, State state);
}
