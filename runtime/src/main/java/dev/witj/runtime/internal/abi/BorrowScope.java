package dev.witj.runtime.internal.abi;

import static dev.witj.runtime.TrapException.trapIf;

import dev.witj.runtime.TrapCode;
import java.util.ArrayList;
import java.util.List;

/**
 * How long borrowed handles live: one call. The caller's side holds the handles it lends, the
 * callee's side counts those it was given.
 */
public sealed interface BorrowScope {
  /** The call as its callee sees it. */
  non-sealed class Task implements BorrowScope {
    private int borrows;

    /** How many borrowed handles the callee has not dropped yet. */
    public int borrows() {
      return borrows;
    }

    /**
     * Ends the call.
     *
     * @throws dev.witj.runtime.TrapException if the callee still holds a borrow
     */
    public void checkNoBorrows() {
      trapIf(borrows > 0, TrapCode.BORROWS_REMAIN);
    }

    void addBorrow() {
      borrows++;
    }

    void dropBorrow() {
      borrows--;
    }
  }

  /** The call as its caller sees it. */
  non-sealed class Subtask implements BorrowScope {
    private final List<ResourceHandle> lenders = new ArrayList<>(0);

    void addLender(ResourceHandle lender) {
      lender.lends++;
      lenders.add(lender);
    }

    /** Gives back what was lent. */
    public void deliverResolve() {
      for (ResourceHandle lender : lenders) {
        lender.lends--;
      }
      lenders.clear();
    }
  }
}
