package dev.witj.wasi.internal;

import dev.witj.wasi.internal.io.Readiness;
import dev.witj.wasi.internal.io.Waiting;
import dev.witj.wasi.io.Poll;
import org.jspecify.annotations.Nullable;

/** What a guest waits on. It stays ready as long as its reason does. */
public final class HostPollable extends HostResource implements Poll.Pollable, Readiness {
  private final Readiness readiness;

  private HostPollable(Session session, Readiness readiness, @Nullable HostResource parent) {
    super(session, parent);
    this.readiness = readiness;
  }

  /** One that depends on nothing else of the guest. */
  public static HostPollable of(Session session, Readiness readiness) {
    return new HostPollable(session, readiness, null);
  }

  /** One that must be dropped before its parent. */
  public static HostPollable childOf(HostResource parent, Readiness readiness) {
    return new HostPollable(parent.session(), readiness, parent);
  }

  @Override
  public boolean ready() {
    return readiness.ready();
  }

  @Override
  public long nanosToWait() {
    return readiness.nanosToWait();
  }

  @Override
  public void watch(Thread thread) {
    readiness.watch(thread);
  }

  @Override
  public void unwatch(Thread thread) {
    readiness.unwatch(thread);
  }

  @Override
  public void block() {
    Waiting.until(readiness);
  }

  @Override
  protected String witName() {
    return "pollable";
  }
}
