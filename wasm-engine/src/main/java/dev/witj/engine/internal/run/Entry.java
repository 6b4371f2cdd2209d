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
   * @param state its instance, where the results are put, the first too
   */
  public abstract void call(long[] numbers, @Nullable Object[] objects, int ordinal, State state);
}
