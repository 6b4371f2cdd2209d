package dev.witj.runtime.internal.call;

import static dev.witj.runtime.TrapException.trapIf;

import dev.witj.runtime.TrapCode;
import dev.witj.runtime.internal.abi.ComponentInstance;
import dev.witj.runtime.internal.abi.HostResources;
import dev.witj.runtime.internal.abi.Table;
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
  private final StoreContext store;
  private final @Nullable GuestInstance parent;
  private final Table handles;
  private boolean mayLeave = true;
  private boolean mayEnter = true;
  private int allocating;

  /**
   * An instance that nothing has entered.
   *
   * @param parent the instance in which it was made
   */
  public GuestInstance(StoreContext store, @Nullable GuestInstance parent) {
    this.store = store;
    this.handles = new Table(store.handleQuota());
    this.parent = parent;
  }

  /** Where it lives. */
  public StoreContext store() {
    return store;
  }

  @Override
  public Table handles() {
    return handles;
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
  public void setMayLeave(boolean may) {
    mayLeave = may;
  }

  /**
   * Whether the instance's allocator runs. The specification lets nothing be called then. Calls of
   * the host are let through all the same: commands that are linked so that each of their exports
   * ends by flushing standard output do that in their allocator too, and what the host does cannot
   * come back into the instance.
   */
  boolean isAllocating() {
    return allocating > 0;
  }

  /** Begins or ends a run of the allocator. */
  void allocating(int change) {
    allocating += change;
  }

  /**
   * Enters the instance to call a function of it, and makes it current.
   *
   * @param caller the instance that calls, null for the host
   * @throws dev.witj.runtime.TrapException if it is entered already, trapped before, or stands
   *     around the caller or in it
   */
  void enterFrom(@Nullable GuestInstance caller) {
    trapIf(
        caller != null && (caller.isAroundOrSame(this) || isAroundOrSame(caller)),
        TrapCode.CANNOT_ENTER);
    enterForDropFrom(caller);
  }

  /** Enters the instance to drop a resource of it, which those around it and in it may do too. */
  void enterForDropFrom(@Nullable GuestInstance caller) {
    for (GuestInstance at = this; at != null && !isAround(at, caller); at = at.parent) {
      trapIf(!at.mayEnter, TrapCode.CANNOT_ENTER);
    }
    setMayEnter(caller, false);
    store.setCurrent(this);
  }

  /**
   * Leaves the instance after it has returned. After a trap it is not left: what it was doing is
   * unfinished for ever, so it is not to be entered again.
   */
  void leaveTo(@Nullable GuestInstance caller) {
    setMayEnter(caller, true);
    store.setCurrent(caller);
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
}
