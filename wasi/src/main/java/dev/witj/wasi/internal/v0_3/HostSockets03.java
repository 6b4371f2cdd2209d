package dev.witj.wasi.internal.v0_3;

import dev.witj.runtime.value.Result;
import dev.witj.wasi.internal.Session;
import dev.witj.wasi.internal.io.Waiting;
import dev.witj.wasi.internal.net.Lookup;
import dev.witj.wasi.internal.net.NetError;
import dev.witj.wasi.internal.net.NetException;
import dev.witj.wasi.internal.net.NetGate;
import dev.witj.wasi.internal.net.TcpPort;
import dev.witj.wasi.internal.net.UdpPort;
import dev.witj.wasi.sockets.v0_3.IpNameLookup;
import dev.witj.wasi.sockets.v0_3.Types;
import dev.witj.wasi.sockets.v0_3.Types.IpAddress;
import dev.witj.wasi.sockets.v0_3.Types.IpAddressFamily;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** The interfaces of {@code wasi:sockets} 0.3. What is allowed is asked at each call. */
final class HostSockets03 implements Types, IpNameLookup {
  private final Session session;
  private final Background threads;
  private final NetGate gate;

  HostSockets03(Session session, Background threads, NetGate gate) {
    this.session = session;
    this.threads = threads;
    this.gate = gate;
  }

  @Override
  public TcpSocket.Factory tcpSocket() {
    return family ->
        Net.ask(
            () ->
                HostTcpSocket03.of(
                    session, threads, TcpPort.create(gate, family == IpAddressFamily.IPV6)));
  }

  @Override
  public UdpSocket.Factory udpSocket() {
    return family ->
        Net.ask(
            () ->
                HostUdpSocket03.of(session, UdpPort.create(gate, family == IpAddressFamily.IPV6)));
  }

  @Override
  public Result<List<IpAddress>, IpNameLookup.ErrorCode> resolveAddresses(String name)
      throws InterruptedException {
    try {
      Lookup lookup = Lookup.start(gate, name);
      Waiting.await(lookup);
      List<InetAddress> found = lookup.addresses().orElse(List.of());
      return Result.ok(found.stream().map(Net::toWit).toList());
    } catch (NetException e) {
      return Result.err(code(e.error()));
    }
  }

  private static IpNameLookup.ErrorCode code(NetError error) {
    return switch (error) {
      case ACCESS_DENIED -> new IpNameLookup.ErrorCode.AccessDenied();
      case INVALID_ARGUMENT -> new IpNameLookup.ErrorCode.InvalidArgument();
      case NAME_UNRESOLVABLE -> new IpNameLookup.ErrorCode.NameUnresolvable();
      case PERMANENT_RESOLVER_FAILURE -> new IpNameLookup.ErrorCode.PermanentResolverFailure();
      case UNKNOWN,
          NOT_SUPPORTED,
          TIMEOUT,
          CONCURRENCY_CONFLICT,
          NOT_IN_PROGRESS,
          WOULD_BLOCK,
          INVALID_STATE,
          NEW_SOCKET_LIMIT,
          ADDRESS_NOT_BINDABLE,
          ADDRESS_IN_USE,
          REMOTE_UNREACHABLE,
          CONNECTION_REFUSED,
          CONNECTION_RESET,
          CONNECTION_BROKEN,
          CONNECTION_ABORTED,
          DATAGRAM_TOO_LARGE ->
          new IpNameLookup.ErrorCode.Other(Optional.of(error.text()));
    };
  }
}
