package dev.witj.wasi.internal.net;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one option of sockets that Java has no name for: how many hops a packet may take. The system
 * is asked itself, on Linux; elsewhere it is not supported.
 *
 * <p>Java keeps the number of a socket's descriptor to itself. It is found by a mark: an option
 * that Java does have is set to a random value on the channel, and the descriptor that shows the
 * value, and after that a second one, is the channel's.
 */
final class HopLimit {
  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVBUF = 8;
  private static final int SO_LINGER = 13;
  private static final int IPPROTO_IP = 0;
  private static final int IP_TTL = 2;
  private static final int IPPROTO_IPV6 = 41;
  private static final int IPV6_UNICAST_HOPS = 16;
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  private final MethodHandle getsockopt;
  private final MethodHandle setsockopt;
  private final ReentrantLock lock = new ReentrantLock();

  @SuppressWarnings("restricted") // calls the system
  private HopLimit() {
    Linker linker = Linker.nativeLinker();
    getsockopt =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("getsockopt"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS));
    setsockopt =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("setsockopt"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT));
  }

  private static final class Holder {
    static final Optional<HopLimit> INSTANCE =
        System.getProperty("os.name", "").equals("Linux") && Files.isDirectory(DESCRIPTORS)
            ? Optional.of(new HopLimit())
            : Optional.empty();
  }

  /** What holds for a channel. */
  static int get(NetworkChannel channel, boolean v6) throws NetException {
    HopLimit system = Holder.INSTANCE.orElseThrow(NetError.NOT_SUPPORTED::exception);
    int descriptor = system.find(channel);
    return v6
        ? system.option(descriptor, IPPROTO_IPV6, IPV6_UNICAST_HOPS, 1)[0]
        : system.option(descriptor, IPPROTO_IP, IP_TTL, 1)[0];
  }

  /** Changes what holds for a channel. */
  static void set(NetworkChannel channel, boolean v6, int hops) throws NetException {
    HopLimit system = Holder.INSTANCE.orElseThrow(NetError.NOT_SUPPORTED::exception);
    int descriptor = system.find(channel);
    if (v6) {
      system.setOption(descriptor, IPPROTO_IPV6, IPV6_UNICAST_HOPS, hops);
    } else {
      system.setOption(descriptor, IPPROTO_IP, IP_TTL, hops);
    }
  }

  private int find(NetworkChannel channel) throws NetException {
    SocketOption<Integer> mark =
        channel instanceof DatagramChannel
            ? StandardSocketOptions.SO_RCVBUF
            : StandardSocketOptions.SO_LINGER;
    lock.lock();
    try {
      Integer before = channel.getOption(mark);
      try {
        List<Integer> candidates = sockets();
        // The second round tells the channel from whatever showed the first value by chance.
        for (int round = 0; round < 2; round++) {
          int value = ThreadLocalRandom.current().nextInt(20_000, 60_000);
          channel.setOption(mark, value);
          candidates.removeIf(descriptor -> !shows(descriptor, channel, value));
        }
        if (candidates.size() != 1) {
          throw NetError.NOT_SUPPORTED.exception();
        }
        return candidates.getFirst();
      } finally {
        channel.setOption(mark, before);
      }
    } catch (IOException e) {
      throw NetException.of(e);
    } finally {
      lock.unlock();
    }
  }

  private static List<Integer> sockets() throws IOException {
    List<Integer> descriptors = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(DESCRIPTORS)) {
      for (Path each : all) {
        try {
          if (Files.readSymbolicLink(each).toString().startsWith("socket:")) {
            descriptors.add(Integer.parseInt(each.getFileName().toString()));
          }
        } catch (IOException e) {
          // It was closed meanwhile.
        }
      }
    }
    return descriptors;
  }

  private boolean shows(int descriptor, NetworkChannel channel, int mark) {
    try {
      if (channel instanceof DatagramChannel) {
        // Linux doubles what it is given, to have room for its own records.
        return option(descriptor, SOL_SOCKET, SO_RCVBUF, 1)[0] == 2 * mark;
      }
      int[] linger = option(descriptor, SOL_SOCKET, SO_LINGER, 2);
      return linger[0] != 0 && linger[1] == mark;
    } catch (NetException e) {
      return false;
    }
  }

  private int[] option(int descriptor, int level, int name, int words) throws NetException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(ValueLayout.JAVA_INT, words);
      MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, 4 * words);
      int result = (int) getsockopt.invokeExact(descriptor, level, name, value, length);
      if (result != 0) {
        throw NetError.NOT_SUPPORTED.exception();
      }
      return value.toArray(ValueLayout.JAVA_INT);
    } catch (NetException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private void setOption(int descriptor, int level, int name, int value) throws NetException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment given = arena.allocateFrom(ValueLayout.JAVA_INT, value);
      int result = (int) setsockopt.invokeExact(descriptor, level, name, given, 4);
      if (result != 0) {
        throw NetError.INVALID_ARGUMENT.exception();
      }
    } catch (NetException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
