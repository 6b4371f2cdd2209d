package dev.witj.runtime.internal.call;

import static dev.witj.runtime.TrapException.trapIf;

import dev.witj.binary.component.ValueType;
import dev.witj.runtime.TrapCode;
import dev.witj.runtime.internal.async.Event;
import dev.witj.runtime.internal.async.Waitable;
import dev.witj.runtime.internal.async.WaitableSet;
import dev.witj.runtime.internal.core.CoreFunc;
import dev.witj.runtime.internal.core.CoreMemory;
import java.util.Optional;

/**
 * The built-ins for tasks, subtasks and what is waited for, in the order of the specification.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md#-canon-contextget">canon
 *     context.get</a>
 */
public final class TaskBuiltIns {
  private static final long BLOCKED = 0xffff_ffffL;

  private TaskBuiltIns() {}

  /** {@code context.get}. */
  public static CoreFunc.OfNone contextGet(GuestInstance in, int slot) {
    return () -> in.store().currentThread().storage()[slot];
  }

  /** {@code context.set}; an i32 is kept without what is above it. */
  public static CoreFunc.OfOne contextSet(GuestInstance in, int slot, boolean wide) {
    return value -> {
      in.store().currentThread().storage()[slot] =
          wide ? value : Integer.toUnsignedLong((int) value);
      return 0;
    };
  }

  /** {@code backpressure.inc} and {@code backpressure.dec}. */
  public static CoreFunc.OfNone backpressure(GuestInstance in, int change) {
    return () -> {
      in.changeBackpressure(change);
      return 0;
    };
  }

  /**
   * {@code task.return}.
   *
   * @param result what it takes, which must be what the task's function gives
   * @param side its options, which must be those with which the function is lifted
   */
  public static CoreFunc taskReturn(GuestInstance in, Optional<ValueType> result, Side side) {
    return arguments -> {
      checkMayLeave(in);
      Task task = in.store().currentTask();
      Lift lift = task.lift();
      trapIf(
          lift == null
              || !lift.side().options().async()
              || !SameType.is(result, lift.type().signature().result())
              || side.options().encoding() != lift.side().options().encoding()
              || (side.memory().isPresent() && !side.memory().equals(lift.side().memory())),
          TrapCode.TASK_RETURN_INVALID);
      task.returnResult(arguments);
      return 0;
    };
  }

  /** {@code task.cancel}. */
  public static CoreFunc.OfNone taskCancel(GuestInstance in) {
    return () -> {
      checkMayLeave(in);
      Task task = in.store().currentTask();
      Lift lift = task.lift();
      trapIf(lift == null || !lift.side().options().async(), TrapCode.TASK_CANCEL_INVALID);
      task.cancel();
      return 0;
    };
  }

  /** {@code waitable-set.new}. */
  public static CoreFunc.OfNone waitableSetNew(GuestInstance in) {
    return () -> {
      checkMayLeave(in);
      return in.handles().add(new WaitableSet(in.store().scheduler()));
    };
  }

  /** {@code waitable-set.wait}. */
  public static CoreFunc.OfTwo waitableSetWait(
      GuestInstance in, CoreMemory memory, boolean cancellable) {
    return (index, pointer) -> {
      checkMayLeave(in);
      WaitableSet set = in.waitableSet((int) index);
      GuestThread thread = in.store().currentThread();
      set.addWaiter(thread);
      boolean cancelled =
          thread.waitUntil(
              set::hasPendingEvent,
              cancellable,
              "for an event of waitable set " + Integer.toUnsignedString((int) index));
      set.removeWaiter(thread);
      return tell(memory, pointer, cancelled ? Event.TASK_CANCELLED : set.takeEvent());
    };
  }

  /** {@code waitable-set.poll}. */
  public static CoreFunc.OfTwo waitableSetPoll(
      GuestInstance in, CoreMemory memory, boolean cancellable) {
    return (index, pointer) -> {
      checkMayLeave(in);
      WaitableSet set = in.waitableSet((int) index);
      Event event = Event.NONE;
      if (cancellable && in.store().currentTask().deliverPendingCancel()) {
        event = Event.TASK_CANCELLED;
      } else if (set.hasPendingEvent()) {
        event = set.takeEvent();
      }
      return tell(memory, pointer, event);
    };
  }

  private static long tell(CoreMemory memory, long pointer, Event event) {
    long address = memory.addressType().address(pointer);
    trapIf(address % 4 != 0, TrapCode.POINTER_UNALIGNED);
    trapIf(address < 0 || address > memory.byteLength() - 8L, TrapCode.POINTER_OUT_OF_BOUNDS);
    memory.putInt(address, event.index());
    memory.putInt(address + 4, event.payload());
    return event.code();
  }

  /** {@code waitable-set.drop}. */
  public static CoreFunc.OfOne waitableSetDrop(GuestInstance in) {
    return index -> {
      checkMayLeave(in);
      in.waitableSet((int) index).checkUnused();
      Object _ = in.handles().remove((int) index);
      return 0;
    };
  }

  /** {@code waitable.join}. */
  public static CoreFunc.OfTwo waitableJoin(GuestInstance in) {
    return (index, set) -> {
      checkMayLeave(in);
      if (!(in.handles().get((int) index) instanceof Waitable waitable)) {
        throw GuestInstance.notA("waitable", (int) index);
      }
      waitable.join((int) set == 0 ? null : in.waitableSet((int) set));
      return 0;
    };
  }

  /** {@code subtask.cancel}. */
  public static CoreFunc.OfOne subtaskCancel(GuestInstance in, boolean async) {
    return index -> {
      checkMayLeave(in);
      SubtaskHandle handle = subtask(in, (int) index);
      trapIf(handle.isDelivered(), TrapCode.SUBTASK_CANCEL_INVALID);
      if (!async) {
        handle.checkAlone();
      }
      Subtask subtask = handle.subtask();
      trapIf(subtask.isCancellationRequested(), TrapCode.SUBTASK_CANCEL_INVALID);
      if (!subtask.isResolved()) {
        subtask.requestCancellation();
        if (!subtask.isResolved()) {
          if (async) {
            return BLOCKED;
          }
          GuestThread thread = in.store().currentThread();
          handle.setSynchronous(thread);
          subtask.waitFor(thread);
          handle.setSynchronous(null);
        }
      }
      return handle.takeEvent().payload();
    };
  }

  /** {@code subtask.drop}. */
  public static CoreFunc.OfOne subtaskDrop(GuestInstance in) {
    return index -> {
      checkMayLeave(in);
      subtask(in, (int) index).drop();
      Object _ = in.handles().remove((int) index);
      return 0;
    };
  }

  private static SubtaskHandle subtask(GuestInstance in, int index) {
    if (in.handles().get(index) instanceof SubtaskHandle handle) {
      return handle;
    }
    throw GuestInstance.notA("subtask", index);
  }

  static void checkMayLeave(GuestInstance in) {
    trapIf(!in.mayLeave(), TrapCode.CANNOT_LEAVE);
  }
}
