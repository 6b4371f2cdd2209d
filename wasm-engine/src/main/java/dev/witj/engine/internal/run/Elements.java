package dev.witj.engine.internal.run;

import org.jspecify.annotations.Nullable;

/**
 * The items of an element segment, as an instance has them. References to functions, of which large
 * modules have many thousands in their tables and call few, are made when they are first read.
 */
public final class Elements {
  /** Stands for a null reference where functions are meant by their indices. */
  public static final int NULL = -1;

  /** Those of a segment that was dropped. */
  public static final Elements NONE = new Elements(new @Nullable Object[0]);

  private static final int[] NO_FUNCTIONS = {};

  /** The instance whose functions are meant; null if the items are there as they are. */
  private final @Nullable State state;

  private final int[] functions;
  private final @Nullable Object[] items;

  /** Items that are there already. */
  public Elements(@Nullable Object[] items) {
    this.state = null;
    this.functions = NO_FUNCTIONS;
    this.items = items;
  }

  /**
   * Functions.
   *
   * @param state of the instance they belong to
   * @param functions their indices, or {@link #NULL}; nobody changes them
   */
  public Elements(State state, int[] functions) {
    this.state = state;
    this.functions = functions;
    this.items = State.NONE;
  }

  /** Whether they are made when they are first read. */
  public boolean isLate() {
    return state != null;
  }

  /** How many there are. */
  public int size() {
    return state == null ? items.length : functions.length;
  }

  /** One of them. The same object is answered every time. */
  public @Nullable Object get(int index) {
    State in = state;
    if (in == null) {
      return items[index];
    }
    int function = functions[index];
    return function == NULL ? null : in.function(function);
  }
}
