package dev.witj.wasi.internal;

import static dev.witj.wasi.internal.World.assertErr;
import static dev.witj.wasi.internal.World.assertTraps;
import static dev.witj.wasi.internal.World.bytes;
import static dev.witj.wasi.internal.World.ok;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.runtime.TrapCode;
import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple4;
import dev.witj.wasi.io.Streams.StreamError;
import dev.witj.wasi.net.NetworkRights;
import dev.witj.wasi.net.Refusal;
import dev.witj.wasi.sockets.IpNameLookup;
import dev.witj.wasi.sockets.Network.ErrorCode;
import dev.witj.wasi.sockets.Network.IpAddress;
import dev.witj.wasi.sockets.Network.IpAddressFamily;
import dev.witj.wasi.sockets.Network.IpSocketAddress;
import dev.witj.wasi.sockets.Tcp;
import dev.witj.wasi.sockets.Udp;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** The rules of {@code wasi:sockets} 0.2, between sockets of one guest. */
@Timeout(60)
final class SocketsTest extends SocketWorld {
  private static <T> T at(Map<String, T> map, String key) {
    return Objects.requireNonNull(map.get(key), key);
  }

  /** What may be done in which state; {@code ok} stands for success. */
  @TestFactory
  Stream<DynamicTest> tcpStates() {
    Map<String, Supplier<Tcp.TcpSocket>> states = new LinkedHashMap<>();
    states.put("unbound", this::tcp);
    states.put(
        "binding",
        () -> {
          Tcp.TcpSocket socket = tcp();
          ok(socket.startBind(network, local(0)));
          return socket;
        });
    states.put("bound", this::bound);
    states.put(
        "listening-soon",
        () -> {
          Tcp.TcpSocket socket = bound();
          ok(socket.startListen());
          return socket;
        });
    states.put("listening", this::listening);
    states.put(
        "connecting",
        () -> {
          Tcp.TcpSocket socket = tcp();
          ok(socket.startConnect(network, ok(listening().localAddress())));
          return socket;
        });
    states.put("connected", () -> connected().client().socket());
    states.put(
        "failed",
        () -> {
          IpSocketAddress nobody = ok(bound().localAddress());
          Tcp.TcpSocket socket = tcp();
          ok(socket.startConnect(network, nobody));
          await(socket);
          assertErr(ErrorCode.CONNECTION_REFUSED, socket.finishConnect());
          return socket;
        });
    Map<String, Function<Tcp.TcpSocket, Result<?, ErrorCode>>> calls = new LinkedHashMap<>();
    calls.put("start-bind", socket -> socket.startBind(network, local(0)));
    calls.put("finish-bind", Tcp.TcpSocket::finishBind);
    calls.put("start-connect", socket -> socket.startConnect(network, local(9)));
    calls.put("finish-connect", Tcp.TcpSocket::finishConnect);
    calls.put("start-listen", Tcp.TcpSocket::startListen);
    calls.put("finish-listen", Tcp.TcpSocket::finishListen);
    calls.put("accept", Tcp.TcpSocket::accept);
    calls.put("shutdown", socket -> socket.shutdown(Tcp.ShutdownType.BOTH));
    calls.put("local-address", Tcp.TcpSocket::localAddress);
    calls.put("remote-address", Tcp.TcpSocket::remoteAddress);
    calls.put("backlog", socket -> socket.setListenBacklogSize(32));
    calls.put("keep-alive", Tcp.TcpSocket::keepAliveEnabled);
    calls.put("hop-limit", socket -> socket.setHopLimit(42));
    String table =
        """
                       unbound binding  bound  listening-soon listening connecting connected failed
        start-bind     ok      conflict state  conflict       state     conflict   state     state
        finish-bind    none    ok       none   none           none      none       none      none
        start-connect  ok      conflict ok     conflict       state     conflict   state     state
        finish-connect none    none     none   none           none      ok         none      none
        start-listen   state   conflict ok     conflict       state     conflict   state     state
        finish-listen  none    none     none   ok             none      none       none      none
        accept         state   state    state  state          block     state      state     state
        shutdown       state   state    state  state          state     state      ok        state
        local-address  state   state    ok     ok             ok        ok         ok        state
        remote-address state   state    state  state          state     state      ok        state
        backlog        ok      ok       ok     lacking        lacking   state      state     state
        keep-alive     ok      ok       ok     ok             ok        ok         ok        state
        hop-limit      ok      ok       ok     ok             ok        ok         ok        state
        """;
    Map<String, Optional<ErrorCode>> words =
        Map.of(
            "ok", Optional.empty(),
            "state", Optional.of(ErrorCode.INVALID_STATE),
            "none", Optional.of(ErrorCode.NOT_IN_PROGRESS),
            "conflict", Optional.of(ErrorCode.CONCURRENCY_CONFLICT),
            "block", Optional.of(ErrorCode.WOULD_BLOCK),
            "lacking", Optional.of(ErrorCode.NOT_SUPPORTED));
    List<String> lines = table.lines().toList();
    List<String> columns = List.of(lines.getFirst().strip().split(" +"));
    assertEquals(List.copyOf(states.keySet()), columns);
    assertEquals(calls.size(), lines.size() - 1);
    return lines.stream()
        .skip(1)
        .map(line -> List.of(line.split(" +")))
        .flatMap(
            cells ->
                columns.stream()
                    .map(
                        state ->
                            DynamicTest.dynamicTest(
                                cells.getFirst() + " while " + state,
                                () -> {
                                  Tcp.TcpSocket socket = at(states, state).get();
                                  if (state.equals("connecting")) {
                                    await(socket);
                                  }
                                  Result<?, ErrorCode> result =
                                      at(calls, cells.getFirst()).apply(socket);
                                  String word = cells.get(columns.indexOf(state) + 1);
                                  Optional<ErrorCode> expected = at(words, word);
                                  if (expected.isPresent()) {
                                    assertErr(expected.get(), result);
                                  } else {
                                    Object _ = ok(result);
                                  }
                                })));
  }

