package dev.witj.wasi.internal.net;

import dev.witj.wasi.internal.io.Readiness;
import dev.witj.wasi.net.Protocol;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A UDP socket. Nothing here waits.
 *
 * <p>A socket that was bound with the right to let others in may answer those who wrote to it.
 */
public final class UdpPort extends Port {
  /** The longest datagram there is. */
  public static final int MAX_DATAGRAM = 65535;

  private static final int MAX_PEERS = 1000;

  private final DatagramChannel channel;
  private final Map<InetSocketAddress, Boolean> peers =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetSocketAddress, Boolean> eldest) {
          return size() > MAX_PEERS;
        }
      };
  private boolean open;
  private boolean full;
  private @Nullable Datagram waiting;
  private @Nullable NetException failure;

  /**
   * What came in.
   *
   * @param bytes all of it
   * @param from who sent it
   */
  public record Datagram(byte[] bytes, InetSocketAddress from) {}

  private UdpPort(NetGate gate, boolean v6, DatagramChannel channel) throws IOException {
    super(gate, v6, channel, new SocketSettings(channel, v6));
    this.channel = channel;
  }

  /** A new socket of IPv4 or IPv6. */
  public static UdpPort create(NetGate gate, boolean v6) throws NetException {
    gate.create(Protocol.UDP);
    try {
      return of(gate, v6, DatagramChannel.open(family(v6)));
    } catch (UnsupportedOperationException e) {
      throw NetError.NOT_SUPPORTED.exception();
    } catch (IOException e) {
      throw NetException.of(e);
    }
  }

  /** One of a channel; closed where that fails. */
  private static UdpPort of(NetGate gate, boolean v6, DatagramChannel channel) throws IOException {
    try {
      return new UdpPort(gate, v6, channel);
    } catch (IOException e) {
      closeQuietly(channel);
      throw e;
    }
  }

  /** Takes a local address. */
  public void bind(InetSocketAddress local) throws NetException {
    SocketRules.checkLocal(v6, local);
    gate.bind(Protocol.UDP, local);
    try {
      channel.bind(local);
      open = gate.mayListen(Protocol.UDP, local);
    } catch (IOException e) {
      throw NetException.of(e);
    }
  }

  /** Refuses an address that no datagram can go to. */
  public void checkRemote(InetSocketAddress remote) throws NetException {
    SocketRules.checkRemote(v6, remote);
  }

  /** Speaks to one peer alone from now on. */
  public void connect(InetSocketAddress remote) throws NetException {
    checkRemote(remote);
    checkSend(remote);
    try {
      channel.connect(remote);
    } catch (UnsupportedAddressTypeException e) {
      throw NetError.INVALID_ARGUMENT.exception();
    } catch (IOException e) {
      throw NetException.of(e);
    }
  }

  /** Speaks to everybody again. */
  public void disconnect() throws NetException {
    try {
      channel.disconnect();
    } catch (IOException e) {
      throw NetException.of(e);
    }
  }

  /** The next datagram, if there is one. Those of peers that are not allowed are dropped. */
  public Optional<Datagram> receive() throws NetException {
    if (!fill()) {
      return Optional.empty();
    }
    NetException failed = failure;
    if (failed != null) {
      failure = null;
      throw failed;
    }
    Optional<Datagram> received = Optional.ofNullable(waiting);
    waiting = null;
    return received;
  }

  private boolean fill() {
    if (waiting != null || failure != null) {
      return true;
    }
    ByteBuffer buffer = ByteBuffer.allocate(MAX_DATAGRAM);
    try {
      while (true) {
        InetSocketAddress from = (InetSocketAddress) channel.receive(buffer.clear());
        if (from == null) {
          interest.await(SelectionKey.OP_READ);
          return false;
        }
        boolean foreign = v6 && from.getAddress() instanceof Inet4Address;
        if (!foreign && (open || gate.mayReach(Protocol.UDP, from))) {
          byte[] bytes = new byte[buffer.flip().remaining()];
          buffer.get(bytes);
          waiting = new Datagram(bytes, from);
          if (open) {
            peers.put(from, true);
          }
          return true;
        }
      }
    } catch (IOException e) {
      failure = NetException.of(e);
      return true;
    }
  }

  /** Ready when {@link #receive} has one, or fails. */
  public Readiness receivable() {
    return when(interest, this::fill);
  }

  /**
   * Sends a datagram.
   *
   * @param to where to, unless it is connected there
   * @return whether the system took it; if not, {@link #sendable} tells when to try again
   */
  public boolean send(byte[] bytes, InetSocketAddress to) throws NetException {
    checkRemote(to);
    if (bytes.length > MAX_DATAGRAM) {
      throw NetError.DATAGRAM_TOO_LARGE.exception();
    }
    checkSend(to);
    try {
      if (bytes.length == 0 && channel.isConnected()) {
        // Java sends nothing at all then, unless it is told where to.
        channel.disconnect();
        int _ = channel.send(ByteBuffer.allocate(0), to);
        channel.connect(to);
        return true;
      }
      if (channel.send(ByteBuffer.wrap(bytes), to) == 0 && bytes.length > 0) {
        full = true;
        interest.await(SelectionKey.OP_WRITE);
        return false;
      }
      return true;
    } catch (IOException e) {
      throw NetException.of(e);
    }
  }

  /** Ready when the system has room again. */
  public Readiness sendable() {
    return when(
        interest,
        () -> {
          full &= interest.awaits(SelectionKey.OP_WRITE);
          return !full;
        });
  }

  private void checkSend(InetSocketAddress to) throws NetException {
    if (!(open && peers.containsKey(to))) {
      gate.reach(Protocol.UDP, to);
    }
  }

  /** The address that it is bound to. */
  public InetSocketAddress localAddress() throws NetException {
    return address(channel::getLocalAddress);
  }

  /** The address that it is connected to. */
  public InetSocketAddress remoteAddress() throws NetException {
    return address(channel::getRemoteAddress);
  }

  @Override
  public void close(Runnable whenClosed) {
    close(channel, interest);
    whenClosed.run();
  }
}
