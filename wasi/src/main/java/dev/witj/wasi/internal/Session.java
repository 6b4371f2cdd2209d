package dev.witj.wasi.internal;

import dev.witj.runtime.Store;
import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;
import dev.witj.runtime.internal.Closer;
import dev.witj.wasi.cli.Environment;
import dev.witj.wasi.cli.Exit;
import dev.witj.wasi.cli.Stderr;
import dev.witj.wasi.cli.Stdin;
import dev.witj.wasi.cli.Stdout;
import dev.witj.wasi.cli.TerminalStderr;
import dev.witj.wasi.cli.TerminalStdin;
import dev.witj.wasi.cli.TerminalStdout;
import dev.witj.wasi.clocks.MonotonicClock;
import dev.witj.wasi.clocks.Timezone;
import dev.witj.wasi.clocks.WallClock;
import dev.witj.wasi.filesystem.Preopens;
import dev.witj.wasi.filesystem.Types;
import dev.witj.wasi.host.HostImports;
import dev.witj.wasi.internal.net.NetError;
import dev.witj.wasi.internal.net.NetException;
import dev.witj.wasi.internal.net.NetGate;
import dev.witj.wasi.internal.net.Port;
import dev.witj.wasi.internal.sockets.HostSockets;
import dev.witj.wasi.io.Poll;
import dev.witj.wasi.random.Insecure;
import dev.witj.wasi.random.InsecureSeed;
import dev.witj.wasi.random.Random;
import dev.witj.wasi.sockets.InstanceNetwork;
import dev.witj.wasi.sockets.IpNameLookup;
import dev.witj.wasi.sockets.Network;
import dev.witj.wasi.sockets.TcpCreateSocket;
import dev.witj.wasi.sockets.UdpCreateSocket;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What the guests of one store, or one component of them, were given, and how much they hold of it;
 * what version 0.3 adds is {@link dev.witj.wasi.internal.v0_3.Session03}.
 */
public final class Session implements HostImports, AutoCloseable {
  private final Settings settings;
  private final boolean timed;
  private final Environment environment;
  private final Exit exit = new HostExit();
  private final Poll poll = new HostPoll();
  private final MonotonicClock monotonicClock;
  private final WallClock wallClock;
  private final HostRandom random;
  private final NetGate gate;
  private final HostSockets sockets;
  private final Counts counts;
  private final Map<Class<?>, Object> more = new HashMap<>(2);
  private final Set<AutoCloseable> open = Collections.newSetFromMap(new IdentityHashMap<>(4));
  private boolean closed;

  /** A session of a store that has no other, with nothing open yet. */
  public Session(Settings settings, Store store) {
    this(settings, store, new Counts());
  }

  /** A session with nothing open yet. */
  Session(Settings settings, Store store, Counts counts) {
    this.settings = settings;
    this.counts = counts;
    this.timed = store.limits().timeout().isPresent();
    this.environment = new HostEnvironment(settings);
    this.monotonicClock = new HostMonotonicClock(this, settings.monotonicClock());
    this.wallClock = new HostWallClock(settings.wallClock());
    this.random = new HostRandom(settings);
    this.gate = new NetGate(settings.network(), settings.refusals());
    this.sockets = new HostSockets(this, gate);
  }

  /** What is given. */
  public Settings settings() {
    return settings;
  }

  /**
   * What serves more interfaces to the same guests, one value for each class, made when first asked
   * for. What is {@link AutoCloseable} is closed with the session.
   */
  public <T> T more(Class<T> key, Supplier<? extends T> first) {
    synchronized (more) {
      Object known = more.get(key);
      if (known == null) {
        known = first.get();
        more.put(key, known);
      }
      return key.cast(known);
    }
  }

  /**
   * Closes what guests left open, also what they never got hold of, as their memory had no room for
   * its handle.
   */
  @Override
  public void close() {
    List<Object> all;
    synchronized (more) {
      all = List.copyOf(more.values());
      more.clear();
    }
    Closer closer = new Closer();
    all.forEach(closer::close);
    List<AutoCloseable> left;
    synchronized (open) {
      closed = true;
      left = List.copyOf(open);
      open.clear();
    }
    left.forEach(closer::close);
    counts.close();
    closer.end();
  }