  @Test
  void takesOnlyAddressesThatMakeSense() {
    World.assumeIpv6();
    for (IpSocketAddress bad :
        List.of(
            v6(0, 0, 1, 0),
            v4(224, 0, 0, 1, 0),
            v4(255, 255, 255, 255, 0),
            v6(0xffff, 0x7f00, 1, 0))) {
      assertErr(ErrorCode.INVALID_ARGUMENT, tcp().startBind(network, bad));
    }
    for (IpSocketAddress bad :
        List.of(
            v6(0, 0, 1, 80),
            local(0),
            v4(0, 0, 0, 0, 80),
            v4(224, 0, 0, 1, 80),
            v4(255, 255, 255, 255, 80))) {
      assertErr(ErrorCode.INVALID_ARGUMENT, tcp().startConnect(network, bad));
    }
    Tcp.TcpSocket six = ok(session.tcpCreateSocket().createTcpSocket(IpAddressFamily.IPV6));
    for (IpSocketAddress bad :
        List.of(local(80), v6(0xffff, 0x7f00, 1, 80), v6(0, 0x7f00, 1, 80), v6(0, 0, 0, 80))) {
      assertErr(ErrorCode.INVALID_ARGUMENT, six.startConnect(network, bad));
    }
    assertErr(ErrorCode.ADDRESS_NOT_BINDABLE, tcp().startBind(network, v4(192, 0, 2, 1, 0)));
  }

  @Test
  void saysWhoHasAnAddress() {
    IpSocketAddress taken = ok(listening().localAddress());
    assertErr(ErrorCode.ADDRESS_IN_USE, tcp().startBind(network, taken));
    Udp.UdpSocket first = boundUdp();
    assertErr(ErrorCode.ADDRESS_IN_USE, udp().startBind(network, ok(first.localAddress())));
  }

