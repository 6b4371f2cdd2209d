package dev.witj.wasi.internal.v0_3;

import dev.witj.runtime.async.StreamReader;
import dev.witj.runtime.async.WitFuture;
import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple2;
import dev.witj.wasi.internal.HostResource;
import dev.witj.wasi.internal.Session;
import dev.witj.wasi.internal.io.Waiting;
import dev.witj.wasi.internal.net.NetError;
import dev.witj.wasi.internal.net.NetException;
import dev.witj.wasi.internal.net.SocketSettings;
import dev.witj.wasi.internal.net.TcpPort;
import dev.witj.wasi.sockets.v0_3.Types;
import dev.witj.wasi.sockets.v0_3.Types.ErrorCode;
import dev.witj.wasi.sockets.v0_3.Types.IpAddressFamily;
import dev.witj.wasi.sockets.v0_3.Types.IpSocketAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code tcp-socket} of {@code wasi:sockets} 0.3: which step may follow which. Steps that wait do
 * so without holding the lock.
 */
final class HostTcpSocket03 extends HostResource implements Types.TcpSocket {
  /** How far it has come. */
  private enum State {
    UNBOUND,
    BOUND,
    LISTENING,
    CONNECTING,
    CONNECTED,
    FAILED
  }

  private final SharedPort shared;
  private final TcpPort port;
  private State state;
  private boolean sent;
  private boolean received;

  private HostTcpSocket03(SharedPort shared, State state) {
    super(shared.session());
    this.shared = shared;
    this.port = shared.port();
    this.state = state;
  }

  /**
   * A socket that has done nothing yet.
   *
   * @throws NetException if the guest has as many as it may
   */
  static HostTcpSocket03 of(Session session, Background threads, TcpPort port) throws NetException {
    return new HostTcpSocket03(SharedPort.of(session, threads, port), State.UNBOUND);
  }

  /** One end of a connection that was accepted. */
  static HostTcpSocket03 connected(SharedPort port) {
    return new HostTcpSocket03(port, State.CONNECTED);
  }

  private static void require(boolean condition) throws NetException {
    if (!condition) {
      throw NetError.INVALID_STATE.exception();
    }
  }

  @Override
  public synchronized Result<@Nullable Void, ErrorCode> bind(IpSocketAddress localAddress) {
    return Net.act(
        () -> {
          require(state == State.UNBOUND);
          port.bind(Net.toJava(localAddress));
          state = State.BOUND;
        });
  }

  @Override
  public Result<@Nullable Void, ErrorCode> connect(IpSocketAddress remoteAddress)
      throws InterruptedException {
    Result<@Nullable Void, ErrorCode> started = startConnect(remoteAddress);
    if (started instanceof Result.Err) {
      return started;
    }
    try {
      Waiting.await(port.connectable());
    } catch (InterruptedException e) {
      synchronized (this) {
        state = State.FAILED;
      }
      throw e;
    }
    return finishConnect();
  }

  private synchronized Result<@Nullable Void, ErrorCode> startConnect(IpSocketAddress remote) {
    return Net.act(
        () -> {
          require(state == State.UNBOUND || state == State.BOUND);
          port.connect(Net.toJava(remote));
          state = State.CONNECTING;
        });
  }

  private synchronized Result<@Nullable Void, ErrorCode> finishConnect() {
    state = State.FAILED;
    return Net.act(
        () -> {
          require(port.isConnected());
          state = State.CONNECTED;
        });
  }

  @Override
  public synchronized Result<StreamReader<Types.TcpSocket>, ErrorCode> listen() {
    return Net.ask(
        () -> {
          require(state == State.UNBOUND || state == State.BOUND);
          if (state == State.UNBOUND) {
            port.bind(Net.anywhere(port.isV6()));
            state = State.BOUND;
          }
          port.listen();
          state = State.LISTENING;
          return new AcceptReader(shared.share());
        });
  }

  @Override
  public synchronized WitFuture<Result<@Nullable Void, ErrorCode>> send(
      StreamReader<Integer> data) {
    if (state != State.CONNECTED || sent) {
      return SinkWriter.failed(data, new ErrorCode.InvalidState());
    }
    sent = true;
    return SinkWriter.start(shared.threads(), data, shared.sink(), Net::code);
  }

  @Override
  public synchronized Tuple2<StreamReader<Integer>, WitFuture<Result<@Nullable Void, ErrorCode>>>
      receive() {
    if (state != State.CONNECTED || received) {
      return SourceReader.failed(new ErrorCode.InvalidState());
    }
    received = true;
    return SourceReader.of(shared.source(), Net::code);
  }

