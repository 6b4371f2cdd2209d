package dev.witj.wasi.internal;

import dev.witj.wasi.internal.io.Traps;
import dev.witj.wasi.io.Streams.StreamError;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;

/** What streams say of failures. */
public final class StreamErrors {
  /** There is no more. */
  public static final StreamError CLOSED = new StreamError.Closed();

  private StreamErrors() {}

  /**
   * The failure, to be told once.
   *
   * @throws dev.witj.runtime.TrapException if it was an interruption of the guest
   */
  public static StreamError failed(Session session, IOException failure) {
    rethrowInterruption(failure);
    return new StreamError.LastOperationFailed(new HostError(session, failure));
  }

  /** An interruption ends the guest; it is no failure of a file. */
  public static void rethrowInterruption(IOException failure) {
    if (failure instanceof ClosedByInterruptException
        || failure instanceof InterruptedIOException) {
      throw Traps.interrupted();
    }
  }
}
