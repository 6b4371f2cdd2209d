package dev.witj.runtime.internal.abi;

/**
 * Carries values from one component to another. Made once per call that is planned, immutable,
 * shared by all runs of it. Whether it goes by Java values or copies from memory to memory is its
 * own business.
 *
 * <p>Core values are raw bits as in {@link LiftAdapter}.
 */
public interface CallAdapter {
  /**
   * Passes the arguments.
   *
   * @param caller with a {@link BorrowScope.OfSubtask}
   * @param callee with a {@link BorrowScope.OfTask}
   * @param coreArguments the arguments of the core function that lowering made
   * @return the arguments of the core function that is lifted
   * @throws dev.witj.runtime.TrapException if the caller's memory does not hold values of the
   *     types, or the callee's allocator misbehaves
   */
  long[] passParams(LiftLowerContext caller, LiftLowerContext callee, long[] coreArguments);

  /**
   * Passes the result; once it is lifted the callee may hold no borrows any more.
   *
   * @param coreResult that of the core function that is lifted; anything if it has none
   * @param coreArguments those of {@link #passParams}, which may say where to store the result
   * @return the result of the core function that lowering made, if it has one
   * @throws dev.witj.runtime.TrapException if the callee's memory does not hold a value of the
   *     type, the callee still holds borrows, or the caller's allocator or pointer is bad
   */
  long passResult(
      LiftLowerContext callee, LiftLowerContext caller, long coreResult, long[] coreArguments);

  /**
   * Passes the result that a callee gives to {@code task.return}; as {@link #passResult}.
   *
   * @param returned the arguments of {@code task.return}
   */
  long passTaskReturn(
      LiftLowerContext callee, LiftLowerContext caller, long[] returned, long[] coreArguments);
}