  @Test
  void freesTheAddressOfASocketThatIsDropped() {
    Tcp.TcpSocket first = listening();
    IpSocketAddress address = ok(first.localAddress());
    first.close();
    Tcp.TcpSocket second = tcp();
    ok(second.startBind(network, address));
    ok(second.finishBind());
    ok(second.startListen());
  }

  @Test
  void keepsOptionsFromBindingToAccepting() {
    Tcp.TcpSocket socket = bound();
    ok(socket.setKeepAliveEnabled(true));
    ok(socket.setKeepAliveIdleTime(42_000_000_000L));
    ok(socket.setKeepAliveInterval(1));
    ok(socket.setKeepAliveCount(7));
    ok(socket.setHopLimit(33));
    ok(socket.setReceiveBufferSize(16_000));
    ok(socket.startListen());
    ok(socket.finishListen());
    ok(socket.setKeepAliveCount(9));
    Tcp.TcpSocket client = tcp();
    ok(client.startConnect(network, ok(socket.localAddress())));
    await(socket);
    for (Tcp.TcpSocket each : List.of(socket, ok(socket.accept()).v0())) {
      assertTrue(ok(each.keepAliveEnabled()));
      assertEquals(42_000_000_000L, ok(each.keepAliveIdleTime()));
      assertEquals(1_000_000_000L, ok(each.keepAliveInterval()));
      assertEquals(9L, ok(each.keepAliveCount()));
      assertEquals(33, ok(each.hopLimit()));
    }
  }

  @Test
  void clampsOptionsAndRefusesNothingness() {
    Tcp.TcpSocket socket = tcp();
    assertErr(ErrorCode.INVALID_ARGUMENT, socket.setKeepAliveIdleTime(0));
    assertErr(ErrorCode.INVALID_ARGUMENT, socket.setKeepAliveInterval(0));
    assertErr(ErrorCode.INVALID_ARGUMENT, socket.setKeepAliveCount(0));
    assertErr(ErrorCode.INVALID_ARGUMENT, socket.setHopLimit(0));
    assertErr(ErrorCode.INVALID_ARGUMENT, socket.setReceiveBufferSize(0));
    assertErr(ErrorCode.INVALID_ARGUMENT, socket.setSendBufferSize(0));
    assertErr(ErrorCode.INVALID_ARGUMENT, socket.setListenBacklogSize(0));
    ok(socket.setKeepAliveIdleTime(-1));
    ok(socket.setKeepAliveInterval(-1));
    ok(socket.setKeepAliveCount(0xffffffffL));
    ok(socket.setReceiveBufferSize(-1));
    ok(socket.setSendBufferSize(-1));
    ok(socket.setListenBacklogSize(-1));
    ok(socket.setHopLimit(255));
    assertEquals(255, ok(socket.hopLimit()));
    Udp.UdpSocket datagrams = udp();
    assertErr(ErrorCode.INVALID_ARGUMENT, datagrams.setUnicastHopLimit(0));
    ok(datagrams.setUnicastHopLimit(7));
    assertEquals(7, ok(datagrams.unicastHopLimit()));
    ok(datagrams.setReceiveBufferSize(16_000));
    assertEquals(16_000L, ok(datagrams.receiveBufferSize()));
  }

  @Test
  void carriesMoreThanTheSystemHolds() throws Exception {
    Connected both = connected();
    byte[] piece = new byte[60_000];
    Arrays.fill(piece, (byte) 7);
    int pieces = 200;
    Thread writer =
        Thread.ofVirtual()
            .start(
                () -> {
                  for (int sent = 0; sent < pieces; ) {
                    long room = ok(both.client().output().checkWrite());
                    if (room < piece.length) {
                      both.client().output().subscribe().block();
                    } else {
                      ok(both.client().output().write(piece));
                      sent++;
                    }
                  }
                  ok(both.client().output().blockingFlush());
                  ok(both.client().socket().shutdown(Tcp.ShutdownType.SEND));
                });
    long total = 0;
    Result<byte[], StreamError> read = both.server().input().blockingRead(1 << 20);
    while (read instanceof Result.Ok(byte[] some)) {
      total += some.length;
      read = both.server().input().blockingRead(1 << 20);
    }
    writer.join();
    assertEquals((long) pieces * piece.length, total);
    assertErr(StreamErrors.CLOSED, both.client().output().checkWrite());
  }

