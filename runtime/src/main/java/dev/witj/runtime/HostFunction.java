package dev.witj.runtime;

import org.jspecify.annotations.Nullable;

/** A function that Java gives to a guest. */
@FunctionalInterface
public interface HostFunction {
  /**
   * Runs it: on the guest's thread, or, for a function whose type is {@code async}, on a virtual
   * thread of its own, while other tasks of the guests go on. There it may block as long as it
   * likes. If its caller calls it off, or the store is closed, the thread is interrupted: a
   * function that then throws {@link InterruptedException} was cancelled, one that returns has
   * returned.
   *
   * <p>Values have the forms that {@link dev.witj.runtime.value.ValueCodec} names, unless codecs of
   * the host's make others. A borrowed resource may be used until this returns.
   *
   * @param store the store that the guest runs in; its {@link Store#caller} tells which of several
   *     composed components it is
   * @param arguments one value for each parameter, in order
   * @return the result, or null if the function has none
   * @throws TrapException to trap the guest with a code of the host's choice
   * @throws Exception any other exception also traps the guest, as {@link TrapCode#HOST_FAILURE}
   */
  @Nullable Object call(Store store, Object[] arguments) throws Exception;
}
