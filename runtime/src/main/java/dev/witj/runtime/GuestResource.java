package dev.witj.runtime;

/**
 * A handle of a guest's resource in the hands of the host: owned until it is closed or passed on as
 * {@code own}, or borrowed until the call ends that lent it. Only this library implements it.
 *
 * <p>Confined to one task at a time, as its store is.
 */
public interface GuestResource extends AutoCloseable {
  /** The type of the resource. */
  ResourceType type();

  /** Whether this owns the resource: neither borrowed nor passed on nor closed. */
  boolean isOwned();

  /** Whether this can still be used. */
  boolean isOpen();

  /**
   * Drops the resource; its destructor runs in the guest. Closing a second time, or after the
   * resource was passed on, does nothing; closing a borrow only ends the use of it.
   *
   * @throws IllegalStateException if the resource is lent to a call that is still running
   * @throws TrapException if the destructor traps
   */
  @Override
  void close();
}
