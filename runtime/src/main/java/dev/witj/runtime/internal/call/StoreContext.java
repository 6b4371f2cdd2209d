package dev.witj.runtime.internal.call;

import dev.witj.diagnostics.DiagnosticException;
import dev.witj.engine.Fuel;
import dev.witj.engine.Meter;
import dev.witj.runtime.Store;
import dev.witj.runtime.StoreLimits;
import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;
import dev.witj.runtime.internal.Closer;
import dev.witj.runtime.internal.abi.HandleQuota;
import dev.witj.runtime.internal.abi.HostResources;
import dev.witj.runtime.internal.abi.Peer;
import dev.witj.runtime.internal.async.Scheduler;
import dev.witj.runtime.internal.async.Waiter;
import dev.witj.runtime.internal.core.CoreFunc;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The state of the guests that may see one another, behind a {@link Store}. */
public final class StoreContext {
  private final Function<String, Store> views;
  private final StoreLimits limits;
  private final HostResources hostResources = new HostResources();
  private final HandleQuota handleQuota;
  private final HostCall hostPeer = new HostCall(hostResources, this);
  private final Scheduler scheduler;
  private final List<GuestInstance> instances = new ArrayList<>(2);
  private final List<Symbols> symbols = new ArrayList<>(1);
  private final StoreMeter meter;
  private final Set<HostEnd> lentToGuests = new LinkedHashSet<>(0);
  private @Nullable Activation current;
  private @Nullable Activation below;
  private @Nullable GuestInstance resumer;
  private final List<HostWaiter> awaitingTasks = new ArrayList<>(0);
  private int tasks;
  private volatile boolean poisoned;
  private volatile boolean closing;
  private volatile boolean closed;
  private boolean tidied;
  private boolean leaves;
  private @Nullable LongPredicate heir;

  /**
   * The state of a store that is empty.
   *
   * @param views what the functions of the host get to see of it, by who calls them
   * @param brief whether the guests are soon gone
   */
  public StoreContext(Function<String, Store> views, StoreLimits limits, boolean brief) {
    this.views = views;
    this.limits = limits;
    this.handleQuota = new HandleQuota(limits.handles(), limits.liftedBytes());
    this.scheduler = new Scheduler(this::failure, this::interrupted, limits.stacks());
    this.meter = new StoreMeter(limits, scheduler.interruption(), brief);
    this.leaves = brief;
  }

  /** The store, as functions of the host see it that the component at a path calls. */
  Store api(String path) {
    return views.apply(path);
  }

  /** Whether a guest trapped or exited, so that nothing here can be called any more. */
  public boolean poisoned() {
    return poisoned;
  }

  /**
   * Ends all guests; see {@link Store#close}.
   *
   * @param closer goes on where a part of the host's fails
   * @return whether it was open
   * @throws IllegalStateException if this thread is in a call
   */
  public boolean close(Closer closer) {
    if (closed) {
      return false;
    }
    if (scheduler.isMine()) {
      throw new IllegalStateException("a call is running in the store");
    }
    if (!takeToClose()) {
      return false;
    }
    List.copyOf(lentToGuests).forEach(closer::close);
    scheduler.join();
    instances.forEach(instance -> instance.dropHandles(closer));
    instances.clear();
    LongPredicate keep = leaves ? heir : null;
    // What is kept must not hold who keeps it: it goes with its component.
    heir = null;
    closer.run(() -> meter.close(!poisoned && (keep == null || !keep.test(meter.bytes()))));
    return true;
  }

  /** Ends all that runs or waits here; whether this thread is the one that is to tidy up. */
  private boolean takeToClose() {
    closing = true;
    scheduler.interrupt(StoreContext::trapInterrupted);
    try {
      scheduler.enter(false);
      scheduler.end(StoreContext::closedException);
      scheduler.leave();
    } catch (RuntimeException e) {
      // It has ended, by this or by something else.
    }
    scheduler.awaitLeft();
    synchronized (instances) {
      closed = true;
      boolean first = !tidied;
      tidied = true;
      return first;
    }
  }

