package dev.witj.runtime.internal.call;

import dev.witj.runtime.GuestExitException;
import dev.witj.runtime.HostFunction;
import dev.witj.runtime.Store;
import dev.witj.runtime.TrapCode;
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
      throw new TrapException(TrapCode.INTERRUPTED, TrapCode.INTERRUPTED.text(), e);
    } catch (Exception e) {
      throw failure(e);
    }
  }

  private TrapException failure(Exception e) {
    String what = e.getMessage() == null ? e.getClass().getName() : e.getMessage();
    return new TrapException(
        TrapCode.HOST_FAILURE, "the host function `" + name + "` failed: " + what, e);
  }
}
