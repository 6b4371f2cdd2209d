package dev.witj.wasi.internal.sockets;

import dev.witj.runtime.value.Result;
import dev.witj.wasi.internal.net.NetError;
import dev.witj.wasi.internal.net.NetException;
import dev.witj.wasi.sockets.Network.ErrorCode;
import org.jspecify.annotations.Nullable;

/** What may fail with an error of the network, as a result of WIT. */
final class Attempt {
  private Attempt() {}

  interface Action {
    void run() throws NetException;
  }

  interface Question<T> {
    T ask() throws NetException;
  }

  static Result<@Nullable Void, ErrorCode> act(Action action) {
    try {
      action.run();
      return Result.ok();
    } catch (NetException e) {
      return Result.err(code(e.error()));
    }
  }

  static <T> Result<T, ErrorCode> ask(Question<T> question) {
    try {
      return Result.ok(question.ask());
    } catch (NetException e) {
      return Result.err(code(e.error()));
    }
  }

  static ErrorCode code(NetError error) {
    return switch (error) {
      case UNKNOWN -> ErrorCode.UNKNOWN;
      case ACCESS_DENIED -> ErrorCode.ACCESS_DENIED;
      case NOT_SUPPORTED -> ErrorCode.NOT_SUPPORTED;
      case INVALID_ARGUMENT -> ErrorCode.INVALID_ARGUMENT;
      case TIMEOUT -> ErrorCode.TIMEOUT;
      case CONCURRENCY_CONFLICT -> ErrorCode.CONCURRENCY_CONFLICT;
      case NOT_IN_PROGRESS -> ErrorCode.NOT_IN_PROGRESS;
      case WOULD_BLOCK -> ErrorCode.WOULD_BLOCK;
      case INVALID_STATE -> ErrorCode.INVALID_STATE;
      case NEW_SOCKET_LIMIT -> ErrorCode.NEW_SOCKET_LIMIT;
      case ADDRESS_NOT_BINDABLE -> ErrorCode.ADDRESS_NOT_BINDABLE;
      case ADDRESS_IN_USE -> ErrorCode.ADDRESS_IN_USE;
      case REMOTE_UNREACHABLE -> ErrorCode.REMOTE_UNREACHABLE;
      case CONNECTION_REFUSED -> ErrorCode.CONNECTION_REFUSED;
      case CONNECTION_RESET, CONNECTION_BROKEN -> ErrorCode.CONNECTION_RESET;
      case CONNECTION_ABORTED -> ErrorCode.CONNECTION_ABORTED;
      case DATAGRAM_TOO_LARGE -> ErrorCode.DATAGRAM_TOO_LARGE;
      case NAME_UNRESOLVABLE -> ErrorCode.NAME_UNRESOLVABLE;
      case PERMANENT_RESOLVER_FAILURE -> ErrorCode.PERMANENT_RESOLVER_FAILURE;
    };
  }
}