  private static void trapInterrupted() {
    throw new TrapException(TrapCode.INTERRUPTED, TrapCode.INTERRUPTED.text());
  }

  private static IllegalStateException closedException() {
    return new IllegalStateException("the store is closed");
  }

  /** What the handles of all instances together count against. */
  HandleQuota handleQuota() {
    return handleQuota;
  }

  /** How many bytes of Java values a call may lift. */
  long liftedBytes() {
    return limits.liftedBytes();
  }

  HostResources hostResources() {
    return hostResources;
  }

  /** The host's side of calls that have no handle among their values. */
  Peer hostPeer() {
    return hostPeer;
  }

  /** Takes in something of the host's that a guest uses until the store is closed. */
  void add(HostEnd lent) {
    lentToGuests.add(lent);
  }

  /** The guest uses it no more. */
  void remove(HostEnd lent) {
    lentToGuests.remove(lent);
  }

  /** What its guests may use up, if that is bounded. */
  public Optional<Fuel> fuel() {
    return meter.fuel();
  }

  /** What keeps its guests within limits. */
  public Meter meter() {
    return meter;
  }

  /** Whether what the guests leave may be kept for others: if it has had none so far. */
  public boolean mayLeave() {
    leaves &= instances.isEmpty();
    return leaves;
  }

  /**
   * Leaves the guests to somebody when all of them are gone and none has failed.
   *
   * @param heir is told how many bytes their memories and tables take, and answers false if it
   *     cannot keep them
   */
  public void leaveTo(LongPredicate heir) {
    this.heir = heir;
  }

  /** Leaves nothing of the guests to anybody: others may know them. */
  public void leaveToNobody() {
    leaves = false;
  }

  /** Takes an instance in. */
  void add(GuestInstance instance) {
    instances.add(instance);
  }

  /** Takes in what tells the functions of a component's modules. */
  public void add(Symbols added) {
    if (!symbols.contains(added)) {
      symbols.add(added);
    }
  }

  /**
   * The thread of a guest that computes is interrupted. What it calls is called off if that can be,
   * once; or else it ends here.
   */
  private void interrupted() {
    Activation outermost = null;
    for (Activation each = chain(); each != null; each = each.outer()) {
      outermost = each;
    }
    if (outermost == null || !outermost.task().callOff()) {
      trapInterrupted();
    }
  }

  // What runs.

  /** Whose turn it is. */
  public Scheduler scheduler() {
    return scheduler;
  }

  /** The instance that runs, null while the host does. */
  @Nullable GuestInstance currentInstance() {
    return current == null ? null : current.instance();
  }

  /** The thread that runs; only while a guest does. */
  GuestThread currentThread() {
    return Objects.requireNonNull(current).thread();
  }

  /** The task that runs; only while a guest does. */
  Task currentTask() {
    return Objects.requireNonNull(current).task();
  }

  /** What is on this stack, whether or not the host runs on top of it. */
  @Nullable Activation chain() {
    return current == null ? below : current;
  }

  /**
   * Begins to run a task on top of what runs.
   *
   * @return what to give to {@link #end}
   */
  @Nullable Activation begin(Task task) {
    Activation before = current;
    task.setOuter(chain());
    current = task;
    return before;
  }

  /** Ends it. */
  void end(@Nullable Activation before) {
    current = before;
  }

  /**
   * Runs code that makes or drops something for an instance, as a task of its own that cannot wait
   * for other instances.
   */
  public <T extends @Nullable Object> T runWithin(GuestInstance instance, Supplier<T> code) {
    Activation before = begin(new Task(instance));
    Object synchronous = scheduler.beginSynchronous(instance);
    T result = code.get();
    scheduler.endSynchronous(synchronous);
    end(before);
    return result;
  }

  /** Calls a core function of an instance likewise. */
  long callWithin(GuestInstance instance, LongSupplier call) {
    Activation before = begin(new Task(instance));
    Object synchronous = scheduler.beginSynchronous(instance);
    long result = call.getAsLong();
    scheduler.endSynchronous(synchronous);
    end(before);
    return result;
  }

