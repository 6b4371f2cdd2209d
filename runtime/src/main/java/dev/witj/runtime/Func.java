package dev.witj.runtime;

import dev.witj.binary.component.FunctionType;
import dev.witj.runtime.async.AsyncCall;
import dev.witj.runtime.internal.abi.LiftAdapter;
import dev.witj.runtime.internal.call.ComponentFunc;
import dev.witj.runtime.internal.call.HostCaller;
import dev.witj.runtime.internal.call.HostFunc;
import dev.witj.runtime.internal.call.LiftedFunc;
import dev.witj.runtime.value.FuncCodec;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A function that a guest exports. */
public final class Func {
  private final Store store;
  private final String name;
  private final ComponentFunc target;
  private final FunctionType type;
  private final @Nullable LiftAdapter adapter;

  Func(Store store, String name, ComponentFunc target, FunctionType type, FuncCodec codecs) {
    this.store = store;
    this.name = name;
    this.target = target;
    this.type = type;
    this.adapter = target instanceof LiftedFunc lifted ? lifted.adapter(codecs) : null;
  }

  /** Its name in WIT. */
  public String name() {
    return name;
  }

  /** Its type. */
  public FunctionType type() {
    return type;
  }

  /**
   * Calls it, and returns when the guest has returned and freed what it had to.
   *
   * <p>A function whose type is {@code async} may block: this thread waits then, and lets whatever
   * runs in the store go on meanwhile. Threads may call such functions of one instance at once. It
   * returns when the function has given its result, even if its task goes on afterwards: that is
   * continued by whoever waits for something in the store next, or by {@link Store#awaitTasks}. A
   * thread that is interrupted calls the function off, which then learns of that when it waits; a
   * second interrupt ends one that does not wait. What else runs in the store goes on.
   *
   * <p>A function whose type is not {@code async} cannot be called off: an interrupt ends it with
   * {@link TrapCode#INTERRUPTED}, and with it the store.
   *
   * @param arguments one value for each parameter, in order
   * @return the result, or null if the function has none
   * @throws dev.witj.diagnostics.DiagnosticException if an argument does not fit its parameter; the
   *     guest has not run then
   * @throws TrapException if the guest traps, and always once the store is poisoned
   * @throws GuestExitException if a host function ended the guest
   * @throws java.util.concurrent.CancellationException if it was called off, and gave no result
   * @throws IllegalStateException if the store is closed or in use by another thread
   */
  public @Nullable Object call(Object... arguments) {
    boolean async = type.signature().async();
    return switch (target) {
      case LiftedFunc lifted -> {
        HostCaller call = HostCaller.of(lifted, Objects.requireNonNull(adapter), arguments);
        yield async ? store.context().visit(call) : store.context().enter(call);
      }
      case HostFunc host ->
          async
              ? host.call(store, arguments)
              : store.context().enter(() -> host.call(store, arguments));
    };
  }

  /**
   * Calls it on a virtual thread.
   *
   * @param arguments as for {@link #call}
   * @return the result, or what {@link #call} throws; cancelling it interrupts the thread
   */
  public CompletableFuture<@Nullable Object> callAsync(Object... arguments) {
    return AsyncCall.start(() -> call(arguments));
  }
}