  @Test
  void sendsWhatWasWrittenBeforeADrop() {
    Connected both = connected();
    ok(both.client().output().blockingWriteAndFlush(bytes("bye")));
    both.client().input().close();
    both.client().output().close();
    both.client().socket().close();
    assertArrayEquals(bytes("bye"), ok(both.server().input().blockingRead(10)));
    assertErr(StreamErrors.CLOSED, both.server().input().blockingRead(10));
  }

  @Test
  void dropsChildrenFirst() {
    assertTraps(TrapCode.HOST_RULE, () -> connected().client().socket().close());
    Udp.UdpSocket datagrams = boundUdp();
    var streams = ok(datagrams.stream(Optional.empty()));
    assertTraps(TrapCode.HOST_RULE, () -> datagrams.stream(Optional.empty()));
    streams.v0().close();
    streams.v1().close();
    assertTrue(datagrams.stream(Optional.empty()) instanceof Result.Ok);
    assertTraps(TrapCode.HOST_RULE, datagrams::close);
  }

  @Test
  void sendsAndReceivesDatagrams() {
    assertErr(ErrorCode.INVALID_STATE, udp().stream(Optional.empty()));
    assertErr(ErrorCode.NOT_IN_PROGRESS, udp().finishBind());
    Udp.UdpSocket server = boundUdp();
    Udp.UdpSocket client = boundUdp();
    assertErr(ErrorCode.INVALID_STATE, client.startBind(network, local(0)));
    assertErr(ErrorCode.INVALID_STATE, client.remoteAddress());
    IpSocketAddress there = ok(server.localAddress());
    var in = ok(server.stream(Optional.empty()));
    var out = ok(client.stream(Optional.empty()));
    assertEquals(List.of(), ok(in.v0().receive(10)));
    assertTraps(
        TrapCode.HOST_RULE, () -> out.v1().send(List.of(datagram("early", Optional.of(there)))));
    assertEquals(16L, ok(out.v1().checkSend()));
    assertErr(
        ErrorCode.INVALID_ARGUMENT, out.v1().send(List.of(datagram("nowhere", Optional.empty()))));
    for (IpSocketAddress bad : List.of(local(0), v4(0, 0, 0, 0, 9), v6(0, 0, 1, 9))) {
      assertEquals(16L, ok(out.v1().checkSend()));
      assertErr(
          ErrorCode.INVALID_ARGUMENT, out.v1().send(List.of(datagram("bad", Optional.of(bad)))));
    }
    assertEquals(16L, ok(out.v1().checkSend()));
    assertErr(
        ErrorCode.DATAGRAM_TOO_LARGE,
        out.v1().send(List.of(new Udp.OutgoingDatagram(new byte[65_600], Optional.of(there)))));
    assertEquals(16L, ok(out.v1().checkSend()));
    assertEquals(
        2L,
        ok(
            out.v1()
                .send(
                    List.of(
                        datagram("one", Optional.of(there)), datagram("", Optional.of(there))))));
    in.v0().subscribe().block();
    List<Udp.IncomingDatagram> first = ok(in.v0().receive(1));
    assertArrayEquals(bytes("one"), first.getFirst().data());
    assertEquals(ok(client.localAddress()), first.getFirst().remoteAddress());
    in.v0().subscribe().block();
    assertEquals(0, ok(in.v0().receive(9)).getFirst().data().length);
    out.v0().close();
    out.v1().close();
    var connected = ok(client.stream(Optional.of(there)));
    assertEquals(there, ok(client.remoteAddress()));
    assertEquals(16L, ok(connected.v1().checkSend()));
    assertErr(
        ErrorCode.INVALID_ARGUMENT,
        connected.v1().send(List.of(datagram("else", Optional.of(local(9))))));
    assertEquals(16L, ok(connected.v1().checkSend()));
    assertEquals(1L, ok(connected.v1().send(List.of(datagram("two", Optional.empty())))));
    assertTraps(
        TrapCode.HOST_RULE, () -> connected.v1().send(List.of(datagram("3", Optional.empty()))));
  }

