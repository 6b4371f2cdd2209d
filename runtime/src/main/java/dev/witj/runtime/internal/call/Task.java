package dev.witj.runtime.internal.call;

import static dev.witj.runtime.TrapException.trapIf;

import dev.witj.diagnostics.DiagnosticException;
import dev.witj.runtime.TrapCode;
import dev.witj.runtime.internal.abi.BorrowScope;
import dev.witj.runtime.internal.abi.LiftLowerContext;
import dev.witj.runtime.internal.abi.Peer;
import dev.witj.runtime.internal.async.Event;
import dev.witj.runtime.internal.async.WaitableSet;
import dev.witj.runtime.internal.core.CoreFunc;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call as its callee sees it: one run of a lifted function, and the borrowed handles it was
 * given.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md#task-state">Task
 *     State</a>
 */
final class Task extends BorrowScope.OfTask implements Activation {
  private enum State {
    INITIAL,
    PENDING_CANCEL,
    CANCEL_DELIVERED,
    RESOLVED
  }

  private static final int EXIT = 0;
  private static final int YIELD = 1;
  private static final int WAIT = 2;

  private final GuestInstance instance;
  private final @Nullable LiftedFunc callee;
  private final @Nullable Caller caller;
  private final @Nullable LiftLowerContext cx;
  private State state = State.INITIAL;
  private @Nullable GuestThread implicit;
  private @Nullable List<GuestThread> made;
  private @Nullable GuestInstance from;
  private @Nullable Activation outer;
  private boolean implicitEnded;
  private boolean entering;

  /**
   * A call that has not begun.
   *
   * @param peer the form in which the caller gives and takes values
   */
  Task(LiftedFunc callee, Caller caller, Peer peer) {
    this.instance = callee.binding().instance();
    this.callee = callee;
    this.caller = caller;
    this.cx = callee.binding().context(this, peer);
  }

  /**
   * Code of an instance that runs outside of calls of its functions, or within one as if it were
   * another: while it starts, or when it drops a resource or allocates.
   */
  Task(GuestInstance instance) {
    this.instance = instance;
    this.callee = null;
    this.caller = null;
    this.cx = null;
    this.state = State.RESOLVED;
  }

  private LiftedFunc callee() {
    return Objects.requireNonNull(callee);
  }

  private Caller caller() {
    return Objects.requireNonNull(caller);
  }

  /** The callee's side of the values that pass. */
  LiftLowerContext cx() {
    return Objects.requireNonNull(cx);
  }

  /** What the function's lifting says, if this is a call of one. */
  @Nullable Lift lift() {
    return callee == null ? null : callee.lift();
  }

  private boolean isAsyncTyped() {
    return callee != null && callee.lift().type().signature().async();
  }

  private boolean isAsyncLifted() {
    return callee != null && callee.lift().side().options().async();
  }

  private boolean hasCallback() {
    return callee != null && callee.lift().side().options().callback();
  }

  /** Whether its own thread takes the one stack that the instance has for those that share. */
  boolean needsStack() {
    return isAsyncTyped() && (!isAsyncLifted() || hasCallback());
  }

  // Functions that are not async.

  /** Runs a function whose type is not {@code async} from beginning to end. */
  void run() {
    StoreContext store = instance.store();
    GuestInstance by = caller().instance();
    instance.enterFrom(by);
    from = by;
    Activation before = store.begin(this);
    Object synchronous = store.scheduler().beginSynchronous(instance);
    try {
      long[] arguments = caller().onStart(this);
      returned(callee().core().call(arguments));
    } catch (DiagnosticException e) {
      // The host's arguments do not fit: the guest has not begun, and can be called again.
      endRun(store, synchronous, before);
      throw e;
    }
    endRun(store, synchronous, before);
  }

  private void endRun(
      StoreContext store, @Nullable Object synchronous, @Nullable Activation before) {
    endThread();
    store.scheduler().endSynchronous(synchronous);
    store.end(before);
    instance.leaveTo(from);
  }

