package dev.witj.wasi.internal;

import static dev.witj.wasi.internal.World.assertErr;
import static dev.witj.wasi.internal.World.bytes;
import static dev.witj.wasi.internal.World.ok;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple8;
import dev.witj.testdata.BusyServer;
import dev.witj.wasi.WasiLimits;
import dev.witj.wasi.io.Poll;
import dev.witj.wasi.io.Streams;
import dev.witj.wasi.io.Streams.StreamError;
import dev.witj.wasi.net.NetworkRights;
import dev.witj.wasi.sockets.IpNameLookup;
import dev.witj.wasi.sockets.Network.ErrorCode;
import dev.witj.wasi.sockets.Network.IpAddressFamily;
import dev.witj.wasi.sockets.Network.IpSocketAddress;
import dev.witj.wasi.sockets.Network.Ipv6SocketAddress;
import dev.witj.wasi.sockets.Tcp;
import dev.witj.wasi.sockets.Udp;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The rules of {@code wasi:sockets} 0.2 that need somebody outside of the guest. */
@Timeout(60)
final class SocketRulesTest extends SocketWorld {
  private static IpSocketAddress address(InetSocketAddress of) {
    byte[] ip = of.getAddress().getAddress();
    return v4(ip[0] & 0xff, ip[1] & 0xff, ip[2] & 0xff, ip[3] & 0xff, of.getPort());
  }

  private static int port(Result<IpSocketAddress, ErrorCode> address) {
    return switch (ok(address)) {
      case IpSocketAddress.Ipv4 four -> four.value().port();
      case IpSocketAddress.Ipv6 six -> six.value().port();
    };
  }

  /** {@code ::}, with a port. */
  private static IpSocketAddress anywhere6(int port) {
    return v6(0, 0, 0, port);
  }

  /** {@code ff02::1}, which is nobody's own. */
  private static IpSocketAddress group6(int port) {
    return new IpSocketAddress.Ipv6(
        new Ipv6SocketAddress(port, 0, new Tuple8<>(0xff02, 0, 0, 0, 0, 0, 0, 1), 0));
  }

