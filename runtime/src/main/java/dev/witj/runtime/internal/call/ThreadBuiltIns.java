package dev.witj.runtime.internal.call;

import static dev.witj.runtime.TrapException.trapIf;

import dev.witj.runtime.TrapCode;
import dev.witj.runtime.internal.core.CoreFunc;
import dev.witj.runtime.internal.core.CoreTable;
import dev.witj.runtime.internal.core.CoreValue;
import dev.witj.runtime.internal.core.TypedCoreFunc;
import java.util.List;

/**
 * The built-ins for threads, in the order of the specification.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md#-canon-threadindex">canon
 *     thread.index</a>
 */
public final class ThreadBuiltIns {
  /**
   * Switches to another thread; see {@link GuestThread#switchTo} and {@link GuestThread#promote}.
   */
  private interface Switch {
    boolean run(GuestThread thread, GuestThread other);
  }

  private ThreadBuiltIns() {}

  /** {@code thread.index}. */
  public static CoreFunc.OfNone index(GuestInstance in) {
    return () -> {
      TaskBuiltIns.checkMayLeave(in);
      return in.store().currentThread().index();
    };
  }

  /**
   * {@code thread.new-indirect}.
   *
   * @param type that of the one parameter of the functions that threads run
   */
  public static CoreFunc.OfTwo newIndirect(GuestInstance in, CoreTable table, CoreValue.Type type) {
    return (element, argument) -> {
      TaskBuiltIns.checkMayLeave(in);
      CoreFunc start =
          table
              .func((int) element)
              .orElseThrow(
                  () -> new dev.witj.runtime.TrapException(TrapCode.UNINITIALIZED_ELEMENT));
      trapIf(
          start instanceof TypedCoreFunc typed && !typed.params().equals(List.of(type)),
          TrapCode.INDIRECT_CALL_TYPE_MISMATCH);
      Task task = in.store().currentTask();
      GuestThread made = GuestThread.made(task, start, argument);
      task.add(made);
      return made.index();
    };
  }

  /** {@code thread.resume-later}. */
  public static CoreFunc.OfOne resumeLater(GuestInstance in) {
    return index -> {
      TaskBuiltIns.checkMayLeave(in);
      thread(in, (int) index).resumeLater();
      return 0;
    };
  }

  /** {@code thread.suspend}. */
  public static CoreFunc.OfNone suspend(GuestInstance in, boolean cancellable) {
    return () -> {
      TaskBuiltIns.checkMayLeave(in);
      return cancelled(in.store().currentThread().suspend(cancellable));
    };
  }

  /** {@code thread.yield}. */
  public static CoreFunc.OfNone giveWay(GuestInstance in, boolean cancellable) {
    return () -> {
      TaskBuiltIns.checkMayLeave(in);
      return cancelled(in.store().currentThread().giveWay(cancellable));
    };
  }

  /** {@code thread.suspend-then-resume} and {@code thread.yield-then-resume}. */
  public static CoreFunc.OfOne thenResume(GuestInstance in, boolean yields, boolean cancellable) {
    return switching(
        in, cancellable, (thread, other) -> thread.switchTo(other, yields, cancellable));
  }

  /** {@code thread.suspend-then-promote} and {@code thread.yield-then-promote}. */
  public static CoreFunc.OfOne thenPromote(GuestInstance in, boolean yields, boolean cancellable) {
    return switching(
        in, cancellable, (thread, other) -> thread.promote(other, yields, cancellable));
  }

  private static CoreFunc.OfOne switching(GuestInstance in, boolean cancellable, Switch how) {
    return index -> {
      TaskBuiltIns.checkMayLeave(in);
      if (cancellable && in.store().currentTask().deliverPendingCancel()) {
        // Whatever the other thread does: it may have ended for the same reason.
        return cancelled(true);
      }
      GuestThread other = thread(in, (int) index);
      return cancelled(how.run(in.store().currentThread(), other));
    };
  }

  private static long cancelled(boolean cancelled) {
    return cancelled ? 1 : 0;
  }

  private static GuestThread thread(GuestInstance in, int index) {
    return (GuestThread) in.threads().get(index);
  }
}
