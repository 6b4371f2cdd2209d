package dev.witj.runtime.internal.abi;

/** What the ABI needs of a component instance. */
public interface ComponentInstance {
  /** Its handles: resources, and later waitables and the like, in one index space. */
  Table handles();

  /** The host's objects that handles of host resources stand for; one for the whole store. */
  HostResources hostResources();

  /**
   * Takes the readable end of a stream or future out of the table, or looks an error context up.
   *
   * @return what both sides share
   * @throws dev.witj.runtime.TrapException if there is none of this type, or it is in use
   */
  Object liftChannel(int index, AbiType.AsyncHandle type);

  /**
   * Puts the readable end of a stream or future, or an error context, into the table.
   *
   * @param shared what {@link #liftChannel} gave
   */
  int lowerChannel(Object shared, AbiType.AsyncHandle type);

  /**
   * Asks whether the call may go on.
   *
   * @throws RuntimeException if it is to end
   */
  void poll();

  /** Whether it may call out; not so while its realloc or post-return function runs. */
  boolean mayLeave();

  /** Sets {@link #mayLeave()}. */
  void setMayLeave(boolean mayLeave);
}
