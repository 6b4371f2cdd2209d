package dev.witj.runtime.internal.call;

import dev.witj.diagnostics.DiagnosticException;
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
   * @throws DiagnosticException if values of the host do not fit their types
   */
  long[] onStart(Task task);

  /**
   * Takes the result over before the callee cleans up.
   *
   * @param coreResult that of the core function; anything if it has none
   */
  void onResolve(Task task, long coreResult);

  /**
   * Takes the result over that the callee gives before it ends.
   *
   * @param returned the arguments of {@code task.return}
   */
  void onReturn(Task task, long[] returned);

  /** Learns that there will be no result, as it asked for. */
  void onCancelled();

  /** Learns that the arguments which {@link #onStart} handed over do not fit. */
  void onFailed(DiagnosticException why);
}