  private static Udp.OutgoingDatagram datagram(String text, Optional<IpSocketAddress> to) {
    return new Udp.OutgoingDatagram(bytes(text), to);
  }

  @Test
  void looksUpNames() {
    IpNameLookup.ResolveAddressStream stream =
        ok(session.ipNameLookup().resolveAddresses(network, "localhost"));
    stream.subscribe().block();
    Optional<IpAddress> found = ok(stream.resolveNextAddress());
    assertTrue(found.isPresent());
    while (found.isPresent()) {
      found = ok(stream.resolveNextAddress());
    }
    assertEquals(
        Optional.of(new IpAddress.Ipv4(new Tuple4<>(192, 0, 2, 7))),
        ok(ok(session.ipNameLookup().resolveAddresses(network, "192.0.2.7")).resolveNextAddress()));
    for (String bad : List.of("", "a b", "-x", "http://x", "1.2.3", "x..y")) {
      assertErr(ErrorCode.INVALID_ARGUMENT, session.ipNameLookup().resolveAddresses(network, bad));
    }
  }

  @Test
  void refusesEverythingUnlessItIsGiven() {
    Session denied = World.session(NetworkRights.none(), refusals::add);
    assertErr(
        ErrorCode.ACCESS_DENIED, denied.tcpCreateSocket().createTcpSocket(IpAddressFamily.IPV4));
    assertErr(
        ErrorCode.ACCESS_DENIED, denied.udpCreateSocket().createUdpSocket(IpAddressFamily.IPV6));
    assertErr(
        ErrorCode.PERMANENT_RESOLVER_FAILURE,
        denied.ipNameLookup().resolveAddresses(network, "example.com"));
    assertEquals(
        List.of(
            "--allow-outbound tcp://HOST:PORT",
            "--allow-outbound udp://HOST:PORT",
            "--allow-resolve example.com"),
        refusals.stream().map(Refusal::grant).toList());
  }

  @Test
  void givesWhatARuleNamesAndNoMore() {
    IpSocketAddress open = ok(listening().localAddress());
    int port = ((IpSocketAddress.Ipv4) open).value().port();
    Session out =
        World.session(
            NetworkRights.builder().allowOutbound("tcp://127.0.0.1:" + port).build(),
            refusals::add);
    Tcp.TcpSocket client = ok(out.tcpCreateSocket().createTcpSocket(IpAddressFamily.IPV4));
    assertErr(ErrorCode.ACCESS_DENIED, client.startConnect(network, v4(127, 0, 0, 2, port)));
    assertErr(ErrorCode.ACCESS_DENIED, client.startBind(network, local(port == 4000 ? 1 : 4000)));
    ok(client.startBind(network, local(0)));
    ok(client.finishBind());
    assertErr(ErrorCode.ACCESS_DENIED, client.startListen());
    ok(client.startConnect(network, open));
    await(client);
    assertTrue(client.finishConnect() instanceof Result.Ok);
    assertErr(ErrorCode.ACCESS_DENIED, out.udpCreateSocket().createUdpSocket(IpAddressFamily.IPV4));
    assertEquals("--allow-outbound tcp://127.0.0.2:" + port, refusals.getFirst().grant());

    Session in =
        World.session(
            NetworkRights.builder().allowInbound("tcp://127.0.0.1:*").build(), refusals::add);
    Tcp.TcpSocket server = ok(in.tcpCreateSocket().createTcpSocket(IpAddressFamily.IPV4));
    assertErr(ErrorCode.ACCESS_DENIED, server.startBind(network, v4(0, 0, 0, 0, 0)));
    ok(server.startBind(network, local(0)));
    ok(server.finishBind());
    assertErr(ErrorCode.ACCESS_DENIED, server.startConnect(network, open));
    ok(server.startListen());
  }

