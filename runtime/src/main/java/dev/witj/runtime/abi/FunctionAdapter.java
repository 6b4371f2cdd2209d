package dev.witj.runtime.abi;

import org.jspecify.annotations.Nullable;

/**
 * Carries the values of one function type across the boundary of an instance. Made once per
 * function type and options, immutable, shared by all calls.
 *
 * <p>Core values are raw bits, one {@code long} each: 32-bit values zero-extended, of arguments
 * only the low half is read.
 */
public interface FunctionAdapter {
  /** The type of the core function: the one that is lifted, or the one that lowering makes. */
  CoreSignature coreSignature();

  /** Whether any {@code own} or {@code borrow} is among the parameters or the result. */
  boolean usesHandles();

  /**
   * For a call into the instance: the arguments of the core function.
   *
   * @param cx the callee, with a {@link BorrowScope.Task} where handles are used
   * @throws dev.witj.diagnostics.DiagnosticException if the host's values do not fit the types
   */
  long[] lowerParams(LiftLowerContext cx, Object[] arguments);

  /**
   * For a call into the instance: the result out of the results of the core function.
   *
   * @return the result, null where the function has none
   */
  @Nullable Object liftResult(LiftLowerContext cx, long[] coreResults);

  /**
   * For a call out of the instance: the arguments out of those of the core function.
   *
   * @param cx the caller, with a {@link BorrowScope.Subtask} where handles are used
   */
  Object[] liftParams(LiftLowerContext cx, long[] coreArguments);

  /**
   * For a call out of the instance: the results of the core function.
   *
   * @param coreArguments those of the call, the last of which may say where to store the result
   */
  long[] lowerResult(LiftLowerContext cx, @Nullable Object result, long[] coreArguments);
}
