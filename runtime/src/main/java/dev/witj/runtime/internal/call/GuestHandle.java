package dev.witj.runtime.internal.call;

import dev.witj.runtime.GuestResource;
import dev.witj.runtime.ResourceType;

/** A handle of a guest's resource in the hands of the host. */
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
  public boolean isOwned() {
    return state == State.OWNED;
  }

  @Override
  public boolean isOpen() {
    return state != State.GONE;
  }

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
