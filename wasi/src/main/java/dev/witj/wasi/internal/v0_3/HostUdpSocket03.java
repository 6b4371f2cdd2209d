package dev.witj.wasi.internal.v0_3;

import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple2;
import dev.witj.wasi.internal.HostResource;
import dev.witj.wasi.internal.Session;
import dev.witj.wasi.internal.io.Readiness;
import dev.witj.wasi.internal.io.Waiting;
import dev.witj.wasi.internal.net.NetError;
import dev.witj.wasi.internal.net.NetException;
import dev.witj.wasi.internal.net.UdpPort;
import dev.witj.wasi.sockets.v0_3.Types;
import dev.witj.wasi.sockets.v0_3.Types.ErrorCode;
import dev.witj.wasi.sockets.v0_3.Types.IpAddressFamily;
import dev.witj.wasi.sockets.v0_3.Types.IpSocketAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code udp-socket} of {@code wasi:sockets} 0.3. Waiting is done without holding the lock. */
final class HostUdpSocket03 extends HostResource implements Types.UdpSocket {
  private final UdpPort port;
  private boolean bound;
  private Optional<InetSocketAddress> remote = Optional.empty();

  private HostUdpSocket03(Session session, UdpPort port) {
    super(session);
    this.port = port;
  }

  /**
   * A socket that has done nothing yet.
   *
   * @throws NetException if the guest has as many as it may
   */
  static HostUdpSocket03 of(Session session, UdpPort port) throws NetException {
    return new HostUdpSocket03(session, session.openedSocket(port));
  }

  @Override
  public synchronized Result<@Nullable Void, ErrorCode> bind(IpSocketAddress localAddress) {
    return Net.act(
        () -> {
          if (bound) {
            throw NetError.INVALID_STATE.exception();
          }
          port.bind(Net.toJava(localAddress));
          bound = true;
        });
  }

  /** A socket that speaks has an address. */
  private void bindAnywhere() throws NetException {
    if (!bound) {
      port.bind(Net.anywhere(port.isV6()));
      bound = true;
    }
  }

  @Override
  public synchronized Result<@Nullable Void, ErrorCode> connect(IpSocketAddress remoteAddress) {
    return Net.act(
        () -> {
          InetSocketAddress peer = Net.toJava(remoteAddress);
          port.checkRemote(peer);
          bindAnywhere();
          if (remote.isPresent()) {
            port.disconnect();
            remote = Optional.empty();
          }
          port.connect(peer);
          remote = Optional.of(peer);
        });
  }

  @Override
  public synchronized Result<@Nullable Void, ErrorCode> disconnect() {
    return Net.act(
        () -> {
          if (remote.isEmpty()) {
            throw NetError.INVALID_STATE.exception();
          }
          port.disconnect();
          remote = Optional.empty();
        });
  }

  @Override
  public Result<@Nullable Void, ErrorCode> send(
      byte[] data, Optional<IpSocketAddress> remoteAddress) throws InterruptedException {
    try {
      while (!trySend(data, remoteAddress)) {
        Waiting.await(locked(port.sendable()));
      }
      return Result.ok();
    } catch (NetException e) {
      return Result.err(Net.code(e.error()));
    }
  }

  private synchronized boolean trySend(byte[] data, Optional<IpSocketAddress> remoteAddress)
      throws NetException {
    InetSocketAddress target = target(remoteAddress);
    port.checkRemote(target);
    bindAnywhere();
    return port.send(data, target);
  }

  private InetSocketAddress target(Optional<IpSocketAddress> given) throws NetException {
    if (given.isEmpty()) {
      return remote.orElseThrow(NetError.INVALID_ARGUMENT::exception);
    }
    InetSocketAddress target = Net.toJava(given.get());
    if (remote.isPresent() && !remote.get().equals(target)) {
      throw NetError.INVALID_ARGUMENT.exception();
    }
    return target;
  }

  @Override
  public Result<Tuple2<byte[], IpSocketAddress>, ErrorCode> receive() throws InterruptedException {
    try {
      while (true) {
        Optional<UdpPort.Datagram> next = tryReceive();
        if (next.isPresent()) {
          UdpPort.Datagram datagram = next.get();
          return Result.ok(new Tuple2<>(datagram.bytes(), Net.toWit(datagram.from())));
        }
        Waiting.await(locked(port.receivable()));
      }
    } catch (NetException e) {
      return Result.err(Net.code(e.error()));
    }
  }

  private synchronized Optional<UdpPort.Datagram> tryReceive() throws NetException {
    if (!bound) {
      throw NetError.INVALID_STATE.exception();
    }
    return port.receive();
  }

  /** Asks while nobody else uses the port. */
  private Readiness locked(Readiness readiness) {
    return new Readiness() {
      @Override
      public boolean ready() {
        synchronized (HostUdpSocket03.this) {
          return readiness.ready();
        }
      }

      @Override
      public void watch(Thread thread) {
        readiness.watch(thread);
      }

      @Override
      public void unwatch(Thread thread) {
        readiness.unwatch(thread);
      }
    };
  }

  @Override
  public synchronized Result<IpSocketAddress, ErrorCode> getLocalAddress() {
    return Net.ask(
        () -> {
          if (!bound) {
            throw NetError.INVALID_STATE.exception();
          }
          return Net.toWit(port.localAddress());
        });
  }

  @Override
  public synchronized Result<IpSocketAddress, ErrorCode> getRemoteAddress() {
    return Net.ask(() -> Net.toWit(remote.orElseThrow(NetError.INVALID_STATE::exception)));
  }

  @Override
  public IpAddressFamily getAddressFamily() {
    return Net.family(port.isV6());
  }

  @Override
  public synchronized Result<Integer, ErrorCode> getUnicastHopLimit() {
    return Net.ask(() -> port.settings().hopLimit());
  }

  @Override
  public synchronized Result<@Nullable Void, ErrorCode> setUnicastHopLimit(int value) {
    return Net.act(() -> port.settings().setHopLimit(value));
  }

  @Override
  public synchronized Result<Long, ErrorCode> getReceiveBufferSize() {
    return Net.ask(() -> port.settings().receiveBuffer());
  }

  @Override
  public synchronized Result<@Nullable Void, ErrorCode> setReceiveBufferSize(long value) {
    return Net.act(() -> port.settings().setReceiveBuffer(value));
  }

  @Override
  public synchronized Result<Long, ErrorCode> getSendBufferSize() {
    return Net.ask(() -> port.settings().sendBuffer());
  }

  @Override
  public synchronized Result<@Nullable Void, ErrorCode> setSendBufferSize(long value) {
    return Net.act(() -> port.settings().setSendBuffer(value));
  }

  @Override
  protected String witName() {
    return "udp-socket";
  }

  @Override
  protected void release() {
    session().closeSocket(port);
  }
}
