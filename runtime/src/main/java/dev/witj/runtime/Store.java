package dev.witj.runtime;

import dev.witj.runtime.internal.Closer;
import dev.witj.runtime.internal.call.StoreContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * The state of the guests that may see one another: instances, handles, memory. One thread at a
 * time is in it. While a call of a function that is not {@code async} runs, a second thread that
 * makes such a call is refused. Calls of {@code async} functions, and whoever reads a guest's
 * streams, wait for their turn, which comes whenever those before them wait for something; guests
 * run while anybody waits for them so. A blocked host function parks its virtual thread and costs
 * no platform thread.
 *
 * <p>After a trap its guests are in an unknown state: the store is poisoned and every further call
 * is refused.
 */
public final class Store implements AutoCloseable {
  private final Engine engine;
  private final StoreLimits limits;
  private final StoreContext context;
  private final Map<Class<?>, Object> data;
  private final String caller;

  private Store(Engine engine, StoreLimits limits, boolean brief) {
    this.engine = Objects.requireNonNull(engine, "engine");
    this.limits = Objects.requireNonNull(limits, "limits");
    this.context = new StoreContext(this::calledBy, limits, brief);
    this.data = new HashMap<>(4);
    this.caller = ComponentPart.OUTERMOST;
  }

  private Store(Store all, String caller) {
    this.engine = all.engine;
    this.limits = all.limits;
    this.context = all.context;
    this.data = all.data;
    this.caller = caller;
  }

  private Store calledBy(String path) {
    return path.equals(caller) ? this : new Store(this, path);
  }

  /** An empty store with the engine's limits. */
  public static Store create(Engine engine) {
    return create(engine, engine.config().limits());
  }

  /** An empty store with limits of its own. */
  public static Store create(Engine engine, StoreLimits limits) {
    return new Store(engine, limits, false);
  }

  /**
   * An empty store for guests that answer one request, or do something else that is brief, and are
   * gone then. It is good for the same as any other; but the guests' code notes which parts of
   * their memories it writes to, so that closing the store can restore what they changed: the next
   * instances of the same component, in stores with the same limits, are these then, which cannot
   * be told from new ones. What trapped, or grew, is not used again.
   */
  public static Store createBrief(Engine engine, StoreLimits limits) {
    return new Store(engine, limits, true);
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
   * Which component calls, in the store that a function of the host is given: its {@link
   * ComponentPart#path}. In every other store that is the outermost component. All else is the same
   * for all components of the store, its data, too.
   */
  public String caller() {
    return caller;
  }

  /**
   * The host's state for these guests, one value for each class, made when first asked for. Host
   * functions of a shared linker find here what belongs to the guest that called them. What is
   * {@link AutoCloseable} is closed with the store. Any thread may ask.
   */
  public <T> T data(Class<T> key, Supplier<? extends T> first) {
    synchronized (data) {
      Object known = data.get(key);
      if (known == null) {
        // Not `computeIfAbsent`: what is made may ask for other data of the store.
        known = first.get();
        data.put(key, known);
      }
      return key.cast(known);
    }
  }

  /** Sets the host's state of a class; see {@link #data}. */
  public <T> void setData(Class<T> key, T value) {
    synchronized (data) {
      data.put(key, key.cast(value));
    }
  }

  /**
   * How many units of fuel are left; nothing if the limits do not bound them. Every instruction
   * that a guest executes takes one, but for those that only mark where blocks begin and end;
   * copying and filling takes one more for every 64 bytes of memory, or 8 elements of tables and
   * arrays, growing does not. A guest that has too few left traps with {@link TrapCode#OUT_OF_FUEL}
   * before it executes what comes up to the next branch. What it takes is the same on every machine
   * and however code is compiled; host functions take nothing. To be asked while no guest runs.
   */
  public OptionalLong fuel() {
    return context.fuel().map(fuel -> OptionalLong.of(fuel.left())).orElse(OptionalLong.empty());
  }

  /**
   * Gives its guests more fuel; any thread may, at any time.
   *
   * @throws IllegalArgumentException if it is negative
   * @throws IllegalStateException if the limits do not bound fuel
   */
  public void addFuel(long units) {
    context
        .fuel()
        .orElseThrow(() -> new IllegalStateException("the store's fuel has no bound"))
        .add(units);
  }

  /** Whether a guest trapped or exited, so that nothing here can be called any more. */
  public boolean poisoned() {
    return context.poisoned();
  }

  /**
   * Runs the tasks of the guests until none is left: what functions do after they gave their
   * results.
   *
   * @throws TrapException if a guest traps, or if the tasks that are left wait for something that
   *     cannot happen
   * @throws InterruptedException if this thread is interrupted
   * @throws IllegalStateException if the store is closed
   */
  public void awaitTasks() throws InterruptedException {
    context.awaitTasks();
  }

  /**
   * Ends all guests: the host's resources that they still own are dropped. Calls that run or wait
   * on other threads end with an {@link IllegalStateException}, a host function that waits for
   * something is interrupted; this waits until they are gone. Closing a second time does nothing.
   *
   * @throws IllegalStateException if this thread closes it from within a call
   * @throws RuntimeException what a resource of the host or the host's state of a class throws when
   *     it is closed, once all of the others are closed, too; what else they threw is suppressed
   */
  @Override
  public void close() {
    Closer closer = new Closer();
    if (context.close(closer)) {
      List<Object> all;
      synchronized (data) {
        all = List.copyOf(data.values());
        data.clear();
      }
      all.forEach(closer::close);
    }
    closer.end();
  }

  StoreContext context() {
    return context;
  }
}
