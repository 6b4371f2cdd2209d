package dev.witj.wasi.internal.net;

import dev.witj.wasi.internal.io.ByteSink;
import dev.witj.wasi.internal.io.ByteSource;
import dev.witj.wasi.internal.io.Readiness;
import dev.witj.wasi.net.Protocol;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A TCP socket: unbound, then bound, then connecting and connected, or listening. Nothing here
 * waits; readiness tells when to ask again. Which step may follow which is for its user to see to.
 *
 * <p>Java has different channels for sockets that connect and sockets that listen. A bound socket
 * is of the first kind; when it begins to listen, a second one is bound to its address before the
 * first is closed, so that nobody else can take it in between.
 */
public final class TcpPort extends Port {
  /** How many connections wait to be accepted unless someone says otherwise. */
  private static final int USUAL_BACKLOG = 100;

  private final SocketChannel channel;
  private @Nullable InetSocketAddress asked;
  private int backlog = USUAL_BACKLOG;
  private @Nullable Listener listener;
  private @Nullable TcpConnection connection;
  private @Nullable NetException failure;
  private @Nullable SocketChannel waiting;

  private record Listener(ServerSocketChannel channel, Poller.Interest interest) {}

  private TcpPort(NetGate gate, boolean v6, SocketChannel channel, SocketSettings settings)
      throws IOException {
    super(gate, v6, channel, settings);
    this.channel = channel;
  }

  /** A new socket of IPv4 or IPv6. */
  public static TcpPort create(NetGate gate, boolean v6) throws NetException {
    gate.create(Protocol.TCP);
    try {
      SocketChannel channel = SocketChannel.open(family(v6));
      return of(gate, v6, channel, new SocketSettings(channel, v6));
    } catch (UnsupportedOperationException e) {
      throw NetError.NOT_SUPPORTED.exception();
    } catch (IOException e) {
      throw NetException.of(e);
    }
  }

  /** A channel without delay; closed where that fails. */
  private static TcpPort of(
      NetGate gate, boolean v6, SocketChannel channel, SocketSettings settings) throws IOException {
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      return new TcpPort(gate, v6, channel, settings);
    } catch (IOException e) {
      closeQuietly(channel);
      throw e;
    }
  }

  /** Takes a local address. */
  public void bind(InetSocketAddress local) throws NetException {
    SocketRules.checkLocal(v6, local);
    gate.bind(Protocol.TCP, local);
    try {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.bind(local);
      asked = local;
    } catch (IOException e) {
      throw NetException.of(e);
    }
  }

  /** Begins to connect. */
  public void connect(InetSocketAddress remote) throws NetException {
    SocketRules.checkPeer(v6, remote);
    gate.reach(Protocol.TCP, remote);
    try {
      boolean _ = channel.connect(remote);
    } catch (UnsupportedAddressTypeException | UnresolvedAddressException e) {
      throw NetError.INVALID_ARGUMENT.exception();
    } catch (IOException e) {
      throw NetException.of(e);
    }
  }

  /**
   * Whether the connection is there.
   *
   * @throws NetException if it never will be; the same again each time
   */
  public boolean isConnected() throws NetException {
    NetException failed = failure;
    if (failed != null) {
      throw failed;
    }
    try {
      if (channel.finishConnect()) {
        return true;
      }
      interest.await(SelectionKey.OP_CONNECT);
      return false;
    } catch (IOException e) {
      failure = NetException.of(e);
      throw failure;
    }
  }

  /** Ready when {@link #isConnected} has an answer. */
  public Readiness connectable() {
    return when(interest, this::isConnected);
  }

  /** How many connections may wait to be accepted; before it listens. */
  public void setBacklog(long size) throws NetException {
    if (size == 0) {
      throw NetError.INVALID_ARGUMENT.exception();
    }
    backlog = size < 0 || size > Short.MAX_VALUE ? Short.MAX_VALUE : (int) size;
  }

  /** Lets others connect to the address that it is bound to. */
  public void listen() throws NetException {
    InetSocketAddress wanted = asked;
    if (wanted == null) {
      throw NetError.INVALID_STATE.exception();
    }
    gate.listen(Protocol.TCP, wanted);
    try {
      ServerSocketChannel server = ServerSocketChannel.open(family(v6));
      try {
        server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        settings().moveTo(server);
        InetSocketAddress local = (InetSocketAddress) channel.getLocalAddress();
        try {
          server.bind(local, backlog);
        } catch (BindException e) {
          closeChannel();
          server.bind(local, backlog);
        }
        closeChannel();
        listener = new Listener(server, Poller.get().register(server));
      } catch (IOException e) {
        server.close();
        throw e;
      }
    } catch (IOException e) {
      throw NetException.of(e);
    }
  }

  /** The next connection, if one waits. */
  public Optional<TcpPort> accept() throws NetException {
    if (!isAcceptable()) {
      return Optional.empty();
    }
    SocketChannel taken = Objects.requireNonNull(waiting);
    waiting = null;
    try {
      return Optional.of(of(gate, v6, taken, settings().inheritedBy(taken)));
    } catch (IOException e) {
      closeQuietly(taken);
      throw NetException.of(e);
    }
  }

  /** Ready when {@link #accept} has one, or fails. */
  public Readiness acceptable() {
    Listener listening = listener;
    return listening == null ? Readiness.ALWAYS : when(listening.interest(), this::isAcceptable);
  }

  private boolean isAcceptable() throws NetException {
    Listener listening = listener;
    if (listening == null) {
      throw NetError.INVALID_STATE.exception();
    }
    try {
      while (waiting == null) {
        SocketChannel next = listening.channel().accept();
        if (next == null) {
          listening.interest().await(SelectionKey.OP_ACCEPT);
          return false;
        }
        // A socket of IPv6 is not one of IPv4, which Java cannot tell the system.
        boolean foreign =
            v6
                && next.getRemoteAddress() instanceof InetSocketAddress peer
                && peer.getAddress() instanceof Inet4Address;
        if (foreign) {
          next.close();
        } else {
          waiting = next;
        }
      }
      return true;
    } catch (IOException e) {
      throw NetException.of(e);
    }
  }

  /** The address that it is bound to. */
  public InetSocketAddress localAddress() throws NetException {
    Listener listening = listener;
    return address((listening == null ? channel : listening.channel())::getLocalAddress);
  }

  /** The address that it is connected to. */
  public InetSocketAddress remoteAddress() throws NetException {
    return address(channel::getRemoteAddress);
  }

  /** What comes in over the connection; the same object each time. */
  public ByteSource source() {
    return connection().source();
  }

  /** What goes out over the connection; the same object each time. */
  public ByteSink sink() {
    return connection().sink();
  }

  /** Ends one direction of the connection, or both; what was written is still sent. */
  public void shutdown(boolean receiving, boolean sending) throws NetException {
    if (receiving) {
      connection().endInput();
    }
    if (sending) {
      connection().endOutput();
    }
  }

  private TcpConnection connection() {
    TcpConnection known = connection;
    if (known == null) {
      known = new TcpConnection(channel, interest);
      connection = known;
    }
    return known;
  }

  @Override
  public void close(Runnable whenClosed) {
    Listener listening = listener;
    if (listening != null) {
      close(listening.channel(), listening.interest());
    }
    if (waiting != null) {
      closeQuietly(waiting);
    }
    Runnable last =
        () -> {
          closeChannel();
          whenClosed.run();
        };
    TcpConnection open = connection;
    if (open == null) {
      last.run();
    } else {
      open.closeWhenSent(last);
    }
  }

  private void closeChannel() {
    close(channel, interest);
  }
}
