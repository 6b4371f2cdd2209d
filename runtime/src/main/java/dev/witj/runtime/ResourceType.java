package dev.witj.runtime;

import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A resource type at run time. Two are the same only if they are the same object: a component that
 * defines a resource has a new one in each of its instances.
 */
public final class ResourceType {
  private final String name;
  private final @Nullable Object implementer;
  private final Destructor destructor;
  private final Consumer<Object> hostDestructor;

  private ResourceType(
      String name,
      @Nullable Object implementer,
      Destructor destructor,
      Consumer<Object> hostDestructor) {
    this.name = name;
    this.implementer = implementer;
    this.destructor = destructor;
    this.hostDestructor = hostDestructor;
  }

  /**
   * A resource that a component instance implements.
   *
   * @param implementer the instance, compared by identity
   * @param destructor what runs when an owned handle is dropped; enters the instance if need be
   */
  public static ResourceType ofGuest(String name, Object implementer, Destructor destructor) {
    return new ResourceType(name, implementer, destructor, object -> {});
  }

  /**
   * A resource that the host implements. Its values are the host's own objects.
   *
   * @param destructor gets the object whose owner dropped it; an exception from it is a trap
   */
  public static ResourceType ofHost(String name, Consumer<Object> destructor) {
    return new ResourceType(name, null, rep -> {}, object -> destroy(name, destructor, object));
  }

  /**
   * A resource that the host implements. An object that is {@link AutoCloseable} is closed when its
   * owner drops it; an exception from that is a trap.
   */
  public static ResourceType ofHost(String name) {
    return ofHost(name, ResourceType::close);
  }

  private static void close(Object object) {
    if (object instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        if (e instanceof InterruptedException) {
          Thread.currentThread().interrupt();
        }
        throw new CompletionException(e);
      }
    }
  }

  private static void destroy(String name, Consumer<Object> destructor, Object object) {
    try {
      destructor.accept(object);
    } catch (GuestExitException e) {
      throw e;
    } catch (RuntimeException e) {
      throw TrapException.hostFailure("dropping a `" + name + "` of the host", e);
    }
  }

  /** What messages call it. */
  public String name() {
    return name;
  }

  /** The instance that implements it, null where the host does. */
  public @Nullable Object implementer() {
    return implementer;
  }

  /** Whether the host implements it. */
  public boolean isHost() {
    return implementer == null;
  }

  /** What runs when an owned handle of a guest's resource is dropped. */
  public Destructor destructor() {
    return destructor;
  }

  /** What gets an object of the host whose owner dropped it. */
  public Consumer<Object> hostDestructor() {
    return hostDestructor;
  }

  @Override
  public String toString() {
    return name;
  }

  /** Runs when the last handle of a guest's resource is dropped. */
  @FunctionalInterface
  public interface Destructor {
    /** Drops what {@code rep} stands for. */
    void drop(int rep);
  }
}
