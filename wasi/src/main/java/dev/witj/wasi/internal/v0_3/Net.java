package dev.witj.wasi.internal.v0_3;

import dev.witj.runtime.value.Result;
import dev.witj.wasi.internal.net.NetError;
import dev.witj.wasi.internal.net.NetException;
import dev.witj.wasi.internal.sockets.SocketAddresses;
import dev.witj.wasi.sockets.v0_3.Types.ErrorCode;
import dev.witj.wasi.sockets.v0_3.Types.IpAddress;
import dev.witj.wasi.sockets.v0_3.Types.IpAddressFamily;
import dev.witj.wasi.sockets.v0_3.Types.IpSocketAddress;
import dev.witj.wasi.sockets.v0_3.Types.Ipv4SocketAddress;
import dev.witj.wasi.sockets.v0_3.Types.Ipv6SocketAddress;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The host's network in the types of {@code wasi:sockets} 0.3. */
final class Net {
  private Net() {}

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

  /** What a failure of a stream is called. */
  static ErrorCode code(IOException failure) {
    return failure instanceof NetException known
        ? code(known.error())
        : new ErrorCode.ConnectionBroken();
  }

  static ErrorCode code(NetError error) {
    return switch (error) {
      case ACCESS_DENIED -> new ErrorCode.AccessDenied();
      case NOT_SUPPORTED -> new ErrorCode.NotSupported();
      case INVALID_ARGUMENT -> new ErrorCode.InvalidArgument();
      case TIMEOUT -> new ErrorCode.Timeout();
      // What is under way is no state of its own here.
      case CONCURRENCY_CONFLICT, NOT_IN_PROGRESS, WOULD_BLOCK, INVALID_STATE ->
          new ErrorCode.InvalidState();
      case NEW_SOCKET_LIMIT -> new ErrorCode.OutOfMemory();
      case ADDRESS_NOT_BINDABLE -> new ErrorCode.AddressNotBindable();
      case ADDRESS_IN_USE -> new ErrorCode.AddressInUse();
      case REMOTE_UNREACHABLE -> new ErrorCode.RemoteUnreachable();
      case CONNECTION_REFUSED -> new ErrorCode.ConnectionRefused();
      case CONNECTION_RESET -> new ErrorCode.ConnectionReset();
      case CONNECTION_BROKEN -> new ErrorCode.ConnectionBroken();
      case CONNECTION_ABORTED -> new ErrorCode.ConnectionAborted();
      case DATAGRAM_TOO_LARGE -> new ErrorCode.DatagramTooLarge();
      case UNKNOWN, NAME_UNRESOLVABLE, PERMANENT_RESOLVER_FAILURE ->
          new ErrorCode.Other(Optional.of(error.text()));
    };
  }

  static InetSocketAddress toJava(IpSocketAddress address) throws NetException {
    return switch (address) {
      case IpSocketAddress.Ipv4(Ipv4SocketAddress(int port, var four)) ->
          SocketAddresses.toJava(four, port);
      case IpSocketAddress.Ipv6(Ipv6SocketAddress(int port, long _, var six, long scope)) ->
          SocketAddresses.toJava(six, scope, port);
    };
  }

  static IpSocketAddress toWit(InetSocketAddress address) {
    InetAddress ip = address.getAddress();
    return ip instanceof Inet6Address six
        ? new IpSocketAddress.Ipv6(
            new Ipv6SocketAddress(address.getPort(), 0, SocketAddresses.six(ip), six.getScopeId()))
        : new IpSocketAddress.Ipv4(
            new Ipv4SocketAddress(address.getPort(), SocketAddresses.four(ip)));
  }

  static IpAddress toWit(InetAddress address) {
    return address instanceof Inet6Address
        ? new IpAddress.Ipv6(SocketAddresses.six(address))
        : new IpAddress.Ipv4(SocketAddresses.four(address));
  }

  static IpAddressFamily family(boolean v6) {
    return v6 ? IpAddressFamily.IPV6 : IpAddressFamily.IPV4;
  }

  /** Any address of this machine, any port: what a socket takes that nobody gave one. */
  static InetSocketAddress anywhere(boolean v6) {
    try {
      return new InetSocketAddress(InetAddress.getByAddress(new byte[v6 ? 16 : 4]), 0);
    } catch (java.net.UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
