package dev.witj.wasi.internal.net;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;

/** Why an operation on the network failed, in the words that all versions of WASI share. */
public enum NetError {
  UNKNOWN("unknown error"),
  ACCESS_DENIED("access denied"),
  NOT_SUPPORTED("not supported"),
  INVALID_ARGUMENT("invalid argument"),
  TIMEOUT("timed out"),
  CONCURRENCY_CONFLICT("another operation is under way"),
  NOT_IN_PROGRESS("no operation is under way"),
  WOULD_BLOCK("not ready yet"),
  INVALID_STATE("invalid state"),
  NEW_SOCKET_LIMIT("too many sockets"),
  ADDRESS_NOT_BINDABLE("address not available"),
  ADDRESS_IN_USE("address in use"),
  REMOTE_UNREACHABLE("remote unreachable"),
  CONNECTION_REFUSED("connection refused"),
  CONNECTION_RESET("connection reset"),
  CONNECTION_BROKEN("connection broken"),
  CONNECTION_ABORTED("connection aborted"),
  DATAGRAM_TOO_LARGE("datagram too large"),
  NAME_UNRESOLVABLE("name unresolvable"),
  PERMANENT_RESOLVER_FAILURE("permanent resolver failure");

  private final String text;

  NetError(String text) {
    this.text = text;
  }

  /** What a guest may read of it. */
  public String text() {
    return text;
  }

  /** The failure with this reason. */
  public NetException exception() {
    return new NetException(this);
  }

  /** The reason behind an exception of {@code java.nio}. */
  public static NetError of(IOException failure) {
    return switch (failure) {
      case NetException known -> known.error();
      case PortUnreachableException _ -> CONNECTION_REFUSED;
      case NoRouteToHostException _ -> REMOTE_UNREACHABLE;
      case SocketTimeoutException _ -> TIMEOUT;
      case UnknownHostException _ -> NAME_UNRESOLVABLE;
      case ClosedChannelException _ -> CONNECTION_ABORTED;
      case BindException _ -> ofText(failure, ADDRESS_NOT_BINDABLE);
      case ConnectException _ -> ofText(failure, CONNECTION_REFUSED);
      default -> ofText(failure, UNKNOWN);
    };
  }

  /** The JDK passes the C library's text on. */
  private static NetError ofText(IOException failure, NetError otherwise) {
    String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    if (text.contains("in use")) {
      return ADDRESS_IN_USE;
    }
    if (text.contains("cannot assign requested address")) {
      return ADDRESS_NOT_BINDABLE;
    }
    if (text.contains("unreachable") || text.contains("no route")) {
      return REMOTE_UNREACHABLE;
    }
    if (text.contains("refused")) {
      return CONNECTION_REFUSED;
    }
    if (text.contains("timed out")) {
      return TIMEOUT;
    }
    if (text.contains("broken pipe")) {
      return CONNECTION_BROKEN;
    }
    if (text.contains("reset")) {
      return CONNECTION_RESET;
    }
    if (text.contains("message too long")) {
      return DATAGRAM_TOO_LARGE;
    }
    if (text.contains("too many open files")) {
      return NEW_SOCKET_LIMIT;
    }
    if (text.contains("permission denied") || text.contains("not permitted")) {
      return ACCESS_DENIED;
    }
    if (text.contains("invalid argument")) {
      return INVALID_ARGUMENT;
    }
    return otherwise;
  }
}
