package dev.witj.wasi.http;

import dev.witj.diagnostics.DiagnosticException;
import dev.witj.runtime.internal.Closer;
import dev.witj.wasi.http.exchange.HttpFailure;
import dev.witj.wasi.http.exchange.HttpProblem;
import dev.witj.wasi.http.internal.Answering.Outcome;
import dev.witj.wasi.http.jetty.JettyExchange;
import dev.witj.wasi.http.jetty.Leaving;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers requests by guests; to be mounted in a Jetty server, whosever that is. Requests for paths
 * without an application are left to other handlers.
 *
 * {@snippet class="dev.witj.wasi.http.ExampleTest" region="mount"}
 */
public final class HttpGuestHandler extends Handler.Abstract {
  /** How often to look whether all requests are over. */
  private static final Duration LOOK = Duration.ofMillis(10);

  private volatile HttpRoutes routes;
  private final Semaphore permits;
  private final Duration patience;
  private final long maxBody;
  private final Consumer<? super HttpEvent> events;
  private final AtomicLong numbers = new AtomicLong();
  private final Set<Running> busy = ConcurrentHashMap.newKeySet();

  /** How many requests are not over, whether or not a guest still answers them. */
  private final AtomicInteger underWay = new AtomicInteger();

  private volatile boolean draining;

  /**
   * A handler.
   *
   * @param options how many requests at a time, and how long their bodies may be
   * @param events told of each request after it
   */
  public HttpGuestHandler(
      HttpRoutes routes, HttpServerOptions options, Consumer<? super HttpEvent> events) {
    this.routes = Objects.requireNonNull(routes, "routes");
    this.permits = new Semaphore(options.maxConcurrent(), true);
    this.patience = options.idle();
    this.maxBody = options.maxBody();
    this.events = events;
  }

  /** Answers with other applications from now on; requests that are under way end as they began. */
  public synchronized void swap(HttpRoutes next) {
    HttpRoutes before = routes;
    routes = next;
    Closer.closeAll(before.apps().stream().filter(app -> !next.apps().contains(app)).toList());
  }

  /** How many requests are being answered. */
  public long busy() {
    return busy.size();
  }

  /** Whether clients are sent away, as the server is about to end. */
  public boolean isDraining() {
    return draining;
  }

  /**
   * Tells each client from now on that its request is the last one of its connection, and waits for
   * those that are under way.
   *
   * @return whether all of them ended in time
   */
  boolean drain(Duration longest) {
    draining = true;
    long most = TimeUnit.NANOSECONDS.convert(longest);
    long start = System.nanoTime();
    try {
      while (underWay.get() > 0 && System.nanoTime() - start < most) {
        Thread.sleep(LOOK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return underWay.get() == 0;
  }

  /** How many instances of guests the applications of now made. */
  public long instances() {
    return routes.apps().stream().mapToLong(HttpApp::instances).sum();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Optional<HttpApp> app = routes.find(request.getHttpURI().getPathQuery());
    if (app.isEmpty()) {
      tellIfDraining(request, response);
      return false;
    }
    long number = numbers.incrementAndGet();
    Problem problem = new Problem();
    Request.addCompletionListener(
        request,
        failure -> {
          underWay.decrementAndGet();
          if (failure instanceof HttpFailure own
              && own.problem() == HttpProblem.RESPONSE_INCOMPLETE
              && problem.text.isEmpty()) {
            problem.text = "broke off its answer";
          }
          tell(number, request, response, problem);
        });
    underWay.incrementAndGet();
    tellIfDraining(request, response);
    if (HttpMethod.CONNECT.is(request.getMethod())) {
      // Whatever a guest said would mean that what follows goes on to somebody else.
      Leaving.tell(request, response);
      Response.writeError(request, response, callback, 501);
      return true;
    }
    if (request.getLength() > maxBody) {
      Response.writeError(request, response, callback, 413);
      return true;
    }
    if (!permits.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      response.getHeaders().put("retry-after", "1");
      Response.writeError(request, response, callback, 503);
      return true;
    }
    try {
      answer(
          app.get(),
          number,
          new Running(new JettyExchange(request, response, callback, maxBody), problem));
    } finally {
      permits.release();
    }
    return true;
  }

  private void tellIfDraining(Request request, Response response) {
    if (draining) {
      Leaving.tell(request, response);
    }
  }

  private void answer(HttpApp app, long number, Running running) {
    busy.add(running);
    try {
      running.answer(app, number);
    } finally {
      busy.remove(running);
    }
  }

  /** Calls guests off whose clients went away without anybody noticing; to be done now and then. */
  void callOffAbandoned() {
    busy.forEach(Running::callOffIfAbandoned);
  }

  /** A request that is being answered, on the thread that made this. */
  private static final class Running {
    /** Most requests are answered before anybody asks whether somebody still waits for that. */
    private static final long TOO_SOON = Duration.ofMillis(100).toNanos();

    private final JettyExchange exchange;
    private final Problem problem;
    private final Thread guest = Thread.currentThread();
    private final long since = System.nanoTime();
    private boolean calledOff;
    private boolean over;

    Running(JettyExchange exchange, Problem problem) {
      this.exchange = exchange;
      this.problem = problem;
      exchange.onClientGone(this::callOff);
    }

    private synchronized void callOff() {
      if (!over) {
        calledOff = true;
        guest.interrupt();
      }
    }

    void callOffIfAbandoned() {
      if (System.nanoTime() - since > TOO_SOON && exchange.isAbandoned()) {
        callOff();
      }
    }

    private synchronized boolean end() {
      over = true;
      boolean _ = Thread.interrupted();
      return calledOff;
    }

    void answer(HttpApp app, long number) {
      Outcome outcome = new Outcome(false, Optional.empty(), Optional.empty());
      String met = "";
      try {
        outcome = app.answer(number, exchange);
      } catch (DiagnosticException e) {
        met = "did not start: " + e.diagnostics().getFirst().message();
      } catch (StackOverflowError | OutOfMemoryError e) {
        // Whatever it was, it is the host's to know, and ends no more than this request.
        met =
            "could not be answered: no "
                + (e instanceof OutOfMemoryError ? "memory" : "stack")
                + " is left";
      } catch (RuntimeException e) {
        met = "met what should not have happened: " + e;
      }
      // A guest that was called off did nothing wrong, nor one whose request broke off.
      if (!end() && exchange.fault().isEmpty()) {
        problem.text = met.isEmpty() ? problem(outcome) : met;
      }
      if (!outcome.answered() || outcome.trap().isPresent()) {
        exchange.fail();
      }
    }

    private static String problem(Outcome outcome) {
      if (outcome.trap().isPresent()) {
        return "trapped: " + outcome.trap().get().getMessage();
      }
      if (outcome.error().isPresent()) {
        return "gave an error: " + outcome.error().get();
      }
      return outcome.answered() ? "" : "did not answer";
    }
  }

  /** What went wrong with one request. */
  private static final class Problem {
    private volatile String text = "";
  }

  private void tell(long number, Request request, Response response, Problem problem) {
    events.accept(
        new HttpEvent(
            number,
            Request.getRemoteAddr(request),
            request.getMethod(),
            request.getHttpURI().getPathQuery(),
            response.getStatus(),
            Request.getContentBytesRead(request),
            Response.getContentBytesWritten(response),
            System.nanoTime() - request.getBeginNanoTime(),
            problem.text.isEmpty() ? Optional.empty() : Optional.of(problem.text)));
  }
}
