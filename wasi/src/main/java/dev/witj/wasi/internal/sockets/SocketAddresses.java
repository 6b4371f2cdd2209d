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
final class SocketAddresses {
  private SocketAddresses() {}

  /** The address in Java; those of IPv4 within IPv6, which Java has no form for, are refused. */
  static InetSocketAddress toJava(IpSocketAddress address) throws NetException {
    try {
      return switch (address) {
        case IpSocketAddress.Ipv4(Ipv4SocketAddress(int port, var four)) ->
            new InetSocketAddress(
                InetAddress.getByAddress(
                    new byte[] {
                      four.v0().byteValue(),
                      four.v1().byteValue(),
                      four.v2().byteValue(),
                      four.v3().byteValue()
                    }),
                port);
        case IpSocketAddress.Ipv6(Ipv6SocketAddress(int port, long _, var six, long scope)) -> {
          InetAddress plain = InetAddress.getByAddress(bytes(six));
          if (!(plain instanceof Inet6Address)) {
            throw NetError.INVALID_ARGUMENT.exception();
          }
          yield new InetSocketAddress(
              scope == 0 ? plain : Inet6Address.getByAddress(null, bytes(six), (int) scope), port);
        }
      };
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
    byte[] b = address.getAddress();
    if (b.length == 4) {
      return new IpAddress.Ipv4(new Tuple4<>(b[0] & 255, b[1] & 255, b[2] & 255, b[3] & 255));
    }
    ByteBuffer words = ByteBuffer.wrap(b);
    return new IpAddress.Ipv6(
        new Tuple8<>(
            words.getShort(0) & 0xffff,
            words.getShort(2) & 0xffff,
            words.getShort(4) & 0xffff,
            words.getShort(6) & 0xffff,
            words.getShort(8) & 0xffff,
            words.getShort(10) & 0xffff,
            words.getShort(12) & 0xffff,
            words.getShort(14) & 0xffff));
  }

  static Network.IpAddressFamily family(boolean v6) {
    return v6 ? Network.IpAddressFamily.IPV6 : Network.IpAddressFamily.IPV4;
  }
}
