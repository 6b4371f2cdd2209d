package dev.witj.runtime.internal.call;

import dev.witj.runtime.async.ErrorContext;
import dev.witj.runtime.internal.abi.ErrorMessages;
import dev.witj.runtime.internal.core.CoreFunc;

/**
 * The built-ins for error contexts, in the order of the specification. Messages are kept.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md#-canon-error-contextnew">canon
 *     error-context.new</a>
 */
public final class ErrorContextBuiltIns {
  private ErrorContextBuiltIns() {}

  /** {@code error-context.new}. */
  public static CoreFunc.OfTwo make(RunningPlan plan, GuestInstance in, Side side) {
    return (pointer, length) -> {
      TaskBuiltIns.checkMayLeave(in);
      String message =
          ErrorMessages.load(
              plan.binding(side).context(null, in.store().hostPeer()),
              side.options().address(pointer),
              side.options().address(length));
      return in.handles().add(new ErrorContext(message));
    };
  }

  /** {@code error-context.debug-message}. */
  public static CoreFunc.OfTwo debugMessage(RunningPlan plan, GuestInstance in, Side side) {
    return (index, pointer) -> {
      TaskBuiltIns.checkMayLeave(in);
      ErrorContext context = get(in, (int) index);
      ErrorMessages.store(
          plan.binding(side).context(null, in.store().hostPeer()),
          context.debugMessage(),
          side.options().address(pointer));
      return 0;
    };
  }

  /** {@code error-context.drop}. */
  public static CoreFunc.OfOne drop(GuestInstance in) {
    return index -> {
      TaskBuiltIns.checkMayLeave(in);
      ErrorContext _ = get(in, (int) index);
      Object _ = in.handles().remove((int) index);
      return 0;
    };
  }

  private static ErrorContext get(GuestInstance in, int index) {
    if (in.handles().get(index) instanceof ErrorContext context) {
      return context;
    }
    throw GuestInstance.notA("error context", index);
  }
}
