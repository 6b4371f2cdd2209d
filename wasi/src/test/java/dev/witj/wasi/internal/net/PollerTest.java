package dev.witj.wasi.internal.net;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.witj.wasi.internal.io.EndedException;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelectionKey;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of those who wait for sockets when selecting fails. */
@Timeout(60)
final class PollerTest {
  private final Selecting selector = new Selecting();

  private static SelectableChannel channel() throws IOException {
    return Pipe.open().source();
  }

  /** Waits as guests do; null if it was woken because something is ready. */
  private static @Nullable Throwable await(Poller.Interest interest, Set<SelectionKey> ready)
      throws InterruptedException {
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    Thread waiting =
        Thread.ofVirtual()
            .unstarted(
                () -> {
                  interest.watchers().add(Thread.currentThread());
                  try {
                    while (ready.isEmpty()) {
                      interest.await(SelectionKey.OP_READ);
                      LockSupport.park();
                    }
                  } catch (IOException e) {
                    failure.set(e);
                  }
                });
    waiting.start();
    waiting.join();
    return failure.get();
  }

  private static void close(Channel channel, Poller.Interest interest) throws IOException {
    channel.close();
    interest.close();
  }

  @Test
  void goesOnAfterWhatIsThrownAtIt() throws Exception {
    Poller poller = Poller.start(selector);
    SelectableChannel channel = channel();
    Poller.Interest interest = poller.register(channel);
    for (Throwable each :
        new Throwable[] {new OutOfMemoryError(), new IOException(), new IllegalStateException()}) {
      selector.fail(each, 3);
      selector.ready.clear();
      Thread.ofVirtual()
          .start(
              () -> {
                selector.failed.acquireUninterruptibly(3);
                selector.becomeReady();
              });
      assertNull(await(interest, selector.ready));
    }
    close(channel, interest);
    assertEquals(Set.of(), selector.keys());
  }

  @Test
  void tellsEverybodyWhenItCannotGoOn() throws Exception {
    Poller poller = Poller.start(selector);
    SelectableChannel one = channel();
    SelectableChannel two = channel();
    Poller.Interest first = poller.register(one);
    Poller.Interest second = poller.register(two);
    second.await(SelectionKey.OP_READ);
    selector.fail(new IOException("no more"), Integer.MAX_VALUE);
    IOException why = assertInstanceOf(IOException.class, await(first, selector.ready));
    assertEquals("no more", requireNonNull(why.getCause()).getMessage());
    assertFalse(second.awaits(SelectionKey.OP_READ));
    close(one, first);
    close(two, second);
    assertThrows(IOException.class, () -> poller.register(channel()));
  }

  /** A selector of tests: keys are ready when the test says so. */
  private static final class Selecting extends AbstractSelector {
    private final Set<SelectionKey> all = ConcurrentHashMap.newKeySet();
    private final Set<SelectionKey> ready = ConcurrentHashMap.newKeySet();
    private final Semaphore events = new Semaphore(0);
    private final Semaphore failed = new Semaphore(0);
    private final AtomicInteger failures = new AtomicInteger();
    private volatile Throwable failure = new EndedException();

    Selecting() {
      super(SelectorProvider.provider());
    }

    void fail(Throwable with, int times) {
      failure = with;
      failures.set(times);
      var _ = wakeup();
    }

    void becomeReady() {
      ready.addAll(all);
      var _ = wakeup();
    }

    @Override
    protected void implCloseSelector() {
      all.clear();
    }

    @Override
    protected SelectionKey register(AbstractSelectableChannel channel, int ops, Object with) {
      if (!isOpen()) {
        throw new ClosedSelectorException();
      }
      Key key = new Key(channel, this);
      var _ = key.attach(with);
      all.add(key);
      return key.interestOps(ops);
    }

    @Override
    public Set<SelectionKey> keys() {
      return all;
    }

    @Override
    public Set<SelectionKey> selectedKeys() {
      return ready;
    }

    @Override
    public int select(Consumer<SelectionKey> action) throws IOException {
      events.acquireUninterruptibly();
      return selectNow(action);
    }

    @Override
    public int selectNow(Consumer<SelectionKey> action) throws IOException {
      if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        failed.release();
        events.release();
        switch (failure) {
          case Error error -> throw error;
          case RuntimeException unchecked -> throw unchecked;
          case IOException io -> throw io;
          default -> throw new AssertionError(failure);
        }
      }
      all.stream().filter(key -> !key.isValid()).forEach(key -> deregister((Key) key));
      all.removeIf(key -> !key.isValid());
      ready.forEach(action);
      return ready.size();
    }

    @Override
    public int selectNow() {
      throw new AssertionError("not asked for");
    }

    @Override
    public int select(long timeout) {
      throw new AssertionError("not asked for");
    }

    @Override
    public int select() {
      throw new AssertionError("not asked for");
    }

    @Override
    public Selector wakeup() {
      events.release();
      return this;
    }
  }

  private static final class Key extends AbstractSelectionKey {
    private final SelectableChannel channel;
    private final Selector selector;
    private final AtomicInteger interest = new AtomicInteger();

    Key(SelectableChannel channel, Selector selector) {
      this.channel = channel;
      this.selector = selector;
    }

    @Override
    public SelectableChannel channel() {
      return channel;
    }

    @Override
    public Selector selector() {
      return selector;
    }

    @Override
    public int interestOps() {
      return interest.get();
    }

    @Override
    public SelectionKey interestOps(int ops) {
      interest.set(ops);
      return this;
    }

    @Override
    public int readyOps() {
      return OP_READ;
    }
  }
}
