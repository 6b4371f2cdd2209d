package dev.witj.wasi.http;

import dev.witj.runtime.Store;
import dev.witj.runtime.StoreLimits;
import dev.witj.runtime.TrapException;
import dev.witj.wasi.Wasi;
import dev.witj.wasi.http.exchange.IncomingExchange;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/**
 * A component that answers many requests, each in an instance of its own, or in instances that are
 * used again where the component allows it. Thread-safe.
 */
public final class HttpApp implements AutoCloseable {
  private final HttpComponent component;
  private final StoreLimits limits;
  private final int reuse;
  private final LongFunction<Wasi> given;
  private final ConcurrentLinkedDeque<Used> idle = new ConcurrentLinkedDeque<>();
  private final AtomicLong instances = new AtomicLong();
  private volatile boolean closed;

  private record Used(HttpComponent.Live live, int times) {}

  /**
   * An application.
   *
   * @param component answers the requests
   * @param limits what each instance may use; the timeout is for one request
   * @param reuse how many requests one instance answers; 1 for one instance each
   * @param given what the instance is given that answers the request of a number
   */
  public HttpApp(HttpComponent component, StoreLimits limits, int reuse, LongFunction<Wasi> given) {
    if (reuse < 1) {
      throw new IllegalArgumentException("an instance answers at least one request");
    }
    this.component = Objects.requireNonNull(component, "component");
    this.limits = Objects.requireNonNull(limits, "limits");
    this.reuse = reuse;
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
   * @return what went wrong, or null
   */
  HttpComponent.Outcome answer(long number, IncomingExchange exchange) {
    Used used = idle.pollFirst();
    try {
      if (used == null) {
        used = new Used(start(number), 0);
      }
    } catch (TrapException e) {
      return new HttpComponent.Outcome(false, java.util.Optional.of(e), java.util.Optional.empty());
    }
    HttpComponent.Live live = used.live();
    int times = used.times() + 1;
    boolean again = false;
    try {
      HttpComponent.Outcome outcome = live.answer(exchange);
      again = outcome.isClean() && times < reuse && !live.isPoisoned() && !closed;
      return outcome;
    } finally {
      if (again) {
        idle.addFirst(new Used(live, times));
        if (closed) {
          drain();
        }
      } else {
        live.close();
      }
    }
  }

  private HttpComponent.Live start(long number) {
    Store store = Store.create(component.component().engine(), limits);
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

  private void drain() {
    for (Used used = idle.pollFirst(); used != null; used = idle.pollFirst()) {
      used.live().close();
    }
  }

  /** Ends idle instances; those at work end after their request. */
  @Override
  public void close() {
    closed = true;
    drain();
  }
}
