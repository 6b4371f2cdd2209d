package dev.witj.wasi.internal.io;

import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;

/** The traps of this host. */
public final class Traps {
  private Traps() {}

  /** The guest did what the interface forbids. */
  public static TrapException rule(String message) {
    return new TrapException(TrapCode.HOST_RULE, message);
  }

  /** The thread of the guest was interrupted while it waited. */
  public static TrapException interrupted() {
    Thread.currentThread().interrupt();
    return new TrapException(TrapCode.INTERRUPTED);
  }
}
