package dev.witj.runtime.internal.call;

import static dev.witj.runtime.TrapException.trapIf;

import dev.witj.binary.component.DefinedType;
import dev.witj.runtime.Store;
import dev.witj.runtime.StoreLimits;
import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;
import dev.witj.runtime.async.ErrorContext;
import dev.witj.runtime.internal.Closer;
import dev.witj.runtime.internal.abi.AbiType;
import dev.witj.runtime.internal.abi.ComponentInstance;
import dev.witj.runtime.internal.abi.HostResources;
import dev.witj.runtime.internal.abi.ResourceHandle;
import dev.witj.runtime.internal.abi.Table;
import dev.witj.runtime.internal.async.CopyEnd;
import dev.witj.runtime.internal.async.Shared;
import dev.witj.runtime.internal.async.WaitableSet;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state of a component instance that the Canonical ABI keeps: its handles, and whether it may
 * be entered and left.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md#component-instance-state">Component
 *     Instance State</a>
 */
public final class GuestInstance implements ComponentInstance {
  private final @Nullable GuestInstance parent;
  private final String path;
  private final Concurrency concurrency;

  // Whatever changes is set by `begin`.
  private StoreContext store;
  private @Nullable Store api;
  private Table handles;
  private boolean mayLeave;
  private boolean mayEnter;
  private int allocating;
  private int backpressure;
  private int entrants;
  private @Nullable Task stack;
  private @Nullable Table threads;
  private final Set<GuestThread> waitForStack = new LinkedHashSet<>(0);
  private final Set<GuestThread> waitToEnter = new LinkedHashSet<>(0);

  /**
   * An instance that nothing has entered.
   *
   * @param parent the instance in which it was made
   * @param path what it is called
   * @param concurrency what its code may do
   */
  public GuestInstance(
      StoreContext store, @Nullable GuestInstance parent, String path, Concurrency concurrency) {
    this.parent = parent;
    this.path = path;
    this.concurrency = concurrency;
    begin(store);
  }

  /** Begins in a store as an instance that nothing has entered, whatever it was before. */
  public void begin(StoreContext in) {
    store = in;
    api = in.api(path);
    handles = new Table(in.handleQuota());
    mayLeave = true;
    mayEnter = true;
    allocating = 0;
    backpressure = 0;
    entrants = 0;
    stack = null;
    threads = null;
    waitForStack.clear();
    waitToEnter.clear();
    in.add(this);
  }

  /**
   * Is in no store until it begins in another, so that nothing of the one before is kept for it.
   */
  void rest() {
    store = Nowhere.STORE;
    api = null;
    handles = Nowhere.HANDLES;
    stack = null;
    threads = null;
    waitForStack.clear();
    waitToEnter.clear();
  }

  /** Where instances are that are in no store: it is closed to everybody. */
  private static final class Nowhere {
    static final StoreContext STORE = closed();
    static final Table HANDLES = new Table(STORE.handleQuota());

    private static StoreContext closed() {
      StoreContext nowhere =
          new StoreContext(
              _ -> {
                throw new IllegalStateException("there is no store");
              },
              StoreLimits.defaults(),
              false);
      Closer closer = new Closer();
      boolean _ = nowhere.close(closer);
      closer.end();
      return nowhere;
    }
  }

  /** Whether all that was called here has returned. */
  public boolean isAtRest() {
    return mayLeave && mayEnter && allocating == 0;
  }

  /** Where it lives. */
  public StoreContext store() {
    return store;
  }

  /** The store, as functions of the host that it calls get to see it. */
  Store api() {
    return Objects.requireNonNull(api);
  }

  @Override
  public Table handles() {
    return handles;
  }

  /** Drops the host's resources that it still owns when its store is closed. */
  void dropHandles(Closer closer) {
    handles.forEach(entry -> closer.run(() -> drop(entry)));
  }

