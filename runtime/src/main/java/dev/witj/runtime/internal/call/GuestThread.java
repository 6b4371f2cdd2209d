package dev.witj.runtime.internal.call;

import static dev.witj.runtime.TrapException.trapIf;

import dev.witj.runtime.TrapCode;
import dev.witj.runtime.internal.async.Scheduler;
import dev.witj.runtime.internal.async.Waitable;
import dev.witj.runtime.internal.async.Waiter;
import dev.witj.runtime.internal.core.CoreFunc;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A thread of a task: the one it began with, or one it made.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md#thread-state">Thread
 *     State</a>
 */
final class GuestThread extends Waiter implements Activation {
  private static boolean always() {
    return true;
  }

  private enum State {
    RUNNING,
    SUSPENDED,
    WAITING
  }

  private final Task task;
  private final boolean implicit;
  private final long[] storage = new long[2];
  private State state = State.RUNNING;
  private @Nullable BooleanSupplier condition;
  private @Nullable Runnable continuation;
  private boolean exclusive;
  private boolean cancellable;
  private boolean cancelled;
  private String what = "";
  private int index;
  private @Nullable GuestInstance from;

  private GuestThread(Task task, boolean implicit) {
    this.task = task;
    this.implicit = implicit;
  }

  /** The thread that a task begins with. */
  static GuestThread implicit(Task task) {
    return new GuestThread(task, true);
  }

  /** A thread that a task makes, suspended before its first instruction. */
  static GuestThread made(Task task, CoreFunc start, long argument) {
    GuestThread made = new GuestThread(task, false);
    made.state = State.SUSPENDED;
    made.continuation = () -> made.start(start, argument);
    made.scheduler().waiting(made);
    return made;
  }

  private void start(CoreFunc start, long argument) {
    StoreContext store = instance().store();
    GuestInstance by = store.takeResumer();
    store.runApart(
        () ->
            store.activate(
                this,
                by,
                () -> {
                  state = State.RUNNING;
                  long _ = start.call(argument);
                  task.threadEnded(this);
                }));
  }

  private Scheduler scheduler() {
    return instance().store().scheduler();
  }

  /** The two words that it keeps. */
  long[] storage() {
    return storage;
  }

  /** Its index among the threads of the instance, given when somebody first asks. */
  int index() {
    if (index == 0) {
      index = instance().threads().add(this);
    }
    return index;
  }

  /** Gives its index back. */
  void forget() {
    if (index != 0) {
      Object _ = instance().threads().remove(index);
      index = 0;
    }
  }

  // Waiting on a stack.

  /** Waits until something holds; whether it was called off instead. */
  boolean waitUntil(BooleanSupplier until, boolean mayCancel, String forWhat) {
    if (mayCancel && task.deliverPendingCancel()) {
      return true;
    }
    if (until.getAsBoolean()) {
      return false;
    }
    state = State.WAITING;
    condition = until;
    return block(mayCancel, forWhat);
  }

  /** Waits for one waitable alone until it has an event. */
  void waitFor(Waitable waitable, String forWhat) {
    waitable.setSynchronous(this);
    boolean _ = waitUntil(waitable::hasPendingEvent, false, forWhat);
    waitable.setSynchronous(null);
  }

  /** Waits until another thread resumes it; whether it was called off instead. */
  boolean suspend(boolean mayCancel) {
    if (mayCancel && task.deliverPendingCancel()) {
      return true;
    }
    state = State.SUSPENDED;
    condition = null;
    return block(mayCancel, "to be resumed");
  }

  /** Lets others run; whether it was called off. */
  boolean giveWay(boolean mayCancel) {
    if (mayCancel && task.deliverPendingCancel()) {
      return true;
    }
    if (scheduler().isExcluded(this)) {
      return false;
    }
    state = State.WAITING;
    condition = GuestThread::always;
    scheduler().wake(this);
    return block(mayCancel, "after yielding");
  }

  /**
   * Switches to a thread that is suspended.
   *
   * @param yields whether this goes on when it is its turn, rather than when it is resumed
   * @return whether it was called off
   */
  boolean switchTo(GuestThread other, boolean yields, boolean mayCancel) {
    trapIf(other.state != State.SUSPENDED, TrapCode.THREAD_INVALID);
    other.state = State.WAITING;
    other.condition = GuestThread::always;
    scheduler().wakeFirst(other);
    return yields ? giveWay(mayCancel) : suspend(mayCancel);
  }

  /** Lets a thread that could go on do that first, and waits. */
  boolean promote(GuestThread other, boolean yields, boolean mayCancel) {
    if (other.state == State.WAITING && other.isReady()) {
      scheduler().wakeFirst(other);
    }
    return yields ? giveWay(mayCancel) : suspend(mayCancel);
  }

  /** Makes a suspended thread go on when it is its turn. */
  void resumeLater() {
    trapIf(state != State.SUSPENDED, TrapCode.THREAD_INVALID);
    state = State.WAITING;
    condition = GuestThread::always;
    scheduler().wake(this);
  }

  private boolean block(boolean mayCancel, String forWhat) {
    what = forWhat;
    cancellable = mayCancel;
    cancelled = false;
    exclusive = false;
    instance().store().block(this);
    state = State.RUNNING;
    condition = null;
    cancellable = false;
    return cancelled;
  }

  // Waiting without a stack.

  /**
   * Waits without frames on a stack.
   *
   * @param until what for, looked at when something {@linkplain Scheduler#wake wakes} it
   * @param needsExclusive whether nobody else may have the instance's stack then
   * @param then what goes on
   */
  void waitStackless(BooleanSupplier until, boolean needsExclusive, String forWhat, Runnable then) {
    state = State.WAITING;
    condition = until;
    exclusive = needsExclusive;
    cancellable = true;
    cancelled = false;
    what = forWhat;
    continuation = then;
    scheduler().waiting(this);
  }

  /** Whether it was called off rather than that what it waited for came. */
  boolean isCancelled() {
    return cancelled;
  }

  /** Whether calling it off ends its waiting now. */
  boolean canBeCancelled() {
    return state != State.RUNNING && cancellable;
  }

  /** Ends its waiting. */
  void cancel() {
    cancelled = true;
  }

  // What the scheduler asks.

  @Override
  protected boolean isReady() {
    if (state == State.RUNNING) {
      return false;
    }
    if (exclusive && instance().exclusive() != null) {
      return cancelled && task.isEntering();
    }
    BooleanSupplier until = condition;
    return cancelled || (until != null && until.getAsBoolean());
  }

  @Override
  protected void postponed() {
    if (exclusive && state != State.RUNNING) {
      instance().waitForStack(this);
    } else {
      instance().stackIsFree();
    }
  }

  @Override
  protected void resume() {
    Runnable next = Objects.requireNonNull(continuation);
    continuation = null;
    state = State.RUNNING;
    cancellable = false;
    next.run();
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // An instance is its identity.
  protected boolean mayRunDuring(Object instance) {
    return task.instance() == instance && !(implicit && task.needsStack());
  }

  @Override
  public String describe() {
    return task + " waits " + what;
  }

  // What is on a stack.

  @Override
  public GuestInstance instance() {
    return task.instance();
  }

  @Override
  public @Nullable GuestInstance from() {
    return from;
  }

  @Override
  public void setFrom(@Nullable GuestInstance resumer) {
    from = resumer;
  }

  @Override
  public @Nullable Activation outer() {
    return null;
  }

  @Override
  public Task task() {
    return task;
  }

  @Override
  public GuestThread thread() {
    return this;
  }
}
