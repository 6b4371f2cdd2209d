package dev.witj.wasi.internal.sockets;

import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple2;
import dev.witj.runtime.value.Tuple3;
import dev.witj.wasi.internal.HostInput;
import dev.witj.wasi.internal.HostOutput;
import dev.witj.wasi.internal.HostPollable;
import dev.witj.wasi.internal.HostResource;
import dev.witj.wasi.internal.Session;
import dev.witj.wasi.internal.io.Readiness;
import dev.witj.wasi.internal.net.NetError;
import dev.witj.wasi.internal.net.NetException;
import dev.witj.wasi.internal.net.SocketSettings;
import dev.witj.wasi.internal.net.TcpPort;
import dev.witj.wasi.io.Poll;
import dev.witj.wasi.io.Streams;
import dev.witj.wasi.sockets.Network.ErrorCode;
import dev.witj.wasi.sockets.Network.IpAddressFamily;
import dev.witj.wasi.sockets.Network.IpSocketAddress;
import dev.witj.wasi.sockets.Network.NetworkType;
import dev.witj.wasi.sockets.Tcp;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code tcp-socket}: which step may follow which. */
final class HostTcpSocket extends HostResource implements Tcp.TcpSocket {
  /** How far it has come. */
  private enum State {
    UNBOUND,
    BINDING,
    BOUND,
    LISTENING_SOON,
    LISTENING,
    CONNECTING,
    CONNECTED,
    FAILED;

    /** Whether something was started and not finished. */
    boolean isUnderWay() {
      return switch (this) {
        case BINDING, LISTENING_SOON, CONNECTING -> true;
        case UNBOUND, BOUND, LISTENING, CONNECTED, FAILED -> false;
      };
    }
  }

  private final TcpPort port;
  private State state;

  private HostTcpSocket(Session session, TcpPort port, State state) {
    super(session);
    this.port = port;
    this.state = state;
  }

  /**
   * A socket that has done nothing yet.
   *
   * @throws NetException if the guest has as many as it may
   */
  static HostTcpSocket of(Session session, TcpPort port) throws NetException {
    return of(session, port, State.UNBOUND);
  }

  private static HostTcpSocket of(Session session, TcpPort port, State state) throws NetException {
    return new HostTcpSocket(session, session.openedSocket(port), state);
  }

  private void start(boolean allowed) throws NetException {
    if (state.isUnderWay()) {
      throw NetError.CONCURRENCY_CONFLICT.exception();
    }
    if (!allowed) {
      throw NetError.INVALID_STATE.exception();
    }
  }

  private void finish(State expected) throws NetException {
    if (state != expected) {
      throw NetError.NOT_IN_PROGRESS.exception();
    }
  }

  @Override
  public Result<@Nullable Void, ErrorCode> startBind(
      NetworkType network, IpSocketAddress localAddress) {
    return Attempt.act(
        () -> {
          start(state == State.UNBOUND);
          port.bind(SocketAddresses.toJava(localAddress));
          state = State.BINDING;
        });
  }

  @Override
  public Result<@Nullable Void, ErrorCode> finishBind() {
    return Attempt.act(
        () -> {
          finish(State.BINDING);
          state = State.BOUND;
        });
  }

  @Override
  public Result<@Nullable Void, ErrorCode> startConnect(
      NetworkType network, IpSocketAddress remoteAddress) {
    return Attempt.act(
        () -> {
          start(state == State.UNBOUND || state == State.BOUND);
          port.connect(SocketAddresses.toJava(remoteAddress));
          state = State.CONNECTING;
        });
  }

  @Override
  public Result<Tuple2<Streams.InputStream, Streams.OutputStream>, ErrorCode> finishConnect() {
    return Attempt.ask(
        () -> {
          finish(State.CONNECTING);
          try {
            if (!port.isConnected()) {
              throw NetError.WOULD_BLOCK.exception();
            }
          } catch (NetException e) {
            state = e.error() == NetError.WOULD_BLOCK ? state : State.FAILED;
            throw e;
          }
          state = State.CONNECTED;
          return streams();
        });
  }

  private Tuple2<Streams.InputStream, Streams.OutputStream> streams() {
    return new Tuple2<>(new HostInput(this, port.source()), new HostOutput(this, port.sink()));
  }

  @Override
  public Result<@Nullable Void, ErrorCode> startListen() {
    return Attempt.act(
        () -> {
          start(state == State.BOUND);
          port.listen();
          state = State.LISTENING_SOON;
        });
  }

  @Override
  public Result<@Nullable Void, ErrorCode> finishListen() {
    return Attempt.act(
        () -> {
          finish(State.LISTENING_SOON);
          state = State.LISTENING;
        });
  }

  @Override
  public Result<Tuple3<Tcp.TcpSocket, Streams.InputStream, Streams.OutputStream>, ErrorCode>
      accept() {
    return Attempt.ask(
        () -> {
          require(state == State.LISTENING);
          Optional<TcpPort> accepted = port.accept();
          HostTcpSocket socket =
              of(session(), accepted.orElseThrow(NetError.WOULD_BLOCK::exception), State.CONNECTED);
          Tuple2<Streams.InputStream, Streams.OutputStream> streams = socket.streams();
          return new Tuple3<>(socket, streams.v0(), streams.v1());
        });
  }

