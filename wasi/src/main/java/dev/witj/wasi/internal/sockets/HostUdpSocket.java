package dev.witj.wasi.internal.sockets;

import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple2;
import dev.witj.wasi.internal.HostPollable;
import dev.witj.wasi.internal.HostResource;
import dev.witj.wasi.internal.Session;
import dev.witj.wasi.internal.io.Readiness;
import dev.witj.wasi.internal.io.Traps;
import dev.witj.wasi.internal.net.NetError;
import dev.witj.wasi.internal.net.NetException;
import dev.witj.wasi.internal.net.UdpPort;
import dev.witj.wasi.io.Poll;
import dev.witj.wasi.sockets.Network.ErrorCode;
import dev.witj.wasi.sockets.Network.IpAddressFamily;
import dev.witj.wasi.sockets.Network.IpSocketAddress;
import dev.witj.wasi.sockets.Network.NetworkType;
import dev.witj.wasi.sockets.Udp;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code udp-socket} and its two streams of datagrams. */
final class HostUdpSocket extends HostResource implements Udp.UdpSocket {
  /** How many datagrams may be sent after one {@code check-send}. */
  private static final int PERMIT = 16;

  /** How many datagrams are received at once, however many are asked for. */
  private static final int MAX_RECEIVED = 64;

  private enum State {
    UNBOUND,
    BINDING,
    BOUND
  }

  private final UdpPort port;
  private State state = State.UNBOUND;
  private Optional<InetSocketAddress> remote = Optional.empty();

  private HostUdpSocket(Session session, UdpPort port) {
    super(session);
    this.port = port;
  }

  /**
   * A socket that has done nothing yet.
   *
   * @throws NetException if the guest has as many as it may
   */
  static HostUdpSocket of(Session session, UdpPort port) throws NetException {
    return new HostUdpSocket(session, session.openedSocket(port));
  }

  @Override
  public Result<@Nullable Void, ErrorCode> startBind(
      NetworkType network, IpSocketAddress localAddress) {
    return Attempt.act(
        () -> {
          switch (state) {
            case UNBOUND -> {
              port.bind(SocketAddresses.toJava(localAddress));
              state = State.BINDING;
            }
            case BINDING -> throw NetError.CONCURRENCY_CONFLICT.exception();
            case BOUND -> throw NetError.INVALID_STATE.exception();
          }
        });
  }

  @Override
  public Result<@Nullable Void, ErrorCode> finishBind() {
    return Attempt.act(
        () -> {
          if (state != State.BINDING) {
            throw NetError.NOT_IN_PROGRESS.exception();
          }
          state = State.BOUND;
        });
  }

  @Override
  public Result<Tuple2<Udp.IncomingDatagramStream, Udp.OutgoingDatagramStream>, ErrorCode> stream(
      Optional<IpSocketAddress> remoteAddress) {
    if (hasStreams()) {
      throw Traps.rule("the streams of a `udp-socket` must be dropped before it gets new ones");
    }
    return Attempt.ask(
        () -> {
          if (state != State.BOUND) {
            throw NetError.INVALID_STATE.exception();
          }
          if (remote.isPresent()) {
            remote = Optional.empty();
            port.disconnect();
          }
          if (remoteAddress.isPresent()) {
            InetSocketAddress peer = SocketAddresses.toJava(remoteAddress.get());
            port.connect(peer);
            remote = Optional.of(peer);
          }
          streams = 2;
          return new Tuple2<>(new Incoming(this), new Outgoing(this));
        });
  }

  private int streams;

  private boolean hasStreams() {
    return streams > 0;
  }

  @Override
  public Result<IpSocketAddress, ErrorCode> localAddress() {
    return Attempt.ask(
        () -> {
          if (state != State.BOUND) {
            throw NetError.INVALID_STATE.exception();
          }
          return SocketAddresses.toWit(port.localAddress());
        });
  }

  @Override
  public Result<IpSocketAddress, ErrorCode> remoteAddress() {
    return Attempt.ask(
        () -> SocketAddresses.toWit(remote.orElseThrow(NetError.INVALID_STATE::exception)));
  }

  @Override
  public IpAddressFamily addressFamily() {
    return SocketAddresses.family(port.isV6());
  }

  @Override
  public Result<Integer, ErrorCode> unicastHopLimit() {
    return Attempt.ask(() -> port.settings().hopLimit());
  }

