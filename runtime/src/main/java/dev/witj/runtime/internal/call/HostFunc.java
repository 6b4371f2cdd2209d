package dev.witj.runtime.internal.call;

import dev.witj.runtime.GuestExitException;
import dev.witj.runtime.HostFunction;
import dev.witj.runtime.Store;
import dev.witj.runtime.TrapException;
import dev.witj.runtime.value.FuncCodec;
import org.jspecify.annotations.Nullable;

/**
 * A function that the host gives.
 *
 * @param name what messages call it
 * @param codecs make and take apart its values
 */
public record HostFunc(String name, FuncCodec codecs, HostFunction body) implements ComponentFunc {
  /** Runs it; whatever it throws but means as a trap or an exit becomes a trap. */
  public @Nullable Object call(Store store, Object[] arguments) {
    try {
      return body.call(store, arguments);
    } catch (TrapException | GuestExitException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(e);
    } catch (Exception e) {
      throw failure(e);
    }
  }

  /** What the guest that called it ends with. */
  TrapException failure(Throwable e) {
    return TrapException.hostFailure("the host function `" + name + "`", e);
  }
}
