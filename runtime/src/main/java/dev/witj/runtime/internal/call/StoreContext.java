package dev.witj.runtime.internal.call;

import dev.witj.engine.ObjectHeap;
import dev.witj.runtime.GuestExitException;
import dev.witj.runtime.Store;
import dev.witj.runtime.StoreLimits;
import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;
import dev.witj.runtime.internal.abi.HandleQuota;
import dev.witj.runtime.internal.abi.HostResources;
import dev.witj.runtime.internal.abi.Peer;
import dev.witj.runtime.internal.abi.ResourceHandle;
import dev.witj.runtime.internal.core.CoreFunc;
import dev.witj.runtime.internal.core.CoreMeter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The state of the guests that may see one another, behind a {@link Store}. */
public final class StoreContext {
  private final Store api;
  private final StoreLimits limits;
  private final HostResources hostResources = new HostResources();
  private final HandleQuota handleQuota;
  private final HostCall hostPeer = new HostCall(hostResources);
  private final List<GuestInstance> instances = new ArrayList<>(2);
  private final List<Symbols> symbols = new ArrayList<>(1);
  private final Meter meter;
  private @Nullable GuestInstance current;
  private @Nullable Thread user;
  private int depth;
  private @Nullable Watchdog watchdog;
  private boolean poisoned;
  private boolean closed;

  /**
   * The state of a store that is empty.
   *
   * @param api what host functions get to see of it
   */
  public StoreContext(Store api, StoreLimits limits) {
    this.api = api;
    this.limits = limits;
    this.meter = new Meter(limits.objectBytes());
    this.handleQuota = new HandleQuota(limits.handles());
  }

  /** The store, as host functions see it. */
  public Store api() {
    return api;
  }

  /** Whether a guest trapped or exited, so that nothing here can be called any more. */
  public boolean poisoned() {
    return poisoned;
  }

  /**
   * Ends all guests; see {@link Store#close}.
   *
   * @return whether it was open
   * @throws IllegalStateException if a call is running
   */
  public boolean close() {
    if (closed) {
      return false;
    }
    if (depth > 0) {
      throw new IllegalStateException("a call is running in the store");
    }
    closed = true;
    for (GuestInstance instance : instances) {
      instance.handles().forEach(this::drop);
    }
    instances.clear();
    return true;
  }

  /** See {@link Store#awaitTasks}. */
  public void awaitTasks() throws InterruptedException {
    if (closed) {
      throw new IllegalStateException("the store is closed");
    }
  }

