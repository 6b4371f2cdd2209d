package dev.witj.runtime.internal.call;

import org.jspecify.annotations.Nullable;

/**
 * Who made a call, as the task that it begins sees it. Values pass as the callee's core values: how
 * they get there, by Java values or from memory to memory, is the caller's.
 */
interface Caller {
  /** The instance that calls, null for the host. */
  @Nullable GuestInstance instance();

  /**
   * Hands the arguments over when the callee has been entered.
   *
   * @return the arguments of the core function
   * @throws dev.witj.diagnostics.DiagnosticException if values of the host do not fit their types
   */
  long[] onStart(Task task);

  /**
   * Takes the result over before the callee cleans up.
   *
   * @param coreResults the results of the core function
   */
  void onResolve(Task task, long[] coreResults);
}
