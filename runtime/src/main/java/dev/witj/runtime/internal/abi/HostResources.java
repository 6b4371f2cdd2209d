package dev.witj.runtime.internal.abi;

/**
 * The host's own objects that guests of a store hold handles of. An object's index here is the
 * {@code rep} in the guests' handles.
 */
public final class HostResources {
  private final Table objects = new Table();

  /** Keeps an object. */
  public int add(Object object) {
    return objects.add(object);
  }

  /** The object a handle stands for. */
  public Object get(int rep) {
    return objects.get(rep);
  }

  /** Lets go of an object. */
  public Object remove(int rep) {
    return objects.remove(rep);
  }
}
