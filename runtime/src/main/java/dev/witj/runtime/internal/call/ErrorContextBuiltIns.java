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
  private static final long[] NOTHING = {};

  private ErrorContextBuiltIns() {}

  /** {@code error-context.new}. */
  public static CoreFunc make(RunningPlan plan, GuestInstance in, Side side) {
    return arguments -> {
      TaskBuiltIns.checkMayLeave(in);
      String message =
          ErrorMessages.load(
              plan.binding(side).context(null, in.store().hostPeer()),
              side.options().address(arguments[0]),
              side.options().address(arguments[1]));
      return new long[] {in.handles().add(new ErrorContext(message))};
    };
  }

  /** {@code error-context.debug-message}. */
  public static CoreFunc debugMessage(RunningPlan plan, GuestInstance in, Side side) {
    return arguments -> {
      TaskBuiltIns.checkMayLeave(in);
      ErrorContext context = get(in, (int) arguments[0]);
      ErrorMessages.store(
          plan.binding(side).context(null, in.store().hostPeer()),
          context.debugMessage(),
          side.options().address(arguments[1]));
      return NOTHING;
    };
  }

  /** {@code error-context.drop}. */
  public static CoreFunc drop(GuestInstance in) {
    return arguments -> {
      TaskBuiltIns.checkMayLeave(in);
      int index = (int) arguments[0];
      ErrorContext _ = get(in, index);
      Object _ = in.handles().remove(index);
      return NOTHING;
    };
  }

  private static ErrorContext get(GuestInstance in, int index) {
    if (in.handles().get(index) instanceof ErrorContext context) {
      return context;
    }
    throw GuestInstance.notA("error context", index);
  }
}
