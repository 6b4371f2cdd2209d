package dev.witj.wasi.internal.net;

import dev.witj.wasi.internal.io.Readiness;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.Channel;
import java.nio.channels.SelectableChannel;
import org.jspecify.annotations.Nullable;

/** What sockets of TCP and UDP have in common. */
public abstract sealed class Port implements AutoCloseable permits TcpPort, UdpPort {
  final NetGate gate;
  final boolean v6;
  final Poller.Interest interest;
  private final SocketSettings settings;

  Port(NetGate gate, boolean v6, SelectableChannel channel, SocketSettings settings)
      throws IOException {
    this.gate = gate;
    this.v6 = v6;
    this.settings = settings;
    this.interest = Poller.get().register(channel);
  }

  static ProtocolFamily family(boolean v6) {
    return v6 ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
  }

  /** Whether it is one of IPv6. */
  public final boolean isV6() {
    return v6;
  }

  /** Its options. */
  public final SocketSettings settings() {
    return settings;
  }

  /** Gives an address of a channel; null for none. */
  interface AddressOf {
    @Nullable SocketAddress get() throws IOException;
  }

  /** An address that there must be. */
  static InetSocketAddress address(AddressOf asked) throws NetException {
    try {
      if (asked.get() instanceof InetSocketAddress address) {
        return address;
      }
      throw NetError.INVALID_STATE.exception();
    } catch (IOException e) {
      throw NetException.of(e);
    }
  }

  /** Asks a question without waiting; an exception is an answer, too. */
  interface Question {
    boolean ask() throws NetException;
  }

  /** Ready when a question is answered. */
  static Readiness when(Poller.Interest interest, Question question) {
    return new Probe(interest, question);
  }

  /** What may become ready when something happens to a channel. */
  interface OfChannel extends Readiness {
    Poller.Interest interest();

    @Override
    default void watch(Thread thread) {
      interest().watchers().add(thread);
    }

    @Override
    default void unwatch(Thread thread) {
      interest().watchers().remove(thread);
    }
  }

  private record Probe(Poller.Interest interest, Question question) implements OfChannel {
    @Override
    public boolean ready() {
      try {
        return question.ask();
      } catch (NetException e) {
        return true;
      }
    }
  }

  /** Closes a channel, and what was asked of it. */
  static void close(Channel channel, Poller.Interest interest) {
    closeQuietly(channel);
    interest.close();
  }

  static void closeQuietly(Channel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // It is gone, then.
    }
  }

  /**
   * Closes it. What was written to a connection is still sent, for some time.
   *
   * @param whenClosed runs when the system has the socket back
   */
  public abstract void close(Runnable whenClosed);

  @Override
  public final void close() {
    close(() -> {});
  }
}