  private void drop(Object entry) {
    if (entry instanceof ResourceHandle handle && handle.isOwn() && handle.type().isHost()) {
      try {
        handle.type().hostDestructor().accept(store.hostResources().remove(handle.rep()));
      } catch (TrapException e) {
        // No guest is left that could trap: it cannot know in which order its handles go.
        if (e.code() == TrapCode.HOST_FAILURE) {
          throw e;
        }
      }
    }
  }

  @Override
  public HostResources hostResources() {
    return store.hostResources();
  }

  @Override
  public boolean mayLeave() {
    return mayLeave;
  }

  @Override
  public void poll() {
    store.scheduler().interruption().poll();
  }

  @Override
  public void setMayLeave(boolean may) {
    mayLeave = may;
  }

  /**
   * Whether the instance's allocator runs. The specification lets nothing be called then. Calls of
   * the host are let through all the same: commands that are linked so that each of their exports
   * ends by flushing standard output do that in their allocator too, and what the host does cannot
   * come back into the instance. The reference runtime runs such commands as well, as of wasmtime
   * 48 ({@code todo-cli} among the test's guests is one), so that who refuses them would be alone.
   * Functions of the host that are {@code async} are not let through.
   */
  boolean isAllocating() {
    return allocating > 0;
  }

  /** Begins or ends a run of the allocator. */
  void allocating(int change) {
    allocating += change;
  }

  /**
   * Enters the instance to call a function of it.
   *
   * @param caller the instance that calls, null for the host
   * @throws dev.witj.runtime.TrapException if it is entered already, trapped before, or stands
   *     around the caller or in it
   */
  void enterFrom(@Nullable GuestInstance caller) {
    trapIf(
        caller != null && (caller.isAroundOrSame(this) || isAroundOrSame(caller)),
        TrapCode.CANNOT_ENTER);
    enter(caller);
  }

  /**
   * Enters the instance to drop a resource of it or to go on in it, which those around it and in it
   * may do too.
   *
   * @param caller the instance that lets it run, null for the host
   * @throws dev.witj.runtime.TrapException if it is entered already
   */
  void enter(@Nullable GuestInstance caller) {
    checkNotEntered(caller);
    setMayEnter(caller, false);
  }

  /** Checks what {@link #enterFrom} checks. */
  void checkEnterFrom(@Nullable GuestInstance caller) {
    trapIf(
        caller != null && (caller.isAroundOrSame(this) || isAroundOrSame(caller)),
        TrapCode.CANNOT_ENTER);
    checkNotEntered(caller);
  }

  private void checkNotEntered(@Nullable GuestInstance caller) {
    for (GuestInstance at = this; at != null && !isAround(at, caller); at = at.parent) {
      trapIf(!at.mayEnter, TrapCode.CANNOT_ENTER);
    }
  }

  /**
   * Leaves the instance after it has returned, or while it waits. After a trap it is not left: what
   * it was doing is unfinished for ever, so it is not to be entered again.
   */
  void leaveTo(@Nullable GuestInstance caller) {
    setMayEnter(caller, true);
  }

  private void setMayEnter(@Nullable GuestInstance caller, boolean may) {
    for (GuestInstance at = this; at != null && !isAround(at, caller); at = at.parent) {
      at.mayEnter = may;
    }
  }

  private static boolean isAround(GuestInstance instance, @Nullable GuestInstance caller) {
    return caller != null && instance.isAroundOrSame(caller);
  }

  @SuppressWarnings("ReferenceEquality") // Instances have no other identity.
  private boolean isAroundOrSame(GuestInstance other) {
    for (GuestInstance at = other; at != null; at = at.parent) {
      if (at == this) {
        return true;
      }
    }
    return false;
  }

  // Tasks.

  /** Whether its code can tell one thread from another. */
  boolean hasThreads() {
    return concurrency != Concurrency.NONE;
  }

  /** Whether its code may have to wait while its frames stay where they are. */
  boolean mayBlock() {
    return concurrency == Concurrency.STACKFUL;
  }

  /** Its threads, by the indices they have for it. */
  Table threads() {
    Table known = threads;
    if (known == null) {
      known = new Table(store.handleQuota());
      threads = known;
    }
    return known;
  }

