package dev.witj.runtime;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * The state of the guests that may see one another: instances, handles, memory. It is confined to
 * one task at a time: a second thread that enters while a call runs is refused. A blocked host
 * function parks its virtual thread and costs no platform thread.
 *
 * <p>After a trap its guests are in an unknown state: the store is poisoned and every further call
 * is refused.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class Store implements AutoCloseable {
  private final Engine engine;
  private final StoreLimits limits;

  private Store(Engine engine, StoreLimits limits) {
    this.engine = Objects.requireNonNull(engine, "engine");
    this.limits = Objects.requireNonNull(limits, "limits");
  }

  /** An empty store with the engine's limits. */
  public static Store create(Engine engine) {
    return create(engine, engine.config().limits());
  }

  /** An empty store with limits of its own. */
  public static Store create(Engine engine, StoreLimits limits) {
    return new Store(engine, limits);
  }

  /** The engine. */
  public Engine engine() {
    return engine;
  }

  /** What its guests may use. */
  public StoreLimits limits() {
    return limits;
  }

  /**
   * The host's state for these guests, one value for each class, made when first asked for. Host
   * functions of a shared linker find here what belongs to the guest that called them.
   */
  public <T> T data(Class<T> key, Supplier<? extends T> first) {
    throw new UnsupportedOperationException();
  }

  /** Sets the host's state of a class; see {@link #data}. */
  public <T> void setData(Class<T> key, T value) {
    throw new UnsupportedOperationException();
  }

  /** Whether a guest trapped, so that nothing here can be called any more. */
  public boolean poisoned() {
    throw new UnsupportedOperationException();
  }

  /** Ends all guests: the host's resources that they still own are dropped. */
  @Override
  public void close() {}
}
