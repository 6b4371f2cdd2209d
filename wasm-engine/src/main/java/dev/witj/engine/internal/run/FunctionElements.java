package dev.witj.engine.internal.run;

import dev.witj.engine.internal.gc.Elements;
import org.jspecify.annotations.Nullable;

/**
 * Items that are functions. References to them, of which large modules have many thousands in their
 * tables and call few, are made when they are first read.
 */
public final class FunctionElements extends Elements {
  /** Stands for a null reference among the indices. */
  public static final int NULL = -1;

  private final State state;
  private final int[] functions;

  /**
   * Functions.
   *
   * @param state of the instance they belong to
   * @param functions their indices, or {@link #NULL}; nobody changes them
   */
  public FunctionElements(State state, int[] functions) {
    this.state = state;
    this.functions = functions;
  }

  @Override
  public int size() {
    return functions.length;
  }

  @Override
  public @Nullable Object get(int index) {
    int function = functions[index];
    return function == NULL ? null : state.function(function);
  }

  @Override
  public boolean isLate() {
    return true;
  }
}
