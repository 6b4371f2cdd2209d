package dev.witj.wasi.internal.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Looks up addresses of names, so many at a time: the system does that on a thread of its own each,
 * which Java takes from those that all virtual threads share. Servers of names may be the guest's,
 * and never answer.
 */
public final class Names {
  private static final int AT_ONCE = 64;

  /** What guests ask for to open sockets. */
  static final Names OF_SOCKETS = new Names(AT_ONCE, InetAddress::getAllByName);

  /** What is asked for to send requests. */
  public static final Names OF_REQUESTS = new Names(AT_ONCE, InetAddress::getAllByName);

  /** How the addresses of a name are found. */
  @FunctionalInterface
  interface Finder {
    InetAddress[] all(String host) throws UnknownHostException;
  }

  private final Semaphore free;
  private final Finder finder;

  Names(int atOnce, Finder finder) {
    this.free = new Semaphore(atOnce, true);
    this.finder = finder;
  }

  /**
   * The addresses of a name; it waits for its turn and for them.
   *
   * @throws UnknownHostException if there are none
   */
  public List<InetAddress> all(String host) throws UnknownHostException {
    free.acquireUninterruptibly();
    try {
      return List.of(finder.all(host));
    } finally {
      free.release();
    }
  }
}
