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
  private static final long[] NOTHING = {};

  /**
   * Switches to another thread; see {@link GuestThread#switchTo} and {@link GuestThread#promote}.
   */
  private interface Switch {
    boolean run(GuestThread thread, GuestThread other);
  }

  private ThreadBuiltIns() {}

  /** {@code thread.index}. */
  public static CoreFunc index(GuestInstance in) {
    return _ -> {
      TaskBuiltIns.checkMayLeave(in);
      return new long[] {in.store().currentThread().index()};
    };
  }

  /**
   * {@code thread.new-indirect}.
   *
   * @param type that of the one parameter of the functions that threads run
   */
  public static CoreFunc newIndirect(GuestInstance in, CoreTable table, CoreValue.Type type) {
    return arguments -> {
      TaskBuiltIns.checkMayLeave(in);
      CoreFunc start =
          table
              .func((int) arguments[0])
              .orElseThrow(
                  () -> new dev.witj.runtime.TrapException(TrapCode.UNINITIALIZED_ELEMENT));
      trapIf(
          start instanceof TypedCoreFunc typed && !typed.params().equals(List.of(type)),
          TrapCode.INDIRECT_CALL_TYPE_MISMATCH);
      Task task = in.store().currentTask();
      GuestThread made = GuestThread.made(task, start, arguments[1]);
      task.add(made);
      return new long[] {made.index()};
    };
  }

  /** {@code thread.resume-later}. */
  public static CoreFunc resumeLater(GuestInstance in) {
    return arguments -> {
      TaskBuiltIns.checkMayLeave(in);
      thread(in, (int) arguments[0]).resumeLater();
      return NOTHING;
    };
  }

  /** {@code thread.suspend}. */
  public static CoreFunc suspend(GuestInstance in, boolean cancellable) {
    return _ -> {
      TaskBuiltIns.checkMayLeave(in);
      return cancelled(in.store().currentThread().suspend(cancellable));
    };
  }

  /** {@code thread.yield}. */
  public static CoreFunc giveWay(GuestInstance in, boolean cancellable) {
    return _ -> {
      TaskBuiltIns.checkMayLeave(in);
      return cancelled(in.store().currentThread().giveWay(cancellable));
    };
  }

  /** {@code thread.suspend-then-resume} and {@code thread.yield-then-resume}. */
  public static CoreFunc thenResume(GuestInstance in, boolean yields, boolean cancellable) {
    return switching(
        in, cancellable, (thread, other) -> thread.switchTo(other, yields, cancellable));
  }

  /** {@code thread.suspend-then-promote} and {@code thread.yield-then-promote}. */
  public static CoreFunc thenPromote(GuestInstance in, boolean yields, boolean cancellable) {
    return switching(
        in, cancellable, (thread, other) -> thread.promote(other, yields, cancellable));
  }

  private static CoreFunc switching(GuestInstance in, boolean cancellable, Switch how) {
    return arguments -> {
      TaskBuiltIns.checkMayLeave(in);
      if (cancellable && in.store().currentTask().deliverPendingCancel()) {
        // Whatever the other thread does: it may have ended for the same reason.
        return cancelled(true);
      }
      GuestThread other = thread(in, (int) arguments[0]);
      return cancelled(how.run(in.store().currentThread(), other));
    };
  }

  private static long[] cancelled(boolean cancelled) {
    return new long[] {cancelled ? 1 : 0};
  }

  private static GuestThread thread(GuestInstance in, int index) {
    return (GuestThread) in.threads().get(index);
  }
}
