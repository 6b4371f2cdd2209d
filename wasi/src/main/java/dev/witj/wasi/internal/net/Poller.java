package dev.witj.wasi.internal.net;

import dev.witj.wasi.internal.io.Watchers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * One thread that knows when sockets become ready, for all guests of the process. It tells once of
 * what it was asked for; whoever is told looks for himself, and asks again if he must.
 */
final class Poller {
  private final Selector selector;
  private final ConcurrentLinkedQueue<CountDownLatch> gone = new ConcurrentLinkedQueue<>();

  private Poller(Selector selector) {
    this.selector = selector;
  }

  /** The one of this process, which starts with the first socket. */
  static Poller get() {
    return Holder.INSTANCE;
  }

  private static final class Holder {
    static final Poller INSTANCE = start();

    private static Poller start() {
      try {
        Poller poller = new Poller(Selector.open());
        Thread _ = Thread.ofPlatform().daemon().name("wit-j sockets").start(poller::run);
        return poller;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Makes a channel non-blocking and able to {@link Interest#await}. */
  Interest register(SelectableChannel channel) throws IOException {
    channel.configureBlocking(false);
    Watchers watchers = new Watchers();
    return new Interest(channel.register(selector, 0, watchers), watchers);
  }

  private void run() {
    while (true) {
      try {
        // What was closed before this select is gone after it.
        List<CountDownLatch> closing = takeClosing();
        int _ =
            closing.isEmpty() ? selector.select(Poller::tell) : selector.selectNow(Poller::tell);
        closing.forEach(CountDownLatch::countDown);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private List<CountDownLatch> takeClosing() {
    List<CountDownLatch> taken = new ArrayList<>();
    for (CountDownLatch next = gone.poll(); next != null; next = gone.poll()) {
      taken.add(next);
    }
    return taken;
  }

  private static void tell(SelectionKey key) {
    try {
      int _ = key.interestOpsAnd(~key.readyOps());
    } catch (CancelledKeyException e) {
      // It was closed while it was looked at.
    }
    wake(key.attachment());
  }

  private static void wake(@Nullable Object watchers) {
    if (watchers instanceof Watchers those) {
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

    /** Lets all watchers know when an operation may succeed. */
    void await(int operation) {
      try {
        if ((key.interestOpsOr(operation) & operation) == 0) {
          selector.wakeup();
        }
      } catch (CancelledKeyException e) {
        watchers.wake();
      }
    }

    /** Whether nobody was told yet of an operation that was asked for. */
    boolean awaits(int operation) {
      return key.isValid() && (key.interestOps() & operation) != 0;
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
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
