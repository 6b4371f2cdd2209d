package dev.witj.wasi.internal.net;

import dev.witj.wasi.internal.io.ForeignFailure;
import java.io.IOException;

/** An operation on the network failed. */
public final class NetException extends ForeignFailure {
  private static final long serialVersionUID = 1L;

  private final NetError error;

  NetException(NetError error) {
    super(error.text());
    this.error = error;
  }

  /** The failure in the words of WASI. */
  static NetException of(IOException failure) {
    return failure instanceof NetException known ? known : NetError.of(failure).exception();
  }

  /** Why. */
  public NetError error() {
    return error;
  }
}
