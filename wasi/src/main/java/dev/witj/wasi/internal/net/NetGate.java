package dev.witj.wasi.internal.net;

import dev.witj.wasi.net.NetworkRights;
import dev.witj.wasi.net.Protocol;
import dev.witj.wasi.net.Refusal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Asks for the rights of one guest before anything is done on the network, and tells the host what
 * was refused. It knows which names the guest looked up, since rules speak of names, and sockets of
 * addresses.
 */
public final class NetGate {
  /** How many addresses it remembers; a guest that looks up more must name addresses. */
  private static final int MAX_KNOWN = 10_000;

  /** How many names it looks up at a time; the addresses of more are not found. */
  static final int MAX_LOOKUPS = 100;

  private final Semaphore lookups = new Semaphore(MAX_LOOKUPS);
  private final NetworkRights rights;
  private final Consumer<? super Refusal> refusals;
  private final Map<InetAddress, Set<String>> names = new HashMap<>();

  /** The gate of one guest. */
  public NetGate(NetworkRights rights, Consumer<? super Refusal> refusals) {
    this.rights = rights;
    this.refusals = refusals;
  }

  /** What is allowed. */
  public NetworkRights rights() {
    return rights;
  }

  /** Tells the host of something that was refused. */
  public void refuse(Refusal refusal) {
    refusals.accept(refusal);
  }

  void create(Protocol protocol) throws NetException {
    if (!rights.mayCreate(protocol)) {
      throw denied(
          new Refusal(
              "to make a socket for " + protocol.scheme(),
              "allow-outbound",
              protocol.scheme() + "://HOST:PORT"));
    }
  }

  void bind(Protocol protocol, InetSocketAddress local) throws NetException {
    if (!rights.mayBind(protocol, local)) {
      throw denied(NetworkRights.refusedInbound(protocol, local));
    }
  }

  void listen(Protocol protocol, InetSocketAddress local) throws NetException {
    if (!mayListen(protocol, local)) {
      throw denied(NetworkRights.refusedInbound(protocol, local));
    }
  }

  boolean mayListen(Protocol protocol, InetSocketAddress local) {
    return rights.mayListen(protocol, local);
  }

  void reach(Protocol protocol, InetSocketAddress remote) throws NetException {
    if (!mayReach(protocol, remote)) {
      throw denied(
          NetworkRights.refusedOutbound(
              protocol, dev.witj.wasi.net.Addresses.text(remote.getAddress()), remote.getPort()));
    }
  }

  synchronized boolean mayReach(Protocol protocol, InetSocketAddress remote) {
    return rights.mayReach(protocol, remote, names.getOrDefault(remote.getAddress(), Set.of()));
  }

  void resolve(String name) throws NetException {
    if (!rights.mayResolve(name)) {
      refuse(NetworkRights.refusedName(name));
      throw NetError.PERMANENT_RESOLVER_FAILURE.exception();
    }
  }

  /** Whether one more name may be looked up; it is under way from now on if so. */
  boolean beginLookup() {
    return lookups.tryAcquire();
  }

  /** One of them is done. */
  void endLookup() {
    lookups.release();
  }

  /** Remembers that a name led to an address. */
  public synchronized void learn(String name, InetAddress address) {
    if (names.size() < MAX_KNOWN || names.containsKey(address)) {
      names.computeIfAbsent(address, _ -> new HashSet<>()).add(name);
    }
  }

  private NetException denied(Refusal refusal) {
    refuse(refusal);
    return NetError.ACCESS_DENIED.exception();
  }
}