  void takeResource() {
    int limit = settings.limits().resources();
    if (counts.resources.incrementAndGet() > limit) {
      giveResource();
      throw new TrapException(
          TrapCode.LIMIT_EXCEEDED, "the guest holds more than " + limit + " resources of the host");
    }
  }

  void giveResource() {
    counts.resources.decrementAndGet();
  }

  /** Whether one more file, folder or socket may be open; it counts from now on if so. */
  public boolean takeFile() {
    return counts.takeFile(settings.limits().openFiles());
  }

  /** Undoes {@link #takeFile} where nothing was opened. */
  public void giveFile() {
    counts.giveFile();
  }

  /**
   * A file, folder or socket is open for which {@link #takeFile} was asked. It is closed with the
   * session if it was not before.
   */
  public <T extends AutoCloseable> T opened(T it) {
    synchronized (open) {
      if (!closed) {
        open.add(it);
        return it;
      }
    }
    Closer.closeAll(List.of(it));
    return it;
  }

  /**
   * A socket is open, and counts as a file; it is closed if the guest has as many as it may.
   *
   * @throws NetException {@link NetError#NEW_SOCKET_LIMIT} then
   */
  public <T extends Port> T openedSocket(T port) throws NetException {
    if (!takeFile()) {
      port.close();
      throw NetError.NEW_SOCKET_LIMIT.exception();
    }
    return opened(port);
  }

  /** Closes a socket for who has it; it counts until the system has it back. */
  public void closeSocket(Port port) {
    synchronized (open) {
      open.remove(port);
    }
    port.close(this::giveFile);
  }

  /** It is closed by who has it, and counts no more. */
  public void gone(AutoCloseable it) {
    synchronized (open) {
      open.remove(it);
    }
    giveFile();
  }

  @Override
  public Environment environment() {
    return environment;
  }

  @Override
  public Exit exit() {
    return exit;
  }

  @Override
  public Poll poll() {
    return poll;
  }

  @Override
  public Stdin stdin() {
    return () -> new HostInput(this, settings.stdin().source());
  }

  @Override
  public Stdout stdout() {
    return () -> new HostOutput(this, settings.stdout().sink(timed));
  }

  @Override
  public Stderr stderr() {
    return () -> new HostOutput(this, settings.stderr().sink(timed));
  }

  @Override
  public TerminalStdin terminalStdin() {
    return () ->
        isTerminal(Settings.Terminal.STDIN)
            ? Optional.of(new HostTerminal.Input(this))
            : Optional.empty();
  }

  @Override
  public TerminalStdout terminalStdout() {
    return () ->
        isTerminal(Settings.Terminal.STDOUT)
            ? Optional.of(new HostTerminal.Output(this))
            : Optional.empty();
  }

  @Override
  public TerminalStderr terminalStderr() {
    return () ->
        isTerminal(Settings.Terminal.STDERR)
            ? Optional.of(new HostTerminal.Output(this))
            : Optional.empty();
  }

  /** Whether the guest is told that it is one. */
  public boolean isTerminal(Settings.Terminal stream) {
    return settings.terminals().contains(stream);
  }

  @Override
  public MonotonicClock monotonicClock() {
    return monotonicClock;
  }

  @Override
  public WallClock wallClock() {
    return wallClock;
  }

  @Override
  public Timezone timezone() {
    return new HostTimezone(settings.extras().timeZone());
  }

  @Override
  public Types types() {
    return HostFiles.TYPES;
  }

  @Override
  public Preopens preopens() {
    return () -> HostFiles.preopened(this);
  }

  @Override
  public Random random() {
    return random;
  }

  @Override
  public Insecure insecure() {
    return random;
  }

  @Override
  public InsecureSeed insecureSeed() {
    return random;
  }

  /** What of the network the guests may use. */
  public NetGate gate() {
    return gate;
  }

  @Override
  public Network network() {
    return sockets.network();
  }

  @Override
  public InstanceNetwork instanceNetwork() {
    return sockets.instanceNetwork();
  }

  @Override
  public IpNameLookup ipNameLookup() {
    return sockets.lookup();
  }

  @Override
  public TcpCreateSocket tcpCreateSocket() {
    return sockets.tcp();
  }

  @Override
  public UdpCreateSocket udpCreateSocket() {
    return sockets.udp();
  }
}