  /** A name that is allowed does not open the way to a private address that it resolves to. */
  @Test
  void checksTheAddressBehindAName() throws Exception {
    NetworkRights rights =
        NetworkRights.builder()
            .allowOutbound("tcp://rebound.example:*")
            .allowOutbound("tcp://*:443")
            .build();
    Session guest = World.session(rights, refusals::add);
    guest.gate().learn("rebound.example", InetAddress.ofLiteral("10.1.2.3"));
    guest.gate().learn("rebound.example", InetAddress.ofLiteral("169.254.169.254"));
    Tcp.TcpSocket socket = ok(guest.tcpCreateSocket().createTcpSocket(IpAddressFamily.IPV4));
    assertErr(ErrorCode.ACCESS_DENIED, socket.startConnect(network, v4(10, 1, 2, 3, 80)));
    assertErr(ErrorCode.ACCESS_DENIED, socket.startConnect(network, v4(169, 254, 169, 254, 80)));
    assertErr(ErrorCode.ACCESS_DENIED, socket.startConnect(network, local(443)));
    assertFalse(
        rights.mayReach(
            dev.witj.wasi.net.Protocol.TCP,
            new java.net.InetSocketAddress(InetAddress.ofLiteral("10.1.2.3"), 443),
            java.util.Set.of("rebound.example")));
  }

  @Test
  void answersThoseWhoWrote() {
    Session in =
        World.session(
            NetworkRights.builder().allowInbound("udp://127.0.0.1:*").build(), refusals::add);
    Udp.UdpSocket server = ok(in.udpCreateSocket().createUdpSocket(IpAddressFamily.IPV4));
    ok(server.startBind(network, local(0)));
    ok(server.finishBind());
    var open = ok(server.stream(Optional.empty()));
    Udp.UdpSocket client = boundUdp();
    IpSocketAddress here = ok(client.localAddress());
    ok(open.v1().checkSend());
    assertErr(
        ErrorCode.ACCESS_DENIED, open.v1().send(List.of(datagram("first", Optional.of(here)))));
    var out = ok(client.stream(Optional.of(ok(server.localAddress()))));
    ok(out.v1().checkSend());
    ok(out.v1().send(List.of(datagram("hello", Optional.empty()))));
    open.v0().subscribe().block();
    assertEquals(1, ok(open.v0().receive(9)).size());
    ok(open.v1().checkSend());
    assertEquals(1L, ok(open.v1().send(List.of(datagram("answer", Optional.of(here))))));
  }

  @Test
  void countsSockets() {
    List<Tcp.TcpSocket> held = new ArrayList<>();
    Session few = World.session(NetworkRights.all(), refusals::add);
    Result<Tcp.TcpSocket, ErrorCode> next =
        few.tcpCreateSocket().createTcpSocket(IpAddressFamily.IPV4);
    while (next instanceof Result.Ok(Tcp.TcpSocket socket)) {
      held.add(socket);
      next = few.tcpCreateSocket().createTcpSocket(IpAddressFamily.IPV4);
    }
    assertErr(ErrorCode.NEW_SOCKET_LIMIT, next);
    assertEquals(few.settings().limits().openFiles(), held.size());
    held.forEach(Tcp.TcpSocket::close);
    assertTrue(few.tcpCreateSocket().createTcpSocket(IpAddressFamily.IPV4) instanceof Result.Ok);
  }
}
