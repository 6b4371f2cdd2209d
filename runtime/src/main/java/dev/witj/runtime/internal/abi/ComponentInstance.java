package dev.witj.runtime.internal.abi;

/** What the ABI needs of a component instance. */
public interface ComponentInstance {
  /** Its handles: resources, and later waitables and the like, in one index space. */
  Table handles();

  /** The host's objects that handles of host resources stand for; one for the whole store. */
  HostResources hostResources();

  /** Whether it may call out; not so while its realloc or post-return function runs. */
  boolean mayLeave();

  /** Sets {@link #mayLeave()}. */
  void setMayLeave(boolean mayLeave);
}
