package dev.witj.runtime;

/**
 * A handle of a guest's resource in the hands of the host: owned until it is closed or passed on as
 * {@code own}, or borrowed until the call ends that lent it.
 *
 * <p>Confined to one task at a time, as its store is.
 */
public final class GuestResource implements AutoCloseable {
  private enum State {
    OWNED,
    BORROWED,
    GONE
  }

  private final ResourceType type;
  private final int rep;
  private State state;
  private int lends;

  private GuestResource(ResourceType type, int rep, State state) {
    this.type = type;
    this.rep = rep;
    this.state = state;
  }

  static GuestResource owned(ResourceType type, int rep) {
    return new GuestResource(type, rep, State.OWNED);
  }

  static GuestResource borrowed(ResourceType type, int rep) {
    return new GuestResource(type, rep, State.BORROWED);
  }

  /** The type of the resource. */
  public ResourceType type() {
    return type;
  }

  /** Whether this owns the resource: neither borrowed nor passed on nor closed. */
  public boolean isOwned() {
    return state == State.OWNED;
  }

  /** Whether this can still be used. */
  public boolean isOpen() {
    return state != State.GONE;
  }

  /**
   * Drops the resource; its destructor runs in the guest. Closing a second time, or after the
   * resource was passed on, does nothing; closing a borrow only ends the use of it.
   *
   * @throws IllegalStateException if the resource is lent to a call that is still running
   * @throws TrapException if the destructor traps
   */
  @Override
  public void close() {
    checkNotLent();
    State before = state;
    state = State.GONE;
    if (before == State.OWNED) {
      type.destructor().drop(rep);
    }
  }

  /** Gives the ownership away. */
  int moveOut() {
    checkNotLent();
    if (state != State.OWNED) {
      throw new IllegalStateException(
          state == State.BORROWED
              ? "a borrowed `" + type + "` cannot be passed as own"
              : "this `" + type + "` was closed or passed on");
    }
    state = State.GONE;
    return rep;
  }

  int lend() {
    if (state == State.GONE) {
      throw new IllegalStateException("this `" + type + "` was closed or passed on");
    }
    lends++;
    return rep;
  }

  void endLend() {
    lends--;
  }

  void endBorrow() {
    state = State.GONE;
  }

  private void checkNotLent() {
    if (lends > 0) {
      throw new IllegalStateException("this `" + type + "` is lent to a call that is running");
    }
  }

  @Override
  public String toString() {
    return type + "#" + Integer.toUnsignedString(rep);
  }
}
