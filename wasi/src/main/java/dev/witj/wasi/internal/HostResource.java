package dev.witj.wasi.internal;

import dev.witj.runtime.TrapException;

/**
 * A resource that a guest owns. The session counts it, and it must outlive the resources that were
 * made of it.
 */
abstract class HostResource implements AutoCloseable {
  private final Session session;
  private int children;
  private boolean closed;

  /**
   * @throws TrapException if the guest has as many resources as it may
   */
  HostResource(Session session) {
    this.session = session;
    session.takeResource();
  }

  final Session session() {
    return session;
  }

  final void addChild() {
    children++;
  }

  final void removeChild() {
    children--;
  }

  /** What messages call it. */
  abstract String witName();

  /** Gives back what it holds of the host. */
  void release() {}

  /**
   * The guest dropped it.
   *
   * @throws TrapException if the guest still has resources that were made of it
   */
  @Override
  public final void close() {
    if (closed) {
      return;
    }
    closed = true;
    session.giveResource();
    release();
    if (children > 0) {
      throw Traps.rule("cannot drop an `" + witName() + "` while a `pollable` of it is alive");
    }
  }
}