  private static void require(boolean condition) throws NetException {
    if (!condition) {
      throw NetError.INVALID_STATE.exception();
    }
  }

  @Override
  public Result<IpSocketAddress, ErrorCode> localAddress() {
    return Attempt.ask(
        () -> {
          require(state != State.UNBOUND && state != State.BINDING && state != State.FAILED);
          return SocketAddresses.toWit(port.localAddress());
        });
  }

  @Override
  public Result<IpSocketAddress, ErrorCode> remoteAddress() {
    return Attempt.ask(
        () -> {
          require(state == State.CONNECTED);
          return SocketAddresses.toWit(port.remoteAddress());
        });
  }

  @Override
  public boolean isListening() {
    return state == State.LISTENING;
  }

  @Override
  public IpAddressFamily addressFamily() {
    return SocketAddresses.family(port.isV6());
  }

  @Override
  public Result<@Nullable Void, ErrorCode> setListenBacklogSize(long value) {
    return Attempt.act(
        () -> {
          require(state != State.CONNECTING && state != State.CONNECTED && state != State.FAILED);
          if (value != 0 && (state == State.LISTENING || state == State.LISTENING_SOON)) {
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
  public Result<Boolean, ErrorCode> keepAliveEnabled() {
    return Attempt.ask(() -> settings().keepAlive());
  }

  @Override
  public Result<@Nullable Void, ErrorCode> setKeepAliveEnabled(boolean value) {
    return Attempt.act(() -> settings().setKeepAlive(value));
  }

  @Override
  public Result<Long, ErrorCode> keepAliveIdleTime() {
    return Attempt.ask(() -> settings().keepAliveIdle());
  }

  @Override
  public Result<@Nullable Void, ErrorCode> setKeepAliveIdleTime(long value) {
    return Attempt.act(() -> settings().setKeepAliveIdle(value));
  }

  @Override
  public Result<Long, ErrorCode> keepAliveInterval() {
    return Attempt.ask(() -> settings().keepAliveInterval());
  }

  @Override
  public Result<@Nullable Void, ErrorCode> setKeepAliveInterval(long value) {
    return Attempt.act(() -> settings().setKeepAliveInterval(value));
  }

  @Override
  public Result<Long, ErrorCode> keepAliveCount() {
    return Attempt.ask(() -> (long) settings().keepAliveCount());
  }

  @Override
  public Result<@Nullable Void, ErrorCode> setKeepAliveCount(long value) {
    return Attempt.act(() -> settings().setKeepAliveCount(value));
  }

  @Override
  public Result<Integer, ErrorCode> hopLimit() {
    return Attempt.ask(() -> settings().hopLimit());
  }

  @Override
  public Result<@Nullable Void, ErrorCode> setHopLimit(int value) {
    return Attempt.act(() -> settings().setHopLimit(value));
  }

  @Override
  public Result<Long, ErrorCode> receiveBufferSize() {
    return Attempt.ask(() -> settings().receiveBuffer());
  }

  @Override
  public Result<@Nullable Void, ErrorCode> setReceiveBufferSize(long value) {
    return Attempt.act(() -> settings().setReceiveBuffer(value));
  }

  @Override
  public Result<Long, ErrorCode> sendBufferSize() {
    return Attempt.ask(() -> settings().sendBuffer());
  }

  @Override
  public Result<@Nullable Void, ErrorCode> setSendBufferSize(long value) {
    return Attempt.act(() -> settings().setSendBuffer(value));
  }

  @Override
  public Poll.Pollable subscribe() {
    return HostPollable.childOf(this, new Next());
  }

  @Override
  public Result<@Nullable Void, ErrorCode> shutdown(Tcp.ShutdownType shutdownType) {
    return Attempt.act(
        () -> {
          require(state == State.CONNECTED);
          switch (shutdownType) {
            case RECEIVE -> port.shutdown(true, false);
            case SEND -> port.shutdown(false, true);
            case BOTH -> port.shutdown(true, true);
          }
        });
  }

  @Override
  protected String witName() {
    return "tcp-socket";
  }

  @Override
  protected void release() {
    session().closeSocket(port);
  }

  /** Ready when the next step would not have to wait, whatever that is by then. */
  private final class Next implements Readiness {
    private Readiness current() {
      return switch (state) {
        case CONNECTING -> port.connectable();
        case LISTENING -> port.acceptable();
        case UNBOUND, BINDING, BOUND, LISTENING_SOON, CONNECTED, FAILED -> ALWAYS;
      };
    }

    @Override
    public boolean ready() {
      return current().ready();
    }

    @Override
    public void watch(Thread thread) {
      current().watch(thread);
    }

    @Override
    public void unwatch(Thread thread) {
      current().unwatch(thread);
    }
  }
}
