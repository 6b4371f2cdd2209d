package dev.witj.wasi.internal.net;

import dev.witj.wasi.internal.io.Readiness;
import dev.witj.wasi.internal.io.Watchers;
import dev.witj.wasi.net.Addresses;
import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks up the addresses of a name, on a thread of its own. */
public final class Lookup implements Readiness {
  private final Watchers watchers = new Watchers();
  private volatile @Nullable Outcome outcome;

  private record Outcome(List<InetAddress> addresses, @Nullable NetException failure) {}

  private Lookup() {}

  /**
   * Begins to look up a name; an address is its own answer.
   *
   * @throws NetException if it may not be looked up, is no name, or too many are looked up already
   */
  public static Lookup start(NetGate gate, String name) throws NetException {
    Optional<InetAddress> literal = Addresses.literal(name);
    String host = literal.isPresent() ? name : ascii(name);
    if (literal.isEmpty() || gate.rights().isEmpty()) {
      gate.resolve(host);
    }
    Lookup lookup = new Lookup();
    if (literal.isPresent()) {
      lookup.outcome = new Outcome(List.of(literal.get()), null);
    } else {
      if (!gate.beginLookup()) {
        throw NetError.PERMANENT_RESOLVER_FAILURE.exception();
      }
      Thread _ = Thread.ofVirtual().name("lookup").start(() -> lookup.run(gate, host));
    }
    return lookup;
  }

  private static String ascii(String name) throws NetException {
    try {
      String ascii = IDN.toASCII(name);
      String bare = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
      if (Addresses.isName(bare)) {
        return ascii;
      }
    } catch (IllegalArgumentException e) {
      // No name, then.
    }
    throw NetError.INVALID_ARGUMENT.exception();
  }

  private void run(NetGate gate, String host) {
    try {
      List<InetAddress> found = Names.OF_SOCKETS.all(host);
      found.forEach(address -> gate.learn(host, address));
      outcome = new Outcome(found, null);
    } catch (UnknownHostException e) {
      outcome = new Outcome(List.of(), NetError.NAME_UNRESOLVABLE.exception());
    } finally {
      gate.endLookup();
      if (outcome == null) {
        outcome = new Outcome(List.of(), NetError.UNKNOWN.exception());
      }
      watchers.wake();
    }
  }

  /** The addresses, or nothing while they are looked up. */
  public Optional<List<InetAddress>> addresses() throws NetException {
    Outcome known = outcome;
    if (known == null) {
      return Optional.empty();
    }
    if (known.failure() != null) {
      throw known.failure();
    }
    return Optional.of(known.addresses());
  }

  @Override
  public boolean ready() {
    return outcome != null;
  }

  @Override
  public void watch(Thread thread) {
    watchers.add(thread);
  }

  @Override
  public void unwatch(Thread thread) {
    watchers.remove(thread);
  }
}
