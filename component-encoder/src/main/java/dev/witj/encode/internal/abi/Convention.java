package dev.witj.encode.internal.abi;

/** How a core function stands for a function of WIT. */
public enum Convention {
  /** It is called to call the function. */
  LOWER,
  /** It is called to start the function. */
  LOWER_ASYNC,
  /** It is the function. */
  LIFT,
  /** It is the function, and another is called for each event. */
  LIFT_CALLBACK,
  /** It is the function, and blocks as it likes. */
  LIFT_STACKFUL;

  /** Whether the core code calls rather than being called. */
  public boolean isLower() {
    return switch (this) {
      case LOWER, LOWER_ASYNC -> true;
      case LIFT, LIFT_CALLBACK, LIFT_STACKFUL -> false;
    };
  }

  /** Whether the canonical definition has the option {@code async}. */
  public boolean isAsync() {
    return switch (this) {
      case LOWER_ASYNC, LIFT_CALLBACK, LIFT_STACKFUL -> true;
      case LOWER, LIFT -> false;
    };
  }
}
