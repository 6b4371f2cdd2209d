package dev.witj.wasi.internal;

import dev.witj.runtime.TrapException;
import dev.witj.wasi.internal.io.Traps;
import org.jspecify.annotations.Nullable;

/**
 * A resource that a guest owns. The session counts it, and it must outlive the resources that were
 * made of it.
 */
public abstract class HostResource implements AutoCloseable {
  private final Session session;
  private final @Nullable HostResource parent;
  private int children;
  private boolean closed;

  /**
   * One that depends on nothing else of the guest.
   *
   * @throws TrapException if the guest has as many resources as it may
   */
  protected HostResource(Session session) {
    this(session, null);
  }

  /**
   * One that must be dropped before its parent.
   *
   * @throws TrapException if the guest has as many resources as it may
   */
  protected HostResource(HostResource parent) {
    this(parent.session, parent);
  }

  /** One of both kinds. */
  protected HostResource(Session session, @Nullable HostResource parent) {
    this.session = session;
    this.parent = parent;
    session.takeResource();
    if (parent != null) {
      parent.children++;
    }
  }

  /** The guest's session. */
  public final Session session() {
    return session;
  }

  /** Whether something that was made of it is alive. */
  protected final boolean hasChildren() {
    return children > 0;
  }

  /** What messages call it. */
  protected abstract String witName();

  /** Gives back what it holds of the host. */
  protected void release() {}

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
    if (parent != null) {
      parent.children--;
    }
    release();
    if (children > 0) {
      throw Traps.rule(
          "cannot drop a resource `" + witName() + "` while another that was made of it is alive");
    }
  }
}