  /** What is left when the core function of a synchronous lifting has returned. */
  private void returned(long result) {
    state = State.RESOLVED;
    caller().onResolve(this, result);
    CoreFunc postReturn = callee().postReturn();
    if (postReturn != null) {
      instance.setMayLeave(false);
      // It takes what the core function gave, if that was anything.
      long _ = postReturn.call(result);
      instance.setMayLeave(true);
    }
  }

  // Functions that are async.

  /**
   * Begins a call of a function whose type is {@code async}; returns when it first blocks, or at
   * its end.
   *
   * @param callerWaits whether the caller does nothing until there is a result, so that the callee
   *     may use its stack where it gives the result last
   */
  void begin(boolean callerWaits) {
    GuestInstance by = caller().instance();
    instance.checkEnterFrom(by);
    instance.store().taskBegins();
    if (instance.isClosedTo(this)) {
      entering = true;
      thread()
          .waitStackless(() -> !instance.hasBackpressure(), needsStack(), "to enter", this::admit);
      instance.waitToEnter(thread());
    } else {
      enter(by, instance.mayBlock() && (isAsyncLifted() || !callerWaits));
    }
  }

  /** The instance lets it in at last, or it was called off. */
  private void admit() {
    entering = false;
    instance.removeEntrant(thread());
    if (thread().isCancelled()) {
      state = State.RESOLVED;
      caller().onCancelled();
      ended();
    } else {
      enter(instance.store().takeResumer(), instance.mayBlock());
    }
  }

  /** Whether the instance has not let it in yet. */
  boolean isEntering() {
    return entering;
  }

  private void enter(@Nullable GuestInstance by, boolean apart) {
    if (needsStack()) {
      instance.takeStack(this);
    }
    go(by, apart, this::body);
  }

  private void go(@Nullable GuestInstance by, boolean apart, Runnable body) {
    StoreContext store = instance.store();
    if (apart) {
      store.runApart(() -> store.activate(this, by, body));
    } else {
      outer = store.chain();
      store.activate(this, by, body);
      outer = null;
    }
  }

  private void body() {
    long[] arguments;
    try {
      arguments = caller().onStart(this);
    } catch (DiagnosticException e) {
      state = State.RESOLVED;
      exit();
      caller().onFailed(e);
      return;
    }
    long result = callee().core().call(arguments);
    if (!isAsyncLifted()) {
      returned(result);
      exit();
    } else if (hasCallback()) {
      goOn((int) result);
    } else {
      exit();
    }
  }

  /** Does what the core function or its callback asks for. */
  private void goOn(int packed) {
    int code = packed & 0xf;
    GuestThread thread = thread();
    if (code == EXIT) {
      exit();
      return;
    }
    trapIf(code > WAIT, TrapCode.CALLBACK_CODE_INVALID);
    WaitableSet set = code == WAIT ? instance.waitableSet(packed >>> 4) : null;
    instance.leaveStack(this);
    thread.waitStackless(
        () -> set == null || set.hasPendingEvent(),
        true,
        set == null ? "after yielding" : "for an event of waitable set " + (packed >>> 4),
        () -> callBack(set));
    if (set != null) {
      set.addWaiter(thread);
    }
    if (deliverPendingCancel()) {
      thread.cancel();
    }
    if (code == YIELD || thread.isCancelled() || (set != null && set.hasPendingEvent())) {
      instance.store().scheduler().wake(thread);
    }
  }

  private void callBack(@Nullable WaitableSet set) {
    Event event = Event.NONE;
    if (set != null) {
      set.removeWaiter(thread());
    }
    if (thread().isCancelled()) {
      event = Event.TASK_CANCELLED;
    } else if (set != null) {
      event = set.takeEvent();
    }
    instance.takeStack(this);
    CoreFunc callback = Objects.requireNonNull(callee().callback());
    Event told = event;
    go(
        instance.store().takeResumer(),
        instance.mayBlock(),
        () -> goOn((int) callback.call(told.code(), told.index(), told.payload())));
  }

