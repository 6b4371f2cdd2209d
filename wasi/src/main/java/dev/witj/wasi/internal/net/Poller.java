package dev.witj.wasi.internal.net;

import dev.witj.runtime.internal.Closer;
import dev.witj.wasi.internal.io.Watchers;
import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One thread that knows when sockets become ready, for all guests of the process. It tells once of
 * what it was asked for; whoever is told looks for himself, and asks again if he must.
 *
 * <p>It goes on whatever is thrown at it, as where there was no memory for a moment. Where the
 * system lets it select no more it ends: whoever waits is woken and learns why, and the next socket
 * gets another one.
 */
final class Poller {
  /** How often in a row selecting may fail before it ends. */
  private static final int MOST_FAILURES = 50;

  /** How long what failed is left alone. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private static @Nullable Poller current;

  private final Selector selector;
  private final ConcurrentLinkedQueue<CountDownLatch> gone = new ConcurrentLinkedQueue<>();
  private boolean missed;
  private volatile @Nullable Throwable end;

  private Poller(Selector selector) {
    this.selector = selector;
  }

  /**
   * The one of this process, which starts with the first socket.
   *
   * @throws IOException if the system has none
   */
  static synchronized Poller get() throws IOException {
    Poller known = current;
    if (known == null || known.end != null) {
      known = start(Selector.open());
      current = known;
    }
    return known;
  }

  /** One that selects so. */
  static Poller start(Selector selector) throws IOException {
    Poller poller = new Poller(selector);
    boolean started = false;
    try {
      Thread _ = Thread.ofPlatform().daemon().name("wit-j sockets").start(poller::run);
      started = true;
      return poller;
    } finally {
      if (!started) {
        selector.close();
      }
    }
  }

  /** Makes a channel non-blocking and able to {@link Interest#await}. */
  Interest register(SelectableChannel channel) throws IOException {
    if (end != null) {
      // Its selector is closed a moment later.
      throw ended(end);
    }
    channel.configureBlocking(false);
    Watchers watchers = new Watchers();
    try {
      return new Interest(channel.register(selector, 0, watchers), watchers);
    } catch (ClosedSelectorException e) {
      throw ended(e);
    }
  }

  private static IOException ended(@Nullable Throwable why) {
    return new IOException("the system tells no more when sockets become ready", why);
  }

  private void run() {
    int failures = 0;
    while (true) {
      try {
        select();
        failures = 0;
      } catch (Throwable e) {
        missed = true;
        failures++;
        if (failures == MOST_FAILURES || !selector.isOpen()) {
          end(e);
          return;
        }
      }
      if (missed) {
        missed = false;
        LockSupport.parkNanos(this, PAUSE_NANOS);
      }
    }
  }

  private void select() throws IOException {
    // What was closed before this select is gone after it. Nobody is to wait for ever for that.
    int closing = gone.size();
    try {
      int _ = closing == 0 ? selector.select(this::tell) : selector.selectNow(this::tell);
    } finally {
      release(closing);
    }
  }

  private void release(int closing) {
    for (int i = 0; i < closing; i++) {
      gone.remove().countDown();
    }
  }

  /** Lets all who wait see that nobody will tell them anything. */
  private void end(Throwable why) {
    end = why;
    Closer all = new Closer();
    all.run(() -> selector.keys().forEach(key -> all.run(() -> wake(key))));
    all.run(selector::close);
    release(gone.size());
  }

  private void tell(SelectionKey key) {
    try {
      int ready = key.readyOps();
      int _ = key.interestOpsAnd(~ready);
      try {
        wake(key);
      } catch (Throwable e) {
        // As where there is no memory: the others are told now, these once more.
        int _ = key.interestOpsOr(ready);
        missed = true;
      }
    } catch (CancelledKeyException e) {
      // It was closed while it was looked at; whoever closes wakes.
    }
  }

  private static void wake(SelectionKey key) {
    if (key.attachment() instanceof Watchers those) {
      those.wake();
    }
  }

  /** What is wanted of one channel. */
  final class Interest {
    private final SelectionKey key;
    private final Watchers watchers;

    private Interest(SelectionKey key, Watchers watchers) {
      this.key = key;
      this.watchers = watchers;
    }

    /** Those who are told. */
    Watchers watchers() {
      return watchers;
    }

    /**
     * Lets all watchers know when an operation may succeed.
     *
     * @throws IOException if nobody would tell them
     */
    void await(int operation) throws IOException {
      try {
        if ((key.interestOpsOr(operation) & operation) == 0) {
          selector.wakeup();
        }
      } catch (CancelledKeyException e) {
        watchers.wake();
      }
      if (end != null) {
        throw ended(end);
      }
    }

    /** Whether nobody was told yet of an operation that was asked for. */
    boolean awaits(int operation) {
      return end == null && key.isValid() && (key.interestOps() & operation) != 0;
    }

    /**
     * Ends this; the channel must be closed already. Java gives back the system's socket only when
     * the thread that selects lets go of it; this waits for that, so that its address is free.
     */
    void close() {
      key.cancel();
      CountDownLatch closed = new CountDownLatch(1);
      gone.add(closed);
      selector.wakeup();
      watchers.wake();
      if (end != null) {
        return;
      }
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