  private void drop(Object entry) {
    if (entry instanceof ResourceHandle handle && handle.isOwn() && handle.type().isHost()) {
      try {
        handle.type().hostDestructor().accept(hostResources.remove(handle.rep()));
      } catch (TrapException e) {
        // No guest is left that could trap: it cannot know in which order its handles go.
      }
    }
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

  /** What keeps its guests within limits. */
  public CoreMeter meter() {
    return meter;
  }

  /** Takes an instance in. */
  public void add(GuestInstance instance) {
    instances.add(instance);
  }

  /** Takes in what tells the functions of a component's modules. */
  public void add(Symbols added) {
    if (!symbols.contains(added)) {
      symbols.add(added);
    }
  }

  /** The instance that runs, null while the host does. */
  public @Nullable GuestInstance current() {
    return current;
  }

  /** Says which instance runs, null for the host. */
  public void setCurrent(@Nullable GuestInstance instance) {
    current = instance;
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
    if (depth == 0) {
      enter(
          () -> {
            dropFrom(null, implementer, destructor, rep);
            return null;
          });
    } else {
      dropFrom(current, implementer, destructor, rep);
    }
  }

  @SuppressWarnings("ReferenceEquality") // Instances have no other identity.
  private void dropFrom(
      @Nullable GuestInstance from, GuestInstance implementer, CoreFunc destructor, int rep) {
    if (from == implementer) {
      destructor.call(rep);
      return;
    }
    implementer.enterForDropFrom(from);
    destructor.call(rep);
    implementer.leaveTo(from);
  }

  /**
   * Runs guest code for the host, on this thread alone and within the time that is allowed.
   *
   * @throws IllegalStateException if the store is closed or another thread is in it
   * @throws TrapException if the store is poisoned
   */
  public <T extends @Nullable Object> T enter(Supplier<T> run) {
    Thread thread = Thread.currentThread();
    synchronized (this) {
      if (closed) {
        throw new IllegalStateException("the store is closed");
      }
      if (user != null && !user.equals(thread)) {
        throw new IllegalStateException("another thread is in the store");
      }
      user = thread;
    }
    if (poisoned) {
      leave();
      throw new TrapException(
          TrapCode.POISONED,
          "cannot enter component instance: a guest of this store trapped or exited before");
    }
    depth++;
    GuestInstance before = current;
    current = null;
    try {
      if (depth == 1 && limits.timeout().isPresent()) {
        watchdog = Watchdog.over(thread, limits.timeout().get());
      }
      T result = run.get();
      if (depth == 1 && watchdog != null && watchdog.isOver()) {
        // What it called last was no guest's code, or it was not looked at in time.
        throw new TrapException(TrapCode.INTERRUPTED, TrapCode.INTERRUPTED.text());
      }
      return result;
    } catch (TrapException e) {
      poisoned = true;
      throw timedOut(traced(e));
    } catch (GuestExitException e) {
      poisoned = true;
      throw e;
    } catch (StackOverflowError e) {
      poisoned = true;
      throw traced(
          new TrapException(
              TrapCode.CALL_STACK_EXHAUSTED, TrapCode.CALL_STACK_EXHAUSTED.text(), e));
    } catch (OutOfMemoryError e) {
      poisoned = true;
      throw new TrapException(
          TrapCode.ALLOCATION_TOO_LARGE, "the Java heap has no room for the guest's values", e);
    } finally {
      current = before;
      depth--;
      leave();
    }
  }

  private TrapException traced(TrapException trap) {
    if (!trap.backtrace().isEmpty()) {
      return trap;
    }
    List<TrapException.Frame> frames = Symbols.backtrace(trap, symbols);
    return frames.isEmpty() ? trap : trap.withBacktrace(frames);
  }

  private TrapException timedOut(TrapException trap) {
    boolean interrupted = trap.code() == TrapCode.INTERRUPTED;
    return interrupted && watchdog != null && watchdog.isOver()
        ? new TrapException(
                TrapCode.TIMEOUT,
                "the guest ran for longer than " + limits.timeout().orElseThrow(),
                trap)
            .withBacktrace(trap.backtrace())
        : trap;
  }

  private void leave() {
    if (depth > 0) {
      return;
    }
    Watchdog watching = watchdog;
    if (watching != null) {
      watching.end();
      watchdog = null;
    }
    synchronized (this) {
      user = null;
    }
  }

  private final class Meter implements CoreMeter {
    private final ObjectHeap objects;
    private long memory;
    private long elements;
    private int taken;

    private Meter(long objectBytes) {
      this.objects = new ObjectHeap(objectBytes);
    }

    @Override
    public boolean takeMemory(long bytes) {
      if (bytes > limits.memoryBytes() - memory) {
        return false;
      }
      memory += bytes;
      return true;
    }

    @Override
    public int maxTableElements() {
      return limits.tableElements();
    }

    @Override
    public boolean takeTableElements(long count) {
      if (count > limits.tableElements() - elements) {
        return false;
      }
      elements += count;
      return true;
    }

    @Override
    public boolean takeInstance() {
      if (taken >= limits.coreInstances()) {
        return false;
      }
      taken++;
      return true;
    }

    @Override
    public ObjectHeap objects() {
      return objects;
    }
  }
}
