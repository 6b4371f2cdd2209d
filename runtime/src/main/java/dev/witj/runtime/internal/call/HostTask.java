package dev.witj.runtime.internal.call;

import dev.witj.diagnostics.DiagnosticException;
import dev.witj.runtime.TrapException;
import dev.witj.runtime.internal.abi.HandleQuota;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run of a function of the host that may block, on a virtual thread of its own. */
final class HostTask {
  private final StoreContext store;
  private final GuestInstance caller;
  private final HostFunc func;
  private final Consumer<@Nullable Object> onReturn;
  private final Runnable onCancelled;

  /** What is kept until it ends. */
  private final long bytes;

  private @Nullable Thread thread;
  private boolean cancelled;

  /**
   * A run that has not begun.
   *
   * @param bytes about how many its arguments have, which are kept until it ends
   * @param caller who calls it
   * @param onReturn gets its result, with the turn
   * @param onCancelled learns that it gave none because it was called off, with the turn
   */
  HostTask(
      GuestInstance caller,
      HostFunc func,
      long bytes,
      Consumer<@Nullable Object> onReturn,
      Runnable onCancelled) {
    this.store = caller.store();
    this.caller = caller;
    this.func = func;
    this.bytes = bytes + HandleQuota.WAITING;
    this.onReturn = onReturn;
    this.onCancelled = onCancelled;
  }

  void start(Object[] arguments) {
    store.handleQuota().take();
    store.handleQuota().takeBytes(bytes);
    OutsideWork work = new OutsideWork(store.scheduler(), func.name(), () -> run(arguments), true);
    thread = work.thread();
    work.start();
    // A function that has its result at once gives it at once.
    work.attend();
  }

  /** Calls it off. */
  void cancel() {
    cancelled = true;
    if (thread != null) {
      thread.interrupt();
    }
  }

  private Runnable run(Object[] arguments) {
    try {
      Object result = func.call(caller.api(), arguments);
      return () -> end(() -> onReturn.accept(result));
    } catch (RuntimeException e) {
      return () -> end(() -> failed(e));
    } catch (Error e) {
      return () -> end(() -> failed(func.failure(e)));
    }
  }

  private void end(Runnable how) {
    store.handleQuota().give();
    store.handleQuota().keep(-bytes);
    try {
      how.run();
    } catch (DiagnosticException e) {
      throw func.failure(e);
    }
  }

  private void failed(RuntimeException e) {
    if (cancelled && e instanceof TrapException && e.getCause() instanceof InterruptedException) {
      onCancelled.run();
      return;
    }
    throw e;
  }
}
