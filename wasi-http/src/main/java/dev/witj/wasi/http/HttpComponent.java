package dev.witj.wasi.http;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.runtime.Component;
import dev.witj.runtime.GuestExitException;
import dev.witj.runtime.Linker;
import dev.witj.runtime.Store;
import dev.witj.runtime.TrapException;
import dev.witj.runtime.bind.WorldPre;
import dev.witj.wasi.Wasi;
import dev.witj.wasi.http.exchange.IncomingExchange;
import dev.witj.wasi.http.internal.HttpSession;
import dev.witj.wasi.internal.io.Waiting;
import dev.witj.wasi.serving.Service;
import java.util.Optional;

/**
 * A component that answers requests, linked and ready to be instantiated. Immutable and
 * thread-safe.
 *
 * <pre>{@code
 * Wasi wasi = Wasi.builder().build();
 * HttpComponent app = HttpComponent.link(engine, component, wasi);
 * try (Store store = Store.create(engine)) {
 *   HttpResponse response = app.call(store, HttpRequest.get("/"));
 * }
 * }</pre>
 */
public final class HttpComponent {
  private static final String HANDLER = "wasi:http/incoming-handler@0.2.12";

  private final WorldPre<Service> service;
  private final Wasi wasi;

  private HttpComponent(WorldPre<Service> service, Wasi wasi) {
    this.service = service;
    this.wasi = wasi;
  }

  /**
   * Links a component with WASI and HTTP.
   *
   * @param wasi what it is given; a store may have its own
   * @throws dev.witj.diagnostics.DiagnosticException if it answers no requests, or imports what is
   *     not served
   */
  public static HttpComponent link(Component component, Wasi wasi) {
    Linker linker = Linker.create(component.engine());
    wasi.addTo(linker);
    WasiHttp.addTo(linker, wasi);
    return link(linker, component, wasi);
  }

  /**
   * Links a component with all that a linker serves.
   *
   * @param linker serves {@code wasi} and {@link WasiHttp}, and perhaps more
   * @throws dev.witj.diagnostics.DiagnosticException as {@link #link(Component, Wasi)}
   */
  public static HttpComponent link(Linker linker, Component component, Wasi wasi) {
    if (component.findExport(HANDLER).isEmpty()) {
      throw Diagnostic.error(
              HttpCode.NO_HANDLER,
              "`"
                  + component.name()
                  + "` does not export `wasi:http/incoming-handler`, so it cannot be served")
          .help(
              component.findExport("wasi:cli/run@0.2.12").isPresent()
                  ? "it is a program: `wit-j run " + component.name() + "`"
                  : "it exports `"
                      + String.join("`, `", component.exports().byName().keySet())
                      + "`")
          .toException();
    }
    return new HttpComponent(Service.link(linker, component), wasi);
  }

  /** The component. */
  public Component component() {
    return service.instancePre().component();
  }

  /** A live instance, for one request at a time. */
  public Live instantiate(Store store) {
    return new Live(store, service.instantiate(store));
  }

  /**
   * Answers one request, in an instance of its own.
   *
   * @throws TrapException if the guest traps before it begins to answer
   */
  public HttpResponse call(Store store, HttpRequest request) {
    DirectExchange exchange = new DirectExchange(request);
    Outcome outcome = instantiate(store).answer(exchange);
    if (outcome.trap().isPresent() && !exchange.responded()) {
      throw outcome.trap().get();
    }
    return exchange.response(outcome);
  }

  /**
   * What came of a request.
   *
   * @param answered whether the guest began to answer
   * @param trap what ended the guest before its time
   * @param error what it gave instead of an answer
   */
  record Outcome(boolean answered, Optional<TrapException> trap, Optional<String> error) {
    /** Whether the instance is as good as before. */
    boolean isClean() {
      return answered && trap.isEmpty();
    }
  }

  /** A live instance. */
  public final class Live implements AutoCloseable {
    private final Store store;
    private final Service exports;

    private Live(Store store, Service exports) {
      this.store = store;
      this.exports = exports;
    }

    Outcome answer(IncomingExchange exchange) {
      HttpSession session = WasiHttp.session(wasi, store);
      HttpSession.Outparam outparam = session.outparam(exchange);
      Waiting.before(exchange::hurry);
      try {
        exports.incomingHandler().handle(session.request(exchange), outparam);
        return new Outcome(outparam.answered(), Optional.empty(), outparam.error());
      } catch (TrapException e) {
        return new Outcome(outparam.answered(), Optional.of(e), Optional.empty());
      } catch (GuestExitException e) {
        return new Outcome(
            outparam.answered(), Optional.empty(), Optional.of("exit " + e.status()));
      } finally {
        Waiting.before(null);
      }
    }

    boolean isPoisoned() {
      return store.poisoned();
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
