package dev.witj.runtime.internal.call;

import dev.witj.diagnostics.DiagnosticException;
import dev.witj.runtime.internal.abi.BorrowScope;
import dev.witj.runtime.internal.abi.CallAdapter;
import dev.witj.runtime.internal.abi.LiftLowerContext;
import dev.witj.runtime.internal.abi.LowerAdapter;
import dev.witj.runtime.internal.abi.Peer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call as its caller sees it: one run of a lowered function, and the handles that it lends.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md#subtask-state">Subtask
 *     State</a>
 */
final class Subtask extends BorrowScope.OfSubtask implements Caller {
  /** How far a call has come; the ordinal is its code. */
  enum State {
    STARTING,
    STARTED,
    RETURNED,
    CANCELLED_BEFORE_STARTED,
    CANCELLED_BEFORE_RETURNED
  }

  private final Binding caller;
  private final long[] arguments;
  private final LiftLowerContext cx;
  private State state = State.STARTING;
  private @Nullable CallAdapter adapter;
  private long result;
  private @Nullable Runnable canceller;
  private boolean cancellationRequested;
  private @Nullable SubtaskHandle handle;
  private @Nullable GuestThread waiting;

  /**
   * A call that has not begun.
   *
   * @param arguments those of the core function that lowering made
   * @param peer the form in which the callee gives and takes values
   */
  Subtask(Binding caller, long[] arguments, Peer peer) {
    this.caller = caller;
    this.arguments = arguments;
    this.cx = caller.context(this, peer);
  }

  /** Calls a function of a component that does not block. */
  long call(LiftedFunc callee, CallAdapter through) {
    adapter = through;
    new Task(callee, this, Peer.COMPONENT).run();
    deliverResolve();
    return result;
  }

  /** Begins to call a function of a component that may block. */
  void begin(LiftedFunc callee, CallAdapter through, boolean wait) {
    adapter = through;
    Task task = new Task(callee, this, Peer.COMPONENT);
    canceller = task::requestCancellation;
    task.begin(wait);
  }

  /** Calls a function of the host that does not block the guest's other tasks. */
  long call(HostFunc callee, LowerAdapter through) {
    StoreContext store = caller.instance().store();
    Object[] values = through.liftParams(cx, arguments);
    Activation running = store.enterHost();
    Object given = callee.call(caller.instance().api(), values);
    store.leaveHost(running);
    long lowered = lower(callee, through, given);
    deliverResolve();
    return lowered;
  }

  private long lower(HostFunc callee, LowerAdapter through, @Nullable Object given) {
    try {
      return through.lowerResult(cx, given, arguments);
    } catch (DiagnosticException e) {
      throw callee.failure(e);
    }
  }

  /**
   * Begins to call a function of the host that may block.
   *
   * @param peer closed when there is a result
   */
  void begin(HostFunc callee, LowerAdapter through, HostCall peer) {
    Object[] values = through.liftParams(cx, arguments);
    state = State.STARTED;
    StoreContext store = caller.instance().store();
    HostTask task =
        new HostTask(
            caller.instance(),
            callee,
            store.liftedBytes() - cx.fuelLeft(),
            given -> {
              peer.close();
              result = through.lowerResult(cx, given, arguments);
              resolve(State.RETURNED);
            },
            () -> {
              peer.close();
              resolve(State.CANCELLED_BEFORE_RETURNED);
            });
    canceller = task::cancel;
    task.start(values);
  }

  // What the caller asks.

  /** How far it has come. */
  State state() {
    return state;
  }

  /** Whether it is over. */
  boolean isResolved() {
    return state != State.STARTING && state != State.STARTED;
  }

  /** Waits on the caller's stack until it is over. */
  void waitFor(GuestThread thread) {
    waiting = thread;
    boolean _ = thread.waitUntil(this::isResolved, false, "for a call to return");
    waiting = null;
  }

  /** Waits on the caller's stack for its result. */
  long await(GuestThread thread) {
    waitFor(thread);
    deliverResolve();
    return result;
  }

  /** Gives it a handle by which the caller learns how it goes on. */
  private int handle() {
    SubtaskHandle made = new SubtaskHandle(caller.instance().store().scheduler(), this);
    int index = caller.instance().handles().add(made);
    made.setIndex(index);
    handle = made;
    return index;
  }

  /** Whether it was called off. */
  boolean isCancellationRequested() {
    return cancellationRequested;
  }

  /** Asks the callee not to go on; it may have a result all the same. */
  void requestCancellation() {
    cancellationRequested = true;
    Objects.requireNonNull(canceller).run();
  }

  /** How an asynchronous call answers its caller: how far it has come, and its handle. */
  long answer() {
    if (isResolved()) {
      deliverResolve();
      return state.ordinal();
    }
    return state.ordinal() | (long) handle() << 4;
  }

  private void resolve(State how) {
    state = how;
    progressed();
  }

  private void progressed() {
    if (handle != null) {
      handle.progressed();
    }
    if (waiting != null) {
      caller.instance().store().scheduler().wake(waiting);
    }
  }

  // What the callee says.

  @Override
  public GuestInstance instance() {
    return caller.instance();
  }

  @Override
  public long[] onStart(Task task) {
    state = State.STARTED;
    progressed();
    return Objects.requireNonNull(adapter).passParams(cx, task.cx(), arguments);
  }

  @Override
  public void onResolve(Task task, long coreResult) {
    result = Objects.requireNonNull(adapter).passResult(task.cx(), cx, coreResult, arguments);
    resolve(State.RETURNED);
  }

  @Override
  public void onReturn(Task task, long[] returned) {
    result = Objects.requireNonNull(adapter).passTaskReturn(task.cx(), cx, returned, arguments);
    resolve(State.RETURNED);
  }

  @Override
  public void onCancelled() {
    resolve(
        state == State.STARTING ? State.CANCELLED_BEFORE_STARTED : State.CANCELLED_BEFORE_RETURNED);
  }

  @Override
  public void onFailed(DiagnosticException why) {
    throw why;
  }
}
