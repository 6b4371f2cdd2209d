package dev.witj.runtime.internal.abi;

import org.jspecify.annotations.Nullable;

/**
 * Carries values into and out of a core function that {@code canon lift} wraps: lowers the
 * arguments of a call, lifts its result. Made once per function type and options, immutable, shared
 * by all calls.
 *
 * <p>Core values are raw bits, one {@code long} each: 32-bit values are given zero-extended, and
 * only the low half of those received is read.
 */
public interface LiftAdapter {
  /** Whether any {@code own} or {@code borrow} is among the parameters or the result. */
  boolean usesHandles();

  /**
   * The arguments of the core function.
   *
   * @param cx the callee, with a {@link BorrowScope.OfTask} where handles are used
   * @throws dev.witj.diagnostics.DiagnosticException if the host's values do not fit the types
   * @throws dev.witj.runtime.TrapException if the callee's allocator misbehaves
   */
  long[] lowerParams(LiftLowerContext cx, Object[] arguments);

  /**
   * The result, out of that of the core function.
   *
   * @param coreResult anything if the core function has none
   * @return the result, null where the function has none
   * @throws dev.witj.runtime.TrapException if the memory does not hold a value of the type
   */
  @Nullable Object liftResult(LiftLowerContext cx, long coreResult);

  /**
   * The result, out of the arguments of {@code task.return}.
   *
   * @return the result, null where the function has none
   * @throws dev.witj.runtime.TrapException if the memory does not hold a value of the type
   */
  @Nullable Object liftTaskReturn(LiftLowerContext cx, long[] coreArguments);
}
