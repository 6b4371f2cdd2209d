package dev.witj.runtime;

/**
 * Thrown by a host function to end the guest for good, as {@code wasi:cli/exit} does. It is no
 * trap: it passes through the guest and out of {@link Func#call} as it is. The store cannot be used
 * any more.
 */
public final class GuestExitException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /** Ends the guest with a status for the process, 0 for success. */
  public GuestExitException(int status) {
    super("the guest exited with status " + status, null, true, false);
    this.status = status;
  }

  /** The status. */
  public int status() {
    return status;
  }
}
