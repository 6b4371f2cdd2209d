package dev.witj.wasi.internal;

import dev.witj.runtime.GuestExitException;
import dev.witj.runtime.value.Result;
import dev.witj.wasi.cli.Exit;
import org.jspecify.annotations.Nullable;

/** {@code wasi:cli/exit} of both versions. */
public final class HostExit implements Exit, dev.witj.wasi.cli.v0_3.Exit {
  @Override
  public void exit(Result<@Nullable Void, @Nullable Void> status) {
    throw new GuestExitException(status instanceof Result.Ok ? 0 : 1);
  }

  @Override
  public void exitWithCode(int statusCode) {
    throw new GuestExitException(statusCode);
  }
}