  /** The waitable set at an index. */
  WaitableSet waitableSet(int index) {
    if (handles.get(index) instanceof WaitableSet set) {
      return set;
    }
    throw notA("waitable set", index);
  }

  /** The trap for a handle of another kind. */
  static TrapException notA(String expected, int index) {
    return new TrapException(
        TrapCode.HANDLE_KIND_MISMATCH,
        "handle index %s used with the wrong type, expected a %s"
            .formatted(Integer.toUnsignedString(index), expected));
  }

  /** {@code backpressure.inc} and {@code backpressure.dec}. */
  void changeBackpressure(int change) {
    backpressure += change;
    trapIf(backpressure < 0 || backpressure >= 1 << 16, TrapCode.BACKPRESSURE_OVERFLOW);
    if (backpressure == 0) {
      waitToEnter.forEach(store.scheduler()::wake);
      waitToEnter.clear();
    }
  }

  boolean hasBackpressure() {
    return backpressure > 0;
  }

  /** Whether a task has to wait before it may begin. */
  boolean isClosedTo(Task task) {
    return backpressure > 0 || entrants > 0 || (task.needsStack() && stack != null);
  }

  /** Lets a thread wait to begin. */
  void waitToEnter(GuestThread thread) {
    entrants++;
    queue(thread);
  }

  private void queue(GuestThread thread) {
    if (backpressure > 0) {
      waitToEnter.add(thread);
    } else if (stack != null && thread.task().needsStack()) {
      waitForStack.add(thread);
    } else {
      store.scheduler().wake(thread);
    }
  }

  /** A thread begins, or will not. */
  void removeEntrant(GuestThread thread) {
    entrants--;
    waitToEnter.remove(thread);
    waitForStack.remove(thread);
  }

  /** The task that has the stack which those share that cannot run beside one another. */
  @Nullable Task exclusive() {
    return stack;
  }

  void takeStack(Task task) {
    stack = task;
  }

  void leaveStack(Task task) {
    if (task.equals(stack)) {
      stack = null;
      stackIsFree();
    }
  }

  /** Lets a thread know when the stack is free; it was ready, but for that. */
  void waitForStack(GuestThread thread) {
    if (thread.task().isEntering() && backpressure > 0) {
      waitToEnter.add(thread);
    } else if (stack != null) {
      waitForStack.add(thread);
    } else {
      stackIsFree();
    }
  }

  /** Wakes the next one that waits for the stack. */
  void stackIsFree() {
    if (stack == null && !waitForStack.isEmpty()) {
      GuestThread next = waitForStack.iterator().next();
      waitForStack.remove(next);
      store.scheduler().wake(next);
    }
  }

  // Streams, futures and error contexts.

  @Override
  public Object liftChannel(int index, AbiType.AsyncHandle type) {
    Object entry = handles.get(index);
    if (!(type.type() instanceof DefinedType channel)) {
      if (entry instanceof ErrorContext context) {
        return context;
      }
      throw notA("error context", index);
    }
    CopyEnd end = end(index, channel, true);
    end.checkTransfer();
    Object _ = handles.remove(index);
    return end.shared();
  }

  @Override
  public int lowerChannel(Object shared, AbiType.AsyncHandle type) {
    return type.type() instanceof DefinedType channel
        ? add(new CopyEnd(store.scheduler(), (Shared) shared, channel, true, this))
        : handles.add(shared);
  }

  int add(CopyEnd end) {
    int index = handles.add(end);
    end.setIndex(index);
    return index;
  }

  /** The end of a stream or future at an index, which must be one of this type. */
  CopyEnd end(int index, DefinedType type, boolean readable) {
    if (handles.get(index) instanceof CopyEnd end
        && end.isReadable() == readable
        && SameType.is(end.type(), type)) {
      return end;
    }
    throw notA((readable ? "readable" : "writable") + " end of a `" + type + "`", index);
  }
}
