package dev.witj.runtime.internal.abi;

import org.jspecify.annotations.Nullable;

/**
 * Carries values out of and into a core function that {@code canon lower} makes: lifts the
 * arguments the guest gives, lowers the result it gets. Made once per function type and options,
 * immutable, shared by all calls.
 *
 * <p>Core values are raw bits as in {@link LiftAdapter}.
 */
public interface LowerAdapter {
  /** Whether any {@code own} or {@code borrow} is among the parameters or the result. */
  boolean usesHandles();

  /**
   * The arguments, out of those of the core function.
   *
   * @param cx the caller, with a {@link BorrowScope.OfSubtask} where handles are used
   * @throws dev.witj.runtime.TrapException if the memory does not hold values of the types
   */
  Object[] liftParams(LiftLowerContext cx, long[] coreArguments);

  /**
   * The result of the core function, if it has one for that; it has none with the {@code async}
   * option, where the result is stored and the core function's own one says how far the call has
   * come.
   *
   * @param result null where the function has none
   * @param coreArguments those of the call, the last of which may say where to store the result
   * @throws dev.witj.diagnostics.DiagnosticException if the host's value does not fit the type
   * @throws dev.witj.runtime.TrapException if the caller's allocator or pointer is bad
   */
  long lowerResult(LiftLowerContext cx, @Nullable Object result, long[] coreArguments);
}
