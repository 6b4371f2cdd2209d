package dev.witj.runtime.internal.call;

import dev.witj.diagnostics.DiagnosticException;
import dev.witj.runtime.internal.abi.BorrowScope;
import dev.witj.runtime.internal.abi.LiftLowerContext;
import dev.witj.runtime.internal.abi.Peer;
import dev.witj.runtime.internal.core.CoreFunc;

/**
 * A call as its callee sees it: one run of a lifted function, and the borrowed handles it was
 * given.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md#task-state">Task
 *     State</a>
 */
final class Task extends BorrowScope.OfTask {
  private final LiftedFunc callee;
  private final Caller caller;
  private final LiftLowerContext cx;

  /**
   * A call that has not begun.
   *
   * @param peer the form in which the caller gives and takes values
   */
  Task(LiftedFunc callee, Caller caller, Peer peer) {
    this.callee = callee;
    this.caller = caller;
    this.cx = callee.binding().context(this, peer);
  }

  /** The callee's side of the values that pass. */
  LiftLowerContext cx() {
    return cx;
  }

  /**
   * Runs a function that is lifted without {@code async} from beginning to end, by {@code
   * canon_lift}.
   */
  void run() {
    enter();
    long[] arguments = start();
    long[] results = callee.core().call(arguments);
    resolve(results);
    postReturn(results);
    exit();
  }

  private void enter() {
    callee.binding().instance().enterFrom(caller.instance());
  }

  private long[] start() {
    try {
      return caller.onStart(this);
    } catch (DiagnosticException e) {
      // The host's arguments do not fit: the guest has not begun, and can be called again.
      exit();
      throw e;
    }
  }

  private void resolve(long[] results) {
    caller.onResolve(this, results);
  }

  private void postReturn(long[] results) {
    CoreFunc postReturn = callee.postReturn();
    if (postReturn != null) {
      GuestInstance instance = callee.binding().instance();
      instance.setMayLeave(false);
      long[] _ = postReturn.call(results);
      instance.setMayLeave(true);
    }
  }

  private void exit() {
    callee.binding().instance().leaveTo(caller.instance());
  }
}
