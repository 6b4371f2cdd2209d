package dev.witj.runtime.internal.call;

import dev.witj.runtime.GuestResource;
import dev.witj.runtime.ResourceType;

/**
 * A handle of a guest's resource in the hands of the host. Thread-safe: two that close it, or one
 * that closes and one that passes it on, do not both get it.
 */
final class GuestHandle implements GuestResource {
  private enum State {
    OWNED,
    BORROWED,
    GONE
  }

  private final ResourceType type;
  private final int rep;
  private State state;
  private int lends;

  private GuestHandle(ResourceType type, int rep, State state) {
    this.type = type;
    this.rep = rep;
    this.state = state;
  }

  static GuestHandle owned(ResourceType type, int rep) {
    return new GuestHandle(type, rep, State.OWNED);
  }

  static GuestHandle borrowed(ResourceType type, int rep) {
    return new GuestHandle(type, rep, State.BORROWED);
  }

  @Override
  public ResourceType type() {
    return type;
  }

  @Override
  public synchronized boolean isOwned() {
    return state == State.OWNED;
  }

  @Override
  public synchronized boolean isOpen() {
    return state != State.GONE;
  }

  @Override
  public void close() {
    if (takeForClose()) {
      type.destructor().drop(rep);
    }
  }

  private synchronized boolean takeForClose() {
    checkNotLent();
    State before = state;
    state = State.GONE;
    return before == State.OWNED;
  }

  /** Gives the ownership away. */
  synchronized int moveOut() {
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

  synchronized int lend() {
    if (state == State.GONE) {
      throw new IllegalStateException("this `" + type + "` was closed or passed on");
    }
    lends++;
    return rep;
  }

  synchronized void endLend() {
    lends--;
  }

  synchronized void endBorrow() {
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