  @Override
  public Result<@Nullable Void, ErrorCode> setUnicastHopLimit(int value) {
    return Attempt.act(() -> port.settings().setHopLimit(value));
  }

  @Override
  public Result<Long, ErrorCode> receiveBufferSize() {
    return Attempt.ask(() -> port.settings().receiveBuffer());
  }

  @Override
  public Result<@Nullable Void, ErrorCode> setReceiveBufferSize(long value) {
    return Attempt.act(() -> port.settings().setReceiveBuffer(value));
  }

  @Override
  public Result<Long, ErrorCode> sendBufferSize() {
    return Attempt.ask(() -> port.settings().sendBuffer());
  }

  @Override
  public Result<@Nullable Void, ErrorCode> setSendBufferSize(long value) {
    return Attempt.act(() -> port.settings().setSendBuffer(value));
  }

  /** No operation of the socket itself ever waits. */
  @Override
  public Poll.Pollable subscribe() {
    return HostPollable.childOf(this, Readiness.ALWAYS);
  }

  @Override
  protected String witName() {
    return "udp-socket";
  }

  @Override
  protected void release() {
    session().closeSocket(port);
  }

  private static final class Incoming extends HostResource implements Udp.IncomingDatagramStream {
    private final HostUdpSocket socket;

    Incoming(HostUdpSocket socket) {
      super(socket);
      this.socket = socket;
    }

    @Override
    public Result<List<Udp.IncomingDatagram>, ErrorCode> receive(long maxResults) {
      List<Udp.IncomingDatagram> received = new ArrayList<>();
      int max = maxResults < 0 || maxResults > MAX_RECEIVED ? MAX_RECEIVED : (int) maxResults;
      try {
        while (received.size() < max) {
          Optional<UdpPort.Datagram> next = socket.port.receive();
          if (next.isEmpty()) {
            break;
          }
          received.add(
              new Udp.IncomingDatagram(
                  next.get().bytes(), SocketAddresses.toWit(next.get().from())));
        }
      } catch (NetException e) {
        if (received.isEmpty()) {
          return Result.err(Attempt.code(e.error()));
        }
      }
      return Result.ok(received);
    }

    @Override
    public Poll.Pollable subscribe() {
      return HostPollable.childOf(this, socket.port.receivable());
    }

    @Override
    protected String witName() {
      return "incoming-datagram-stream";
    }

    @Override
    protected void release() {
      socket.streams--;
    }
  }

  private static final class Outgoing extends HostResource implements Udp.OutgoingDatagramStream {
    private final HostUdpSocket socket;
    private final Readiness sendable;
    private int permit;

    Outgoing(HostUdpSocket socket) {
      super(socket);
      this.socket = socket;
      this.sendable = socket.port.sendable();
    }

    @Override
    public Result<Long, ErrorCode> checkSend() {
      permit = sendable.ready() ? PERMIT : 0;
      return Result.ok((long) permit);
    }

    @Override
    public Result<Long, ErrorCode> send(List<Udp.OutgoingDatagram> datagrams) {
      if (datagrams.size() > permit) {
        throw Traps.rule(
            "`send` of %s datagrams, but `check-send` permits %s"
                .formatted(datagrams.size(), permit));
      }
      permit = 0;
      long sent = 0;
      try {
        for (Udp.OutgoingDatagram datagram : datagrams) {
          if (!socket.port.send(datagram.data(), target(datagram.remoteAddress()))) {
            break;
          }
          sent++;
        }
      } catch (NetException e) {
        if (sent == 0) {
          return Result.err(Attempt.code(e.error()));
        }
      }
      return Result.ok(sent);
    }

    private InetSocketAddress target(Optional<IpSocketAddress> given) throws NetException {
      if (given.isEmpty()) {
        return socket.remote.orElseThrow(NetError.INVALID_ARGUMENT::exception);
      }
      InetSocketAddress target = SocketAddresses.toJava(given.get());
      if (socket.remote.isPresent() && !socket.remote.get().equals(target)) {
        throw NetError.INVALID_ARGUMENT.exception();
      }
      return target;
    }

    @Override
    public Poll.Pollable subscribe() {
      return HostPollable.childOf(this, sendable);
    }

    @Override
    protected String witName() {
      return "outgoing-datagram-stream";
    }

    @Override
    protected void release() {
      socket.streams--;
    }
  }
}
