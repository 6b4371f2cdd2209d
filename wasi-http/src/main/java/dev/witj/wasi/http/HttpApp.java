package dev.witj.wasi.http;

import dev.witj.runtime.Store;
import dev.witj.runtime.StoreLimits;
import dev.witj.runtime.TrapException;
import dev.witj.runtime.internal.Closer;
import dev.witj.wasi.Wasi;
import dev.witj.wasi.http.exchange.IncomingExchange;
import dev.witj.wasi.http.internal.Answering.Outcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/**
 * A component that answers many requests, each in an instance of its own, or in instances that are
 * used again where the component allows it. Thread-safe.
 */
public final class HttpApp implements AutoCloseable {
  private final HttpComponent component;
  private final StoreLimits limits;
  private final Reuse reuse;
  private final LongFunction<Wasi> given;
  private final AtomicLong instances = new AtomicLong();

  /** Those that take more requests, the one used last in front; guarded by itself. */
  private final Deque<Used> open = new ArrayDeque<>();

  private boolean closed;

  /** An instance, and how it is used; guarded by {@link #open}. */
  private static final class Used {
    final HttpComponent.Live live;
    int times;
    int atOnce;
    boolean spoilt;

    Used(HttpComponent.Live live) {
      this.live = live;
    }
  }

  /**
   * An application whose instances answer one request at a time.
   *
   * @param reuse how many requests one instance answers; 1 for one instance each
   */
  public HttpApp(HttpComponent component, StoreLimits limits, int reuse, LongFunction<Wasi> given) {
    this(component, limits, new Reuse(reuse, 1), given);
  }

  /**
   * An application.
   *
   * @param component answers the requests
   * @param limits what each instance may use; the timeout is for one request, and the fuel, of
   *     which an instance gets as much with each further request
   * @param reuse how often an instance is used
   * @param given what the instance is given that answers the request of a number
   */
  public HttpApp(
      HttpComponent component, StoreLimits limits, Reuse reuse, LongFunction<Wasi> given) {
    this.component = Objects.requireNonNull(component, "component");
    this.limits = Objects.requireNonNull(limits, "limits");
    this.reuse = component.isConcurrent() ? reuse : new Reuse(reuse.times(), 1);
    this.given = Objects.requireNonNull(given, "given");
  }

  /** The component. */
  public HttpComponent component() {
    return component;
  }

  /** How many instances were made so far. */
  public long instances() {
    return instances.get();
  }

  /**
   * Answers a request on this thread.
   *
   * @param number of the request, for what is said of it
   */
  Outcome answer(long number, IncomingExchange exchange) {
    Used used;
    try {
      used = take(number);
    } catch (TrapException e) {
      return new Outcome(false, Optional.of(e), Optional.empty());
    }
    boolean clean = false;
    try {
      Outcome outcome = used.live.answer(exchange);
      clean = outcome.trap().isEmpty() && (outcome.answered() || component.isConcurrent());
      return outcome;
    } finally {
      give(used, clean);
    }
  }

  /** An instance that has room for one more request. */
  private Used take(long number) {
    if (reuse.times() == 1) {
      Used only = new Used(start(number));
      only.times = 1;
      only.atOnce = 1;
      return only;
    }
    synchronized (open) {
      Optional<Used> free =
          open.stream()
              .filter(each -> each.atOnce < reuse.atOnce() && !each.live.isPoisoned())
              .findFirst();
      if (free.isPresent()) {
        return begin(free.get());
      }
    }
    Used made = new Used(start(number));
    synchronized (open) {
      open.addFirst(made);
      return begin(made);
    }
  }

  private Used begin(Used used) {
    if (used.times > 0) {
      limits.fuel().ifPresent(used.live::addFuel);
    }
    used.times++;
    used.atOnce++;
    if (used.times == reuse.times()) {
      open.remove(used);
    }
    return used;
  }

  private void give(Used used, boolean clean) {
    boolean over;
    synchronized (open) {
      used.atOnce--;
      used.spoilt |= !clean || used.live.isPoisoned();
      if (used.spoilt || closed) {
        open.remove(used);
      }
      over = used.atOnce == 0 && !open.contains(used);
      if (used.atOnce > 0 || (!over && !component.isConcurrent())) {
        return;
      }
    }
    if (!component.isConcurrent()) {
      used.live.close();
    } else {
      // What the guest does after its answers keeps nobody waiting.
      Thread _ = Thread.ofVirtual().name("after an answer").start(() -> rest(used, over));
    }
  }

  private static void rest(Used used, boolean over) {
    Closer closer = new Closer();
    closer.run(used.live::awaitTasks);
    if (over) {
      closer.close(used.live);
    }
    closer.end();
  }

  private HttpComponent.Live start(long number) {
    Store store =
        reuse.times() == 1
            ? Store.createBrief(component.component().engine(), limits)
            : Store.create(component.component().engine(), limits);
    boolean started = false;
    try {
      store.setData(Wasi.class, given.apply(number));
      HttpComponent.Live live = component.instantiate(store);
      instances.incrementAndGet();
      started = true;
      return live;
    } finally {
      if (!started) {
        store.close();
      }
    }
  }

  /** Ends idle instances; those at work end after their requests. */
  @Override
  public void close() {
    Deque<Used> idle = new ArrayDeque<>();
    synchronized (open) {
      closed = true;
      open.removeIf(each -> each.atOnce == 0 && idle.add(each));
    }
    Closer.closeAll(idle.stream().map(each -> each.live).toList());
  }
}
