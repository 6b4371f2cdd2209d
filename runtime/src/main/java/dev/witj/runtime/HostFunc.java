package dev.witj.runtime;

import org.jspecify.annotations.Nullable;

/** A function that the host gives. */
final class HostFunc extends ComponentFunc {
  private final HostFunction body;

  HostFunc(String name, FuncType type, HostFunction body) {
    super(name, type);
    this.body = body;
  }

  @Override
  boolean isHost() {
    return true;
  }

  @Override
  void invoke(GuestInstance caller, Call call) {
    Object[] arguments = call.start();
    Store store = caller.store();
    store.setCurrent(null);
    Object result = call(store, arguments);
    store.setCurrent(caller);
    call.resolve(result);
  }

  /** Runs it; whatever it throws but means as a trap or an exit becomes a trap. */
  @Nullable Object call(Store store, Object[] arguments) {
    try {
      return body.call(store, arguments);
    } catch (TrapException | GuestExitException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrapException(TrapCode.INTERRUPTED, TrapCode.INTERRUPTED.text(), e);
    } catch (Exception e) {
      throw failure(e);
    }
  }

  private TrapException failure(Exception e) {
    String what = e.getMessage() == null ? e.getClass().getName() : e.getMessage();
    return new TrapException(
        TrapCode.HOST_FAILURE, "the host function `" + name() + "` failed: " + what, e);
  }
}
