package dev.witj.runtime.internal.abi;

import static dev.witj.runtime.TrapException.trapIf;

import dev.witj.runtime.TrapCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long borrowed handles live: one call. The caller's side holds the handles it lends, the
 * callee's side counts those it was given. Tasks and subtasks are such scopes.
 */
public sealed interface BorrowScope {
  /** The call as its callee sees it. */
  non-sealed class OfTask implements BorrowScope {
    private int borrows;

    /** A call that lent nothing yet. */
    public OfTask() {}

    void addBorrow() {
      borrows++;
    }

    void dropBorrow() {
      borrows--;
    }

    /**
     * Ends the call.
     *
     * @throws dev.witj.runtime.TrapException if the callee still holds a borrow
     */
    public final void checkNoBorrows() {
      trapIf(borrows > 0, TrapCode.BORROWS_REMAIN);
    }
  }

  /** The call as its caller sees it. */
  non-sealed class OfSubtask implements BorrowScope {
    private @Nullable List<ResourceHandle> lenders;

    /** A call that lends nothing yet. */
    public OfSubtask() {}

    void addLender(ResourceHandle lender) {
      List<ResourceHandle> known = lenders;
      if (known == null) {
        known = new ArrayList<>(2);
        lenders = known;
      }
      lender.lends++;
      known.add(lender);
    }

    /** Gives back what was lent. */
    public final void deliverResolve() {
      if (lenders != null) {
        for (ResourceHandle lender : lenders) {
          lender.lends--;
        }
        lenders = null;
      }
    }
  }
}
