package dev.witj.wasi.internal.sockets;

import dev.witj.runtime.value.Result;
import dev.witj.wasi.internal.HostError;
import dev.witj.wasi.internal.HostPollable;
import dev.witj.wasi.internal.HostResource;
import dev.witj.wasi.internal.Session;
import dev.witj.wasi.internal.net.Lookup;
import dev.witj.wasi.internal.net.NetError;
import dev.witj.wasi.internal.net.NetException;
import dev.witj.wasi.internal.net.NetGate;
import dev.witj.wasi.internal.net.TcpPort;
import dev.witj.wasi.internal.net.UdpPort;
import dev.witj.wasi.io.Poll;
import dev.witj.wasi.sockets.InstanceNetwork;
import dev.witj.wasi.sockets.IpNameLookup;
import dev.witj.wasi.sockets.Network;
import dev.witj.wasi.sockets.TcpCreateSocket;
import dev.witj.wasi.sockets.UdpCreateSocket;
import java.net.InetAddress;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The interfaces of {@code wasi:sockets} that make things. What is allowed is asked at each call:
 * the handle of a network gives no right by itself.
 */
public final class HostSockets {
  private final Session session;
  private final NetGate gate;

  /** The sockets of one guest. */
  public HostSockets(Session session, NetGate gate) {
    this.session = session;
    this.gate = gate;
  }

  /** {@code instance-network}. */
  public InstanceNetwork instanceNetwork() {
    return () -> new HostNetwork(session);
  }

  /** {@code network}: what of it is a function. */
  public Network network() {
    return err ->
        ((HostError) err).failure() instanceof NetException failure
            ? Optional.of(Attempt.code(failure.error()))
            : Optional.empty();
  }

  /** {@code tcp-create-socket}. */
  public TcpCreateSocket tcp() {
    return family ->
        Attempt.ask(
            () -> {
              TcpPort port = TcpPort.create(gate, isV6(family));
              return HostTcpSocket.of(session, port);
            });
  }

  /** {@code udp-create-socket}. */
  public UdpCreateSocket udp() {
    return family ->
        Attempt.ask(
            () -> {
              UdpPort port = UdpPort.create(gate, isV6(family));
              return HostUdpSocket.of(session, port);
            });
  }

  /** {@code ip-name-lookup}. */
  public IpNameLookup lookup() {
    return (_, name) -> Attempt.ask(() -> new HostLookup(session, Lookup.start(gate, name)));
  }

  private static boolean isV6(Network.IpAddressFamily family) {
    return family == Network.IpAddressFamily.IPV6;
  }

  private static final class HostNetwork extends HostResource implements Network.NetworkType {
    HostNetwork(Session session) {
      super(session);
    }

    @Override
    protected String witName() {
      return "network";
    }
  }

  private static final class HostLookup extends HostResource
      implements IpNameLookup.ResolveAddressStream {
    private final Lookup lookup;
    private @Nullable Iterator<InetAddress> rest;

    HostLookup(Session session, Lookup lookup) {
      super(session);
      this.lookup = lookup;
    }

    @Override
    public Result<Optional<Network.IpAddress>, Network.ErrorCode> resolveNextAddress() {
      return Attempt.ask(
          () -> {
            Iterator<InetAddress> addresses = rest;
            if (addresses == null) {
              addresses =
                  lookup.addresses().orElseThrow(NetError.WOULD_BLOCK::exception).iterator();
              rest = addresses;
            }
            return addresses.hasNext()
                ? Optional.of(SocketAddresses.toWit(addresses.next()))
                : Optional.empty();
          });
    }

    @Override
    public Poll.Pollable subscribe() {
      return HostPollable.childOf(this, lookup);
    }

    @Override
    protected String witName() {
      return "resolve-address-stream";
    }
  }
}
