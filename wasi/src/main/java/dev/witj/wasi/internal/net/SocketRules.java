package dev.witj.wasi.internal.net;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;

/** Which addresses sockets take at all. */
final class SocketRules {
  private SocketRules() {}

  /** A local address must be of the socket's family, and one machine's. */
  static void checkLocal(boolean v6, InetSocketAddress address) throws NetException {
    InetAddress ip = address.getAddress();
    if (!isOfFamily(v6, ip) || isMulticastOrBroadcast(ip)) {
      throw NetError.INVALID_ARGUMENT.exception();
    }
  }

  /** A remote address must besides be a certain one, with a port. */
  static void checkRemote(boolean v6, InetSocketAddress address) throws NetException {
    InetAddress ip = address.getAddress();
    if (!isOfFamily(v6, ip) || ip.isAnyLocalAddress() || address.getPort() == 0) {
      throw NetError.INVALID_ARGUMENT.exception();
    }
  }

  /** A peer of a connection must besides be a single machine. */
  static void checkPeer(boolean v6, InetSocketAddress address) throws NetException {
    checkRemote(v6, address);
    if (isMulticastOrBroadcast(address.getAddress())) {
      throw NetError.INVALID_ARGUMENT.exception();
    }
  }

  /** Addresses of IPv4 within IPv6 belong to neither family. */
  private static boolean isOfFamily(boolean v6, InetAddress address) {
    return v6
        ? address instanceof Inet6Address six && !carriesV4(six)
        : address instanceof Inet4Address;
  }

  /** {@code ::a.b.c.d}, but not {@code ::} and {@code ::1}; mapped ones are IPv4 in Java. */
  private static boolean carriesV4(Inet6Address address) {
    byte[] bytes = address.getAddress();
    return address.isIPv4CompatibleAddress()
        && !address.isAnyLocalAddress()
        && !address.isLoopbackAddress()
        && !Arrays.equals(bytes, new byte[16]);
  }

  private static boolean isMulticastOrBroadcast(InetAddress address) {
    return address.isMulticastAddress()
        || (address instanceof Inet4Address
            && Arrays.equals(address.getAddress(), new byte[] {-1, -1, -1, -1}));
  }
}
