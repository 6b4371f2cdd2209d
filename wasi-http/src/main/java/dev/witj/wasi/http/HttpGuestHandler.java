package dev.witj.wasi.http;

import dev.witj.diagnostics.DiagnosticException;
import dev.witj.wasi.http.exchange.HttpFailure;
import dev.witj.wasi.http.exchange.HttpProblem;
import dev.witj.wasi.http.internal.Answering.Outcome;
import dev.witj.wasi.http.jetty.JettyExchange;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers requests by guests; to be mounted in a Jetty server, whosever that is. Requests for paths
 * without an application are left to other handlers.
 */
public final class HttpGuestHandler extends Handler.Abstract {
  private volatile HttpRoutes routes;
  private final Semaphore permits;
  private final Duration patience;
  private final long maxBody;
  private final Consumer<? super HttpEvent> events;
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicLong busy = new AtomicLong();

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
    before.apps().stream().filter(app -> !next.apps().contains(app)).forEach(HttpApp::close);
  }

  /** How many requests are being answered. */
  public long busy() {
    return busy.get();
  }

  /** How many instances of guests the applications of now made. */
  public long instances() {
    return routes.apps().stream().mapToLong(HttpApp::instances).sum();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Optional<HttpApp> app = routes.find(request.getHttpURI().getPathQuery());
    if (app.isEmpty()) {
      return false;
    }
    long number = numbers.incrementAndGet();
    Problem problem = new Problem();
    Request.addCompletionListener(
        request,
        failure -> {
          if (failure instanceof HttpFailure own
              && own.problem() == HttpProblem.RESPONSE_INCOMPLETE
              && problem.text.isEmpty()) {
            problem.text = "broke off its answer";
          }
          tell(number, request, response, problem);
        });
    if (request.getLength() > maxBody) {
      Response.writeError(request, response, callback, 413);
      return true;
    }
    if (!permits.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      response.getHeaders().put("retry-after", "1");
      Response.writeError(request, response, callback, 503);
      return true;
    }
    busy.incrementAndGet();
    try {
      answer(app.get(), number, new JettyExchange(request, response, callback, maxBody), problem);
    } finally {
      busy.decrementAndGet();
      permits.release();
    }
    return true;
  }

  private static void answer(HttpApp app, long number, JettyExchange exchange, Problem problem) {
    Thread guest = Thread.currentThread();
    Object lock = new Object();
    boolean[] running = {true};
    exchange.onClientGone(
        () -> {
          synchronized (lock) {
            if (running[0]) {
              guest.interrupt();
            }
          }
        });
    Outcome outcome = new Outcome(false, Optional.empty(), Optional.empty());
    try {
      outcome = app.answer(number, exchange);
    } catch (DiagnosticException e) {
      problem.text = "did not start: " + e.diagnostics().getFirst().message();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // Whatever it was, it is the host's to know, and ends no more than this request.
      problem.text = "could not be answered for: " + e;
    } finally {
      synchronized (lock) {
        running[0] = false;
      }
      boolean _ = Thread.interrupted();
    }
    outcome.trap().ifPresent(trap -> problem.text = "trapped: " + trap.getMessage());
    outcome.error().ifPresent(error -> problem.text = "gave an error: " + error);
    if (!outcome.answered() && problem.text.isEmpty()) {
      problem.text = "did not answer";
    }
    if (!outcome.answered() || outcome.trap().isPresent()) {
      exchange.fail(500, "Internal Server Error\n");
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
