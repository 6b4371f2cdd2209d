package dev.witj.wasi.internal.net;

import dev.witj.wasi.internal.io.Descriptors;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Looks up addresses of names, so many at a time: the system does that with a socket and on a
 * thread of its own each, which Java takes from those that all virtual threads share. Servers of
 * names may be the guest's, and never answer. So whoever waits for his turn does that for some time
 * only, and so do not too many: the guest that asked may be gone by then.
 */
public final class Names {
  private static final int AT_ONCE = Descriptors.share(32, 64);
  private static final int MOST_WAITING = 10_000;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** What guests ask for to open sockets. */
  static final Names OF_SOCKETS =
      new Names(AT_ONCE, MOST_WAITING, PATIENCE, InetAddress::getAllByName);

  /** What is asked for to send requests. */
  public static final Names OF_REQUESTS =
      new Names(AT_ONCE, MOST_WAITING, PATIENCE, InetAddress::getAllByName);

  /** How the addresses of a name are found. */
  @FunctionalInterface
  interface Finder {
    InetAddress[] all(String host) throws UnknownHostException;
  }

  private final Semaphore places;
  private final Semaphore free;
  private final Duration patience;
  private final Finder finder;

  /**
   * Nothing is looked up yet.
   *
   * @param atOnce how many names are looked up at a time
   * @param waiting how many more may wait for that
   * @param patience how long each of them waits
   */
  Names(int atOnce, int waiting, Duration patience, Finder finder) {
    this.places = new Semaphore(atOnce + waiting);
    this.free = new Semaphore(atOnce, true);
    this.patience = patience;
    this.finder = finder;
  }

  /**
   * The addresses of a name; it waits for its turn and for them.
   *
   * @throws UnknownHostException if there are none, or its turn does not come
   */
  public List<InetAddress> all(String host) throws UnknownHostException {
    if (!places.tryAcquire()) {
      throw noTurn(host);
    }
    try {
      return inTurn(host);
    } finally {
      places.release();
    }
  }

  private List<InetAddress> inTurn(String host) throws UnknownHostException {
    try {
      if (!free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw noTurn(host);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw noTurn(host);
    }
    try {
      return List.of(finder.all(host));
    } finally {
      free.release();
    }
  }

  private static UnknownHostException noTurn(String host) {
    return new UnknownHostException(host + ": too many other names are looked up");
  }
}
