package dev.witj.runtime;

import org.jspecify.annotations.Nullable;

/** A component function: lifted from a core function, or given by the host. */
abstract sealed class ComponentFunc implements Item permits LiftedFunc, HostFunc, DeclaredFunc {
  private final String name;
  private final FuncType type;

  ComponentFunc(String name, FuncType type) {
    this.name = name;
    this.type = type;
  }

  /** What messages call it. */
  final String name() {
    return name;
  }

  final FuncType type() {
    return type;
  }

  /** The other side of calls to this, as one that lowers it sees it. */
  abstract boolean isHost();

  /**
   * Calls it for another component.
   *
   * @param caller the instance that calls
   * @param call gives the arguments and takes the result
   */
  abstract void invoke(GuestInstance caller, Call call);

  /**
   * The caller's part of a call. Its arguments are taken when the callee has been entered, and its
   * result is handed over before the callee cleans up.
   */
  interface Call {
    /** The arguments. */
    Object[] start();

    /** Takes the result, null where there is none. */
    void resolve(@Nullable Object result);
  }
}