  /**
   * Runs code of a guest in an instance that is entered for that.
   *
   * @param by the instance that lets it run, null for the host
   */
  void activate(Activation it, @Nullable GuestInstance by, Runnable body) {
    scheduler.occupy();
    it.instance().enter(by);
    it.setFrom(by);
    Activation before = current;
    current = it;
    body.run();
    current = before;
    it.instance().leaveTo(it.from());
  }

  /** A guest calls the host. */
  Activation enterHost() {
    Activation guest = Objects.requireNonNull(current);
    below = guest;
    current = null;
    return guest;
  }

  /** The host returns. */
  void leaveHost(Activation guest) {
    below = null;
    current = guest;
  }

  /** Waits, while others run, until a waiter can go on. */
  void block(Waiter waiter) {
    Activation top = current;
    Activation under = below;
    for (Activation each = chain(); each != null; each = each.outer()) {
      each.instance().leaveTo(each.from());
    }
    current = null;
    below = null;
    scheduler.block(waiter);
    GuestInstance by = takeResumer();
    current = top;
    below = under;
    enterAgain(chain(), by);
  }

  /** The instance that lets something go on, null if that is nobody but the event loop. */
  @Nullable GuestInstance takeResumer() {
    GuestInstance by = resumer;
    resumer = null;
    return by;
  }

  private static void enterAgain(@Nullable Activation each, @Nullable GuestInstance by) {
    if (each == null) {
      return;
    }
    if (each.outer() == null) {
      each.setFrom(by);
    } else {
      enterAgain(each.outer(), by);
    }
    each.instance().enter(each.from());
  }

  /** Lets something run on a thread of its own until it first blocks or ends. */
  void runApart(Runnable body) {
    aside(() -> scheduler.runApart(body));
  }

  /** Lets a waiter run at once until it blocks again or ends. */
  void runNow(Waiter waiter) {
    GuestInstance by = currentInstance();
    aside(
        () -> {
          resumer = by;
          scheduler.runNow(waiter);
          resumer = null;
        });
  }

  private void aside(Runnable run) {
    Activation top = current;
    Activation under = below;
    current = null;
    below = null;
    run.run();
    current = top;
    below = under;
  }

  /** Counts a task that begins. */
  void taskBegins() {
    handleQuota.take();
    tasks++;
  }

  /** Counts a task that ended. */
  void taskEnds() {
    handleQuota.give();
    tasks--;
    if (tasks == 0) {
      awaitingTasks.forEach(scheduler::wake);
    }
  }

  /** See {@link Store#awaitTasks}. */
  public void awaitTasks() throws InterruptedException {
    boolean[] interrupted = {false};
    boolean _ =
        visit(
            () -> {
              HostWaiter waiting =
                  new HostWaiter(
                      () -> tasks == 0 || interrupted[0],
                      () -> interrupted[0] = true,
                      "all tasks to end");
              if (tasks > 0) {
                awaitingTasks.add(waiting);
                block(waiting);
                awaitingTasks.remove(waiting);
              }
              return true;
            });
    if (interrupted[0]) {
      throw new InterruptedException();
    }
  }

  /**
   * Runs something of the host's that works for a guest on a virtual thread.
   *
   * @param work what runs without the turn, and gives what is to be done with it
   */
  Thread startOutside(String name, Supplier<Runnable> work) {
    OutsideWork outside = new OutsideWork(scheduler, name, work, false);
    outside.start();
    return outside.thread();
  }

  /**
   * Drops a resource that a guest implements.
   *
   * @param destructor null if the resource has none
   */
  public void drop(GuestInstance implementer, @Nullable CoreFunc destructor, int rep) {
    if (destructor == null) {
      return;
    }
    if (scheduler.isMine()) {
      dropFrom(currentInstance(), implementer, destructor, rep);
    } else {
      boolean _ =
          visit(
              () -> {
                dropFrom(null, implementer, destructor, rep);
                return true;
              });
    }
  }

  @SuppressWarnings("ReferenceEquality") // Instances have no other identity.
  private void dropFrom(
      @Nullable GuestInstance from, GuestInstance implementer, CoreFunc destructor, int rep) {
    boolean within = from == implementer;
    if (!within) {
      implementer.enter(from);
    }
    long _ = callWithin(implementer, () -> destructor.call(rep));
    if (!within) {
      implementer.leaveTo(from);
    }
  }

