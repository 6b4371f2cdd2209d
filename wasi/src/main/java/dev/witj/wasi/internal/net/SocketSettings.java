package dev.witj.wasi.internal.net;

import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdk.net.ExtendedSocketOptions;

/**
 * The options of a socket. What was set is kept, too, since a socket that begins to listen is
 * another one for Java, and those that it accepts inherit what was set.
 */
public final class SocketSettings {
  private static final int MAX_IDLE_SECONDS = 32767;
  private static final int MAX_COUNT = 127;
  private static final int USUAL_HOP_LIMIT = 64;

  private static final List<SocketOption<?>> ALL =
      List.of(
          StandardSocketOptions.SO_KEEPALIVE,
          StandardSocketOptions.SO_RCVBUF,
          StandardSocketOptions.SO_SNDBUF,
          ExtendedSocketOptions.TCP_KEEPIDLE,
          ExtendedSocketOptions.TCP_KEEPINTERVAL,
          ExtendedSocketOptions.TCP_KEEPCOUNT);

  private final boolean v6;
  private final Map<SocketOption<?>, Object> set = new LinkedHashMap<>();
  private final Map<SocketOption<?>, Object> lastKnown = new LinkedHashMap<>();
  private NetworkChannel channel;

  /** 0 if nobody asked for one. */
  private int hopLimit;

  SocketSettings(NetworkChannel channel, boolean v6) {
    this.channel = channel;
    this.v6 = v6;
  }

  /** Goes over to a channel that listens; it has not all options, and the rest are kept here. */
  void moveTo(ServerSocketChannel listener) throws IOException {
    for (SocketOption<?> option : ALL) {
      if (channel.supportedOptions().contains(option)) {
        lastKnown.put(option, channel.getOption(option));
      }
    }
    channel = listener;
    set.forEach(this::trySet);
  }

  /** What an accepted channel has. */
  SocketSettings inheritedBy(SocketChannel accepted) throws NetException {
    SocketSettings settings = new SocketSettings(accepted, v6);
    settings.set.putAll(set);
    settings.set.forEach(settings::trySet);
    if (hopLimit != 0) {
      settings.setHopLimit(hopLimit);
    }
    return settings;
  }

  @SuppressWarnings("unchecked") // Each option was put with a value of its own type.
  private void trySet(SocketOption<?> option, Object value) {
    try {
      if (channel.supportedOptions().contains(option)) {
        channel.setOption((SocketOption<Object>) option, value);
      }
    } catch (IOException e) {
      // The system took it for another socket of the kind; here it keeps its own value.
    }
  }

  private <T> void set(SocketOption<T> option, T value) throws NetException {
    set.put(option, value);
    lastKnown.put(option, value);
    try {
      if (channel.supportedOptions().contains(option)) {
        channel.setOption(option, value);
      }
    } catch (IOException e) {
      throw NetException.of(e);
    }
  }

  private <T> T get(SocketOption<T> option) throws NetException {
    try {
      if (channel.supportedOptions().contains(option)) {
        return channel.getOption(option);
      }
    } catch (IOException e) {
      throw NetException.of(e);
    }
    Object known = lastKnown.get(option);
    if (known == null) {
      throw NetError.NOT_SUPPORTED.exception();
    }
    return option.type().cast(known);
  }

  /** Whether the system asks after a silent peer. */
  public boolean keepAlive() throws NetException {
    return get(StandardSocketOptions.SO_KEEPALIVE);
  }

  /** See {@link #keepAlive}. */
  public void setKeepAlive(boolean value) throws NetException {
    set(StandardSocketOptions.SO_KEEPALIVE, value);
  }

  /** After how many nanoseconds the system asks for the first time. */
  public long keepAliveIdle() throws NetException {
    return get(ExtendedSocketOptions.TCP_KEEPIDLE) * 1_000_000_000L;
  }

  /** See {@link #keepAliveIdle}; unsigned, as near as the system comes. */
  public void setKeepAliveIdle(long nanoseconds) throws NetException {
    set(ExtendedSocketOptions.TCP_KEEPIDLE, seconds(nanoseconds));
  }

  /** How many nanoseconds lie between two questions. */
  public long keepAliveInterval() throws NetException {
    return get(ExtendedSocketOptions.TCP_KEEPINTERVAL) * 1_000_000_000L;
  }

  /** See {@link #keepAliveInterval}; unsigned, as near as the system comes. */
  public void setKeepAliveInterval(long nanoseconds) throws NetException {
    set(ExtendedSocketOptions.TCP_KEEPINTERVAL, seconds(nanoseconds));
  }

  /** After how many questions without an answer the connection is given up. */
  public int keepAliveCount() throws NetException {
    return get(ExtendedSocketOptions.TCP_KEEPCOUNT);
  }

  /** See {@link #keepAliveCount}; as near as the system comes. */
  public void setKeepAliveCount(long count) throws NetException {
    set(ExtendedSocketOptions.TCP_KEEPCOUNT, (int) Math.min(positive(count), MAX_COUNT));
  }

  /** How many hops a packet may take. */
  public int hopLimit() throws NetException {
    if (hopLimit != 0) {
      return hopLimit;
    }
    return channel instanceof ServerSocketChannel ? USUAL_HOP_LIMIT : HopLimit.get(channel, v6);
  }

  /** See {@link #hopLimit}. */
  public void setHopLimit(int hops) throws NetException {
    if (hops == 0) {
      throw NetError.INVALID_ARGUMENT.exception();
    }
    // One that listens sends nothing itself.
    if (!(channel instanceof ServerSocketChannel)) {
      HopLimit.set(channel, v6, hops);
    }
    hopLimit = hops;
  }

  /** How many bytes the system keeps of what came in. */
  public long receiveBuffer() throws NetException {
    return get(StandardSocketOptions.SO_RCVBUF);
  }

  /** See {@link #receiveBuffer}; unsigned, as near as the system comes. */
  public void setReceiveBuffer(long bytes) throws NetException {
    set(StandardSocketOptions.SO_RCVBUF, capped(bytes));
  }

  /** How many bytes the system keeps of what is to go out. */
  public long sendBuffer() throws NetException {
    return get(StandardSocketOptions.SO_SNDBUF);
  }

  /** See {@link #sendBuffer}; unsigned, as near as the system comes. */
  public void setSendBuffer(long bytes) throws NetException {
    set(StandardSocketOptions.SO_SNDBUF, capped(bytes));
  }

  private static int capped(long bytes) throws NetException {
    long size = positive(bytes);
    return size < 0 || size > Integer.MAX_VALUE / 2 ? Integer.MAX_VALUE / 2 : (int) size;
  }

  private static int seconds(long nanoseconds) throws NetException {
    long up = Long.divideUnsigned(positive(nanoseconds) - 1, 1_000_000_000L) + 1;
    return (int) Math.min(up, MAX_IDLE_SECONDS);
  }

  private static long positive(long value) throws NetException {
    if (value == 0) {
      throw NetError.INVALID_ARGUMENT.exception();
    }
    return value;
  }
}