  private void exit() {
    implicitEnded = true;
    if (made == null) {
      trapIf(state != State.RESOLVED, TrapCode.NO_RESULT);
    }
    endThread();
    if (needsStack()) {
      instance.leaveStack(this);
    }
    if (made == null) {
      ended();
    }
  }

  private void ended() {
    instance.store().taskEnds();
  }

  // Threads.

  @Override
  public GuestThread thread() {
    GuestThread known = implicit;
    if (known == null) {
      known = GuestThread.implicit(this);
      implicit = known;
    }
    return known;
  }

  private void endThread() {
    if (implicit != null) {
      implicit.forget();
    }
  }

  /** Takes in a thread that it made. */
  void add(GuestThread thread) {
    if (made == null) {
      made = new ArrayList<>(2);
    }
    made.add(thread);
    instance.store().handleQuota().take();
  }

  /** A thread that it made is at its end. */
  void threadEnded(GuestThread thread) {
    thread.forget();
    instance.store().handleQuota().give();
    List<GuestThread> others = Objects.requireNonNull(made);
    boolean _ = others.remove(thread);
    if (others.isEmpty()) {
      made = null;
      if (implicitEnded) {
        trapIf(state != State.RESOLVED, TrapCode.NO_RESULT);
        ended();
      }
    }
  }

  // Its result.

  /**
   * {@code task.return}: the result is there.
   *
   * @param results the arguments of the built-in
   */
  void returnResult(long[] results) {
    trapIf(state == State.RESOLVED, TrapCode.RETURNED_TWICE);
    caller().onReturn(this, results);
    state = State.RESOLVED;
  }

  /** {@code task.cancel}: there will be no result, as was asked for. */
  void cancel() {
    trapIf(state == State.RESOLVED, TrapCode.RETURNED_TWICE);
    trapIf(state != State.CANCEL_DELIVERED, TrapCode.TASK_CANCEL_INVALID);
    checkNoBorrows();
    caller().onCancelled();
    state = State.RESOLVED;
  }

  /** The caller does not want a result any more. */
  void requestCancellation() {
    if (state != State.INITIAL) {
      return;
    }
    state = State.PENDING_CANCEL;
    GuestThread waiting = cancellable();
    if (waiting != null) {
      state = State.CANCEL_DELIVERED;
      waiting.cancel();
      instance.store().runNow(waiting);
    }
  }

  /**
   * Calls it off because the thread that its caller called it on is interrupted; it learns of that
   * when it waits.
   *
   * @return false if it cannot be called off, or was before
   */
  boolean callOff() {
    if (callee == null
        || !callee.isAsync()
        || !(caller instanceof AsyncHostCaller host)
        || !host.interrupted()) {
      return false;
    }
    instance.store().scheduler().post(this::requestCancellation);
    return true;
  }

  /** A thread whose waiting can be ended now. */
  private @Nullable GuestThread cancellable() {
    Task stack = instance.exclusive();
    if (!entering && needsStack() && stack != null && !stack.equals(this)) {
      return null;
    }
    if (implicit != null && implicit.canBeCancelled()) {
      return implicit;
    }
    if (made != null) {
      for (GuestThread each : made) {
        if (each.canBeCancelled()) {
          return each;
        }
      }
    }
    return null;
  }

  /** Whether it is to be told now that it was called off. */
  boolean deliverPendingCancel() {
    if (state == State.PENDING_CANCEL) {
      state = State.CANCEL_DELIVERED;
      return true;
    }
    return false;
  }

  // What is on a stack.

  @Override
  public GuestInstance instance() {
    return instance;
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
    return outer;
  }

  /** Says what it runs on top of. */
  void setOuter(@Nullable Activation below) {
    outer = below;
  }

  @Override
  public Task task() {
    return this;
  }

  @Override
  public String toString() {
    return callee == null ? "a guest" : "a task of " + callee.lift().type();
  }
}