  /**
   * Runs guest code for the host, on this thread alone and within the time that is allowed. A
   * second thread that comes meanwhile is refused.
   *
   * @throws IllegalStateException if the store is closed or another thread is in it
   * @throws TrapException if the store is poisoned
   */
  public <T extends @Nullable Object> T enter(Supplier<T> run) {
    return enter(run, true);
  }

  /**
   * Runs guest code that may block, or does something that may, for the host; waits for its turn
   * first.
   *
   * @throws IllegalStateException if the store is closed
   * @throws TrapException if the store is poisoned
   */
  public <T extends @Nullable Object> T visit(Supplier<T> run) {
    return enter(run, false);
  }

  private <T extends @Nullable Object> T enter(Supplier<T> run, boolean alone) {
    boolean nested = scheduler.isMine();
    checkUsable();
    Watchdog watchdog = null;
    if (!nested) {
      try {
        scheduler.enter(alone);
      } catch (RuntimeException e) {
        checkUsable();
        throw e;
      }
      if (limits.timeout().isPresent()) {
        watchdog = Watchdog.over(scheduler, limits.timeout().get());
      }
    }
    Activation before = current;
    Activation under = below;
    if (before != null) {
      below = before;
      current = null;
    }
    try {
      checkUsable();
      T result = run.get();
      if (watchdog != null && watchdog.isOver()) {
        // What it called last was no guest's code, or it was not looked at in time.
        throw new TrapException(TrapCode.INTERRUPTED, TrapCode.INTERRUPTED.text());
      }
      return result;
    } catch (DiagnosticException | IllegalArgumentException | IllegalStateException e) {
      // No guest was left in the middle of something.
      throw e;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      RuntimeException why = failure(e);
      throw why instanceof TrapException trap ? timedOut(trap, watchdog) : why;
    } finally {
      current = before;
      below = under;
      if (!nested) {
        scheduler.leave();
        end(watchdog);
      }
    }
  }

  private static void end(@Nullable Watchdog watchdog) {
    if (watchdog != null) {
      watchdog.end();
    }
  }

  private void checkUsable() {
    if (closing) {
      throw closedException();
    }
    if (poisoned) {
      throw new TrapException(
          TrapCode.POISONED,
          "cannot enter component instance: a guest of this store trapped or exited before");
    }
  }

  /** Ends all guests because one of them failed; what the host gets to see of that. */
  private RuntimeException failure(Throwable e) {
    RuntimeException why = closing ? closedException() : cause(e);
    if (!closing) {
      poisoned = true;
    }
    scheduler.end(() -> why);
    return why;
  }

  private RuntimeException cause(Throwable e) {
    return switch (e) {
      case TrapException trap -> traced(trap);
      case StackOverflowError _ ->
          traced(
              new TrapException(
                  TrapCode.CALL_STACK_EXHAUSTED, TrapCode.CALL_STACK_EXHAUSTED.text(), e));
      case OutOfMemoryError _ ->
          new TrapException(
              TrapCode.ALLOCATION_TOO_LARGE, "the Java heap has no room for the guest's values", e);
      case RuntimeException other -> other;
      default -> TrapException.hostFailure("the host", e);
    };
  }

  private TrapException traced(TrapException trap) {
    if (!trap.backtrace().isEmpty()) {
      return trap;
    }
    List<TrapException.Frame> frames = Symbols.backtrace(trap, symbols);
    return frames.isEmpty() ? trap : trap.withBacktrace(frames);
  }

  private TrapException timedOut(TrapException trap, @Nullable Watchdog watchdog) {
    boolean interrupted = trap.code() == TrapCode.INTERRUPTED;
    return interrupted && watchdog != null && watchdog.isOver()
        ? new TrapException(
                TrapCode.TIMEOUT,
                "the guest ran for longer than " + limits.timeout().orElseThrow(),
                trap)
            .withBacktrace(trap.backtrace())
        : trap;
  }
}
