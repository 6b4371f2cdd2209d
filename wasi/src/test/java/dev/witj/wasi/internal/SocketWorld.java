package dev.witj.wasi.internal;

import static dev.witj.wasi.internal.World.ok;

import dev.witj.runtime.value.Tuple2;
import dev.witj.runtime.value.Tuple3;
import dev.witj.runtime.value.Tuple4;
import dev.witj.runtime.value.Tuple8;
import dev.witj.wasi.io.Poll;
import dev.witj.wasi.io.Streams;
import dev.witj.wasi.net.NetworkRights;
import dev.witj.wasi.net.Refusal;
import dev.witj.wasi.sockets.Network.IpAddressFamily;
import dev.witj.wasi.sockets.Network.IpSocketAddress;
import dev.witj.wasi.sockets.Network.Ipv4SocketAddress;
import dev.witj.wasi.sockets.Network.Ipv6SocketAddress;
import dev.witj.wasi.sockets.Network.NetworkType;
import dev.witj.wasi.sockets.Tcp;
import dev.witj.wasi.sockets.Udp;
import java.util.ArrayList;
import java.util.List;

/** Sockets of one guest that may use all of the network, for tests of what they do. */
abstract class SocketWorld {
  final List<Refusal> refusals = new ArrayList<>();
  final Session session = World.session(NetworkRights.all(), refusals::add);
  final NetworkType network = session.instanceNetwork().instanceNetwork();

  static IpSocketAddress v4(int a, int b, int c, int d, int port) {
    return new IpSocketAddress.Ipv4(new Ipv4SocketAddress(port, new Tuple4<>(a, b, c, d)));
  }

  static IpSocketAddress local(int port) {
    return v4(127, 0, 0, 1, port);
  }

  static IpSocketAddress v6(int f, int g, int h, int port) {
    return new IpSocketAddress.Ipv6(
        new Ipv6SocketAddress(port, 0, new Tuple8<>(0, 0, 0, 0, 0, f, g, h), 0));
  }

  Tcp.TcpSocket tcp() {
    return ok(session.tcpCreateSocket().createTcpSocket(IpAddressFamily.IPV4));
  }

  Udp.UdpSocket udp() {
    return ok(session.udpCreateSocket().createUdpSocket(IpAddressFamily.IPV4));
  }

  Tcp.TcpSocket bound() {
    Tcp.TcpSocket socket = tcp();
    ok(socket.startBind(network, local(0)));
    ok(socket.finishBind());
    return socket;
  }

  Tcp.TcpSocket listening() {
    Tcp.TcpSocket socket = bound();
    ok(socket.startListen());
    ok(socket.finishListen());
    return socket;
  }

  Udp.UdpSocket boundUdp() {
    Udp.UdpSocket socket = udp();
    ok(socket.startBind(network, local(0)));
    ok(socket.finishBind());
    return socket;
  }

  static void await(Tcp.TcpSocket socket) {
    try (Poll.Pollable next = socket.subscribe()) {
      next.block();
    }
  }

  record Pair(Tcp.TcpSocket socket, Streams.InputStream input, Streams.OutputStream output) {}

  record Connected(Pair client, Pair server) {}

  Connected connected() {
    Tcp.TcpSocket listener = listening();
    Tcp.TcpSocket client = tcp();
    ok(client.startConnect(network, ok(listener.localAddress())));
    await(client);
    Tuple2<Streams.InputStream, Streams.OutputStream> streams = ok(client.finishConnect());
    await(listener);
    Tuple3<Tcp.TcpSocket, Streams.InputStream, Streams.OutputStream> accepted =
        ok(listener.accept());
    return new Connected(
        new Pair(client, streams.v0(), streams.v1()),
        new Pair(accepted.v0(), accepted.v1(), accepted.v2()));
  }
}