  /** Connecting is under way until the other end has room for it, and then done. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void connectingWouldBlockUntilItIsDone() throws Exception {
    try (BusyServer busy = new BusyServer()) {
      Tcp.TcpSocket socket = tcp();
      ok(socket.startConnect(network, local(busy.port())));
      try (Poll.Pollable done = socket.subscribe()) {
        assertFalse(done.ready());
        assertErr(ErrorCode.WOULD_BLOCK, socket.finishConnect());
        assertErr(ErrorCode.WOULD_BLOCK, socket.finishConnect());
        assertErr(ErrorCode.CONCURRENCY_CONFLICT, socket.startConnect(network, local(9)));
        assertErr(ErrorCode.CONCURRENCY_CONFLICT, socket.startBind(network, local(0)));
        assertErr(ErrorCode.INVALID_STATE, socket.remoteAddress());
        busy.acceptIn(0);
        done.block();
      }
      assertTrue(socket.finishConnect() instanceof Result.Ok);
      assertEquals(busy.port(), port(socket.remoteAddress()));
      assertErr(ErrorCode.NOT_IN_PROGRESS, socket.finishConnect());
    }
  }

  /** A socket that was not bound is bound by connecting. */
  @Test
  void connectingBinds() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 9, InetAddress.ofLiteral("127.0.0.1"))) {
      Tcp.TcpSocket socket = tcp();
      assertErr(ErrorCode.INVALID_STATE, socket.localAddress());
      ok(socket.startConnect(network, local(server.getLocalPort())));
      await(socket);
      assertTrue(socket.finishConnect() instanceof Result.Ok);
      try (Socket peer = server.accept()) {
        assertEquals(peer.getPort(), port(socket.localAddress()));
      }
      assertFalse(socket.isListening());
      assertEquals(IpAddressFamily.IPV4, socket.addressFamily());
    }
  }

  /** A socket of IPv6 is not one of IPv4, also where the system would have it so. */
  @Test
  void socketsOfOneFamilyMeetNoneOfTheOther() throws Exception {
    World.assumeIpv6();
    Tcp.TcpSocket six = ok(session.tcpCreateSocket().createTcpSocket(IpAddressFamily.IPV6));
    assertEquals(IpAddressFamily.IPV6, six.addressFamily());
    ok(six.startBind(network, anywhere6(0)));
    ok(six.finishBind());
    ok(six.startListen());
    ok(six.finishListen());
    assertTrue(six.isListening());
    int port = port(six.localAddress());
    try (Socket four = new Socket("127.0.0.1", port)) {
      four.setSoTimeout(50);
      while (!isTurnedAway(four)) {
        assertErr(ErrorCode.WOULD_BLOCK, six.accept());
      }
    }
    try (Socket _ = new Socket("::1", port)) {
      await(six);
      assertEquals(IpAddressFamily.IPV6, ok(six.accept()).v0().addressFamily());
    }

    Udp.UdpSocket datagrams = ok(session.udpCreateSocket().createUdpSocket(IpAddressFamily.IPV6));
    ok(datagrams.startBind(network, anywhere6(0)));
    ok(datagrams.finishBind());
    var in = ok(datagrams.stream(Optional.empty())).v0();
    int to = port(datagrams.localAddress());
    try (DatagramSocket four = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"));
        DatagramSocket other = new DatagramSocket(0, InetAddress.ofLiteral("::1"))) {
      send(four, "four", InetAddress.ofLiteral("127.0.0.1"), to);
      send(other, "six", InetAddress.ofLiteral("::1"), to);
      in.subscribe().block();
      assertArrayEquals(bytes("six"), ok(in.receive(9)).getFirst().data());
      assertEquals(List.of(), ok(in.receive(9)));
    }
  }

  private static boolean isTurnedAway(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private static void send(DatagramSocket from, String text, InetAddress to, int port)
      throws IOException {
    from.send(new DatagramPacket(bytes(text), text.length(), to, port));
  }

  /** Datagrams of those that a guest may not reach are dropped, and nobody is told. */
  @Test
  void datagramsOfStrangersAreDropped() throws Exception {
    InetAddress here = InetAddress.ofLiteral("127.0.0.1");
    try (DatagramSocket friend = new DatagramSocket(0, here);
        DatagramSocket stranger = new DatagramSocket(0, here)) {
      Session guest =
          World.session(
              NetworkRights.builder()
                  .allowOutbound("udp://127.0.0.1:" + friend.getLocalPort())
                  .build(),
              refusals::add);
      Udp.UdpSocket socket = ok(guest.udpCreateSocket().createUdpSocket(IpAddressFamily.IPV4));
      ok(socket.startBind(network, local(0)));
      ok(socket.finishBind());
      var streams = ok(socket.stream(Optional.empty()));
      int to = port(socket.localAddress());
      send(stranger, "strange", here, to);
      send(friend, "friendly", here, to);
      send(stranger, "strange", here, to);
      streams.v0().subscribe().block();
      List<Udp.IncomingDatagram> received = ok(streams.v0().receive(9));
      assertEquals(1, received.size());
      assertArrayEquals(bytes("friendly"), received.getFirst().data());
      assertEquals(
          address((InetSocketAddress) friend.getLocalSocketAddress()),
          received.getFirst().remoteAddress());
      assertEquals(List.of(), refusals);
      // Nor can they be written to.
      assertEquals(16L, ok(streams.v1().checkSend()));
      assertErr(
          ErrorCode.ACCESS_DENIED,
          streams
              .v1()
              .send(
                  List.of(
                      new Udp.OutgoingDatagram(
                          bytes("x"), Optional.of(local(stranger.getLocalPort()))))));
    }
  }

  @Test
  void datagramsGoOnlyToAddressesThatMakeSense() {
    World.assumeIpv6();
    for (IpSocketAddress bad : List.of(v6(0, 0, 1, 0), v6(0xffff, 0x7f00, 1, 0), group6(0))) {
      assertErr(ErrorCode.INVALID_ARGUMENT, udp().startBind(network, bad));
    }
    Udp.UdpSocket six = ok(session.udpCreateSocket().createUdpSocket(IpAddressFamily.IPV6));
    for (IpSocketAddress bad : List.of(local(0), v6(0xffff, 0x7f00, 1, 0), v6(0, 0x7f00, 1, 0))) {
      assertErr(ErrorCode.INVALID_ARGUMENT, six.startBind(network, bad));
    }
    Udp.UdpSocket four = boundUdp();
    for (IpSocketAddress bad :
        List.of(
            local(0), v4(0, 0, 0, 0, 9), v6(0, 0, 1, 9), v6(0xffff, 0x7f00, 1, 9), anywhere6(9))) {
      assertErr(ErrorCode.INVALID_ARGUMENT, four.stream(Optional.of(bad)));
      assertErr(ErrorCode.INVALID_STATE, four.remoteAddress());
    }
    // It is as it was.
    assertTrue(four.stream(Optional.of(local(9))) instanceof Result.Ok);
    assertEquals(local(9), ok(four.remoteAddress()));
  }

  /** Nothing is lost by asking for nothing. */
  @Test
  void nothingIsReceivedAndSentWhereNothingIsAsked() {
    Udp.UdpSocket server = boundUdp();
    Udp.UdpSocket client = boundUdp();
    var in = ok(server.stream(Optional.empty())).v0();
    var out = ok(client.stream(Optional.of(ok(server.localAddress())))).v1();
    assertEquals(0L, ok(out.send(List.of())));
    assertEquals(16L, ok(out.checkSend()));
    assertEquals(0L, ok(out.send(List.of())));
    assertEquals(16L, ok(out.checkSend()));
    assertEquals(1L, ok(out.send(List.of(new Udp.OutgoingDatagram(bytes("x"), Optional.empty())))));
    in.subscribe().block();
    assertEquals(List.of(), ok(in.receive(0)));
    assertEquals(1, ok(in.receive(1)).size());
  }

  /** One direction ends without the other, as often as is said. */
  @Test
  void eachDirectionIsShutDownAlone() {
    Connected both = connected();
    ok(both.client().socket().shutdown(Tcp.ShutdownType.SEND));
    ok(both.client().socket().shutdown(Tcp.ShutdownType.SEND));
    assertErr(StreamErrors.CLOSED, both.client().output().checkWrite());
    assertErr(StreamErrors.CLOSED, both.server().input().blockingRead(1));
    ok(both.server().output().blockingWriteAndFlush(bytes("back")));
    assertArrayEquals(bytes("back"), ok(both.client().input().blockingRead(10)));
    ok(both.server().output().blockingWriteAndFlush(bytes("unread")));
    ok(both.client().socket().shutdown(Tcp.ShutdownType.RECEIVE));
    assertErr(StreamErrors.CLOSED, both.client().input().blockingRead(10));
    ok(both.client().socket().shutdown(Tcp.ShutdownType.BOTH));
  }

  @Test
  void shuttingDownForReceivingLeavesSending() {
    Connected both = connected();
    ok(both.client().socket().shutdown(Tcp.ShutdownType.RECEIVE));
    assertErr(StreamErrors.CLOSED, both.client().input().read(1));
    ok(both.client().output().blockingWriteAndFlush(bytes("still")));
    try (Streams.InputStream in = both.server().input()) {
      assertArrayEquals(bytes("still"), ok(in.blockingRead(10)));
    }
  }

  /** The error of a stream is that of its socket; one of something else is none of the network. */
  @Test
  void errorsOfStreamsHaveTheirReasons() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 9, InetAddress.ofLiteral("127.0.0.1"))) {
      Tcp.TcpSocket socket = tcp();
      ok(socket.startConnect(network, local(server.getLocalPort())));
      await(socket);
      try (Streams.InputStream in = ok(socket.finishConnect()).v0()) {
        Socket peer = server.accept();
        peer.setSoLinger(true, 0);
        peer.close();
        assertEquals(Optional.of(ErrorCode.CONNECTION_RESET), reason(in.blockingRead(1)));
        assertErr(StreamErrors.CLOSED, in.blockingRead(1));
      }
    }
    OutputStream full = World.failing("full");
    Session other = World.session(InputStream.nullInputStream(), full, WasiLimits.defaults());
    try (Streams.OutputStream out = other.stdout().getStdout()) {
      assertEquals(Optional.empty(), reason(out.blockingWriteAndFlush(bytes("x"))));
    }
  }

  private Optional<ErrorCode> reason(Result<?, StreamError> result) {
    StreamError.LastOperationFailed failed =
        assertInstanceOf(
            StreamError.LastOperationFailed.class, ((Result.Err<?, StreamError>) result).error());
    return session.network().networkErrorCode(failed.value());
  }

  /** Each kind of right opens its own gate and no other. */
  @Test
  void eachRightAloneGivesWhatItSays() {
    NetworkRights resolve = NetworkRights.builder().allowResolve("localhost").build();
    Session names = World.session(resolve, refusals::add);
    IpNameLookup.ResolveAddressStream found =
        ok(names.ipNameLookup().resolveAddresses(network, "localhost"));
    found.subscribe().block();
    assertTrue(ok(found.resolveNextAddress()).isPresent());
    assertErr(
        ErrorCode.PERMANENT_RESOLVER_FAILURE,
        names.ipNameLookup().resolveAddresses(network, "localhost.example.com"));
    assertErr(
        ErrorCode.ACCESS_DENIED, names.tcpCreateSocket().createTcpSocket(IpAddressFamily.IPV4));
    assertErr(
        ErrorCode.ACCESS_DENIED, names.udpCreateSocket().createUdpSocket(IpAddressFamily.IPV6));

    // Whoever may reach a host may look it up, and no other one.
    NetworkRights reach = NetworkRights.builder().allowOutbound("udp://localhost:53").build();
    Session out = World.session(reach, refusals::add);
    assertTrue(out.ipNameLookup().resolveAddresses(network, "localhost") instanceof Result.Ok);
    assertErr(
        ErrorCode.PERMANENT_RESOLVER_FAILURE,
        out.ipNameLookup().resolveAddresses(network, "other.example.com"));
    assertErr(ErrorCode.ACCESS_DENIED, out.tcpCreateSocket().createTcpSocket(IpAddressFamily.IPV4));

    NetworkRights listen = NetworkRights.builder().allowInbound("tcp://*:*").build();
    Session in = World.session(listen, refusals::add);
    assertErr(
        ErrorCode.PERMANENT_RESOLVER_FAILURE,
        in.ipNameLookup().resolveAddresses(network, "localhost"));
    Tcp.TcpSocket server = ok(in.tcpCreateSocket().createTcpSocket(IpAddressFamily.IPV4));
    ok(server.startBind(network, v4(0, 0, 0, 0, 0)));
    ok(server.finishBind());
    ok(server.startListen());
    Tcp.TcpSocket client = ok(in.tcpCreateSocket().createTcpSocket(IpAddressFamily.IPV4));
    assertErr(ErrorCode.ACCESS_DENIED, client.startConnect(network, local(9)));

    Session all = World.session(NetworkRights.builder().inherit().build(), refusals::add);
    assertTrue(all.ipNameLookup().resolveAddresses(network, "localhost") instanceof Result.Ok);
    Tcp.TcpSocket any = ok(all.tcpCreateSocket().createTcpSocket(IpAddressFamily.IPV4));
    ok(any.startConnect(network, ok(listening().localAddress())));
    ok(boundBy(all).startListen());
  }

  private Tcp.TcpSocket boundBy(Session guest) {
    Tcp.TcpSocket socket = ok(guest.tcpCreateSocket().createTcpSocket(IpAddressFamily.IPV4));
    ok(socket.startBind(network, v4(0, 0, 0, 0, 0)));
    ok(socket.finishBind());
    return socket;
  }
}