  @Override
  public synchronized Result<IpSocketAddress, ErrorCode> getLocalAddress() {
    return Net.ask(
        () -> {
          require(state != State.UNBOUND && state != State.FAILED);
          return Net.toWit(port.localAddress());
        });
  }

  @Override
  public synchronized Result<IpSocketAddress, ErrorCode> getRemoteAddress() {
    return Net.ask(
        () -> {
          require(state == State.CONNECTED);
          return Net.toWit(port.remoteAddress());
        });
  }

  @Override
  public synchronized boolean getIsListening() {
    return state == State.LISTENING;
  }

  @Override
  public IpAddressFamily getAddressFamily() {
    return Net.family(port.isV6());
  }

  @Override
  public synchronized Result<@Nullable Void, ErrorCode> setListenBacklogSize(long value) {
    return Net.act(
        () -> {
          require(state != State.CONNECTING && state != State.CONNECTED && state != State.FAILED);
          if (value != 0 && state == State.LISTENING) {
            // Java listens once.
            throw NetError.NOT_SUPPORTED.exception();
          }
          port.setBacklog(value);
        });
  }

  private SocketSettings settings() throws NetException {
    require(state != State.FAILED);
    return port.settings();
  }

  @Override
  public synchronized Result<Boolean, ErrorCode> getKeepAliveEnabled() {
    return Net.ask(() -> settings().keepAlive());
  }

  @Override
  public synchronized Result<@Nullable Void, ErrorCode> setKeepAliveEnabled(boolean value) {
    return Net.act(() -> settings().setKeepAlive(value));
  }

  @Override
  public synchronized Result<Long, ErrorCode> getKeepAliveIdleTime() {
    return Net.ask(() -> settings().keepAliveIdle());
  }

  @Override
  public synchronized Result<@Nullable Void, ErrorCode> setKeepAliveIdleTime(long value) {
    return Net.act(() -> settings().setKeepAliveIdle(value));
  }

  @Override
  public synchronized Result<Long, ErrorCode> getKeepAliveInterval() {
    return Net.ask(() -> settings().keepAliveInterval());
  }

  @Override
  public synchronized Result<@Nullable Void, ErrorCode> setKeepAliveInterval(long value) {
    return Net.act(() -> settings().setKeepAliveInterval(value));
  }

  @Override
  public synchronized Result<Long, ErrorCode> getKeepAliveCount() {
    return Net.ask(() -> (long) settings().keepAliveCount());
  }

  @Override
  public synchronized Result<@Nullable Void, ErrorCode> setKeepAliveCount(long value) {
    return Net.act(() -> settings().setKeepAliveCount(value));
  }

  @Override
  public synchronized Result<Integer, ErrorCode> getHopLimit() {
    return Net.ask(() -> settings().hopLimit());
  }

  @Override
  public synchronized Result<@Nullable Void, ErrorCode> setHopLimit(int value) {
    return Net.act(() -> settings().setHopLimit(value));
  }

  @Override
  public synchronized Result<Long, ErrorCode> getReceiveBufferSize() {
    return Net.ask(() -> settings().receiveBuffer());
  }

  @Override
  public synchronized Result<@Nullable Void, ErrorCode> setReceiveBufferSize(long value) {
    return Net.act(() -> settings().setReceiveBuffer(value));
  }

  @Override
  public synchronized Result<Long, ErrorCode> getSendBufferSize() {
    return Net.ask(() -> settings().sendBuffer());
  }

  @Override
  public synchronized Result<@Nullable Void, ErrorCode> setSendBufferSize(long value) {
    return Net.act(() -> settings().setSendBuffer(value));
  }

  @Override
  protected String witName() {
    return "tcp-socket";
  }

  @Override
  protected void release() {
    shared.leave();
  }

  /** What comes in over the connections that others make. */
  private record AcceptReader(SharedPort listening) implements StreamReader<Types.TcpSocket> {
    /** One at a time: others wait with the system, as many as the backlog says. */
    @Override
    public List<Types.TcpSocket> read(int max) throws InterruptedException {
      TcpPort port = listening.port();
      while (!listening.isClosed()) {
        try {
          Optional<TcpPort> next = port.accept();
          if (next.isPresent()) {
            return List.of(
                connected(SharedPort.of(listening.session(), listening.threads(), next.get())));
          }
          Waiting.await(port.acceptable());
        } catch (NetException e) {
          if (e.error() != NetError.NEW_SOCKET_LIMIT) {
            break;
          }
          // That one is turned away; there may be room for the next.
        }
      }
      return List.of();
    }

    @Override
    public void close() {
      listening.leave();
    }
  }
}
