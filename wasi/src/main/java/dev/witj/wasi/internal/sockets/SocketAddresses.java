package dev.witj.wasi.internal.sockets;

import dev.witj.runtime.value.Tuple4;
import dev.witj.runtime.value.Tuple8;
import dev.witj.wasi.internal.net.NetError;
import dev.witj.wasi.internal.net.NetException;
import dev.witj.wasi.sockets.Network;
import dev.witj.wasi.sockets.Network.IpAddress;
import dev.witj.wasi.sockets.Network.IpSocketAddress;
import dev.witj.wasi.sockets.Network.Ipv4SocketAddress;
import dev.witj.wasi.sockets.Network.Ipv6SocketAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** Addresses in WIT and in Java. */
public final class SocketAddresses {
  private SocketAddresses() {}

  /** The address in Java. */
  static InetSocketAddress toJava(IpSocketAddress address) throws NetException {
    return switch (address) {
      case IpSocketAddress.Ipv4(Ipv4SocketAddress(int port, var four)) -> toJava(four, port);
      case IpSocketAddress.Ipv6(Ipv6SocketAddress(int port, long _, var six, long scope)) ->
          toJava(six, scope, port);
    };
  }

  /** An address of IPv4 in Java. */
  public static InetSocketAddress toJava(
      Tuple4<Integer, Integer, Integer, Integer> four, int port) {
    byte[] bytes = {
      four.v0().byteValue(), four.v1().byteValue(), four.v2().byteValue(), four.v3().byteValue()
    };
    try {
      return new InetSocketAddress(InetAddress.getByAddress(bytes), port);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One of IPv6 in Java; those of IPv4 within IPv6, which Java has no form for, are refused. */
  public static InetSocketAddress toJava(
      Tuple8<Integer, Integer, Integer, Integer, Integer, Integer, Integer, Integer> six,
      long scope,
      int port)
      throws NetException {
    try {
      InetAddress plain = InetAddress.getByAddress(bytes(six));
      if (!(plain instanceof Inet6Address)) {
        throw NetError.INVALID_ARGUMENT.exception();
      }
      return new InetSocketAddress(
          scope == 0 ? plain : Inet6Address.getByAddress(null, bytes(six), (int) scope), port);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(
      Tuple8<Integer, Integer, Integer, Integer, Integer, Integer, Integer, Integer> six) {
    return ByteBuffer.allocate(16)
        .putShort(six.v0().shortValue())
        .putShort(six.v1().shortValue())
        .putShort(six.v2().shortValue())
        .putShort(six.v3().shortValue())
        .putShort(six.v4().shortValue())
        .putShort(six.v5().shortValue())
        .putShort(six.v6().shortValue())
        .putShort(six.v7().shortValue())
        .array();
  }

  static IpSocketAddress toWit(InetSocketAddress address) {
    return switch (toWit(address.getAddress())) {
      case IpAddress.Ipv4(var four) ->
          new IpSocketAddress.Ipv4(new Ipv4SocketAddress(address.getPort(), four));
      case IpAddress.Ipv6(var six) ->
          new IpSocketAddress.Ipv6(
              new Ipv6SocketAddress(
                  address.getPort(), 0, six, ((Inet6Address) address.getAddress()).getScopeId()));
    };
  }

  static IpAddress toWit(InetAddress address) {
    return address instanceof Inet6Address
        ? new IpAddress.Ipv6(six(address))
        : new IpAddress.Ipv4(four(address));
  }

  /** The bytes of an address of IPv4. */
  public static Tuple4<Integer, Integer, Integer, Integer> four(InetAddress address) {
    byte[] b = address.getAddress();
    return new Tuple4<>(b[0] & 255, b[1] & 255, b[2] & 255, b[3] & 255);
  }

  /** The words of an address of IPv6. */
  public static Tuple8<Integer, Integer, Integer, Integer, Integer, Integer, Integer, Integer> six(
      InetAddress address) {
    ByteBuffer words = ByteBuffer.wrap(address.getAddress());
    return new Tuple8<>(
        words.getShort(0) & 0xffff,
        words.getShort(2) & 0xffff,
        words.getShort(4) & 0xffff,
        words.getShort(6) & 0xffff,
        words.getShort(8) & 0xffff,
        words.getShort(10) & 0xffff,
        words.getShort(12) & 0xffff,
        words.getShort(14) & 0xffff);
  }

  static Network.IpAddressFamily family(boolean v6) {
    return v6 ? Network.IpAddressFamily.IPV6 : Network.IpAddressFamily.IPV4;
  }
}
