package dev.witj.engine.internal.run;

import org.jspecify.annotations.Nullable;

/**
 * The way into functions of one type of one module, from callers outside of the module. There is a
 * generated subclass for each type.
 *
 * <p>Up to four arguments that are numbers come as their bits, by the method for so many of them,
 * which a subclass for such a type has its own of. Subclasses are made for one module each, so that
 * HotSpot puts calls of them in line where it sees but one or two.
 */
public abstract class Entry {
  /** So many arguments that are numbers come without an array. */
  public static final int FEW = 4;

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

  /** As {@link #call(long[], Object[], int, State)}, one without parameters. */
  public long call(int ordinal, State state) {
    return call(new long[0], State.NONE, ordinal, state);
  }

  /** As {@link #call(long[], Object[], int, State)}, one whose parameter is a number. */
  public long call(long first, int ordinal, State state) {
    return call(new long[] {first}, State.NONE, ordinal, state);
  }

  /** As {@link #call(long[], Object[], int, State)}, one whose two parameters are numbers. */
  public long call(long first, long second, int ordinal, State state) {
    return call(new long[] {first, second}, State.NONE, ordinal, state);
  }

  /** As {@link #call(long[], Object[], int, State)}, one whose three parameters are numbers. */
  public long call(long first, long second, long third, int ordinal, State state) {
    return call(new long[] {first, second, third}, State.NONE, ordinal, state);
  }

  /** As {@link #call(long[], Object[], int, State)}, one whose four parameters are numbers. */
  public long call(long first, long second, long third, long fourth, int ordinal, State state) {
    return call(new long[] {first, second, third, fourth}, State.NONE, ordinal, state);
  }
}
