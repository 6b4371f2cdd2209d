package dev.witj.wasi.http;

import dev.witj.runtime.Component;
import dev.witj.runtime.GuestExitException;
import dev.witj.runtime.Linker;
import dev.witj.runtime.Store;
import dev.witj.runtime.TrapException;
import dev.witj.runtime.bind.WorldPre;
import dev.witj.wasi.Wasi;
import dev.witj.wasi.http.exchange.IncomingExchange;
import dev.witj.wasi.http.internal.Answering;
import dev.witj.wasi.http.internal.Answering.Outcome;
import dev.witj.wasi.serving.Service;

/**
 * A component that answers requests, linked and ready to be instantiated. Immutable and
 * thread-safe.
 *
 * <p>It can be called directly, without a server:
 *
 * {@snippet class="dev.witj.wasi.http.ExampleTest" region="call"}
 */
public final class HttpComponent {
  private static final String HANDLER = "wasi:http/incoming-handler@0.2.12";
  private static final String LATER_HANDLER = "wasi:http/handler@0.3.0";

  private final Kind kind;
  private final Wasi wasi;

  /** How it answers. */
  private sealed interface Kind {
    /** One request at a time, by {@code incoming-handler} of WASI 0.2. */
    record OneByOne(WorldPre<Service> service) implements Kind {}

    /** Many at a time, by {@code handler} of WASI 0.3. */
    record AtOnce(WorldPre<dev.witj.wasi.serving.v0_3.Service> service) implements Kind {}
  }

  private HttpComponent(Kind kind, Wasi wasi) {
    this.kind = kind;
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
    if (component.findExport(LATER_HANDLER).isPresent()) {
      return new HttpComponent(
          new Kind.AtOnce(dev.witj.wasi.serving.v0_3.Service.link(linker, component)), wasi);
    }
    if (component.findExport(HANDLER).isEmpty()) {
      throw HttpCode.NO_HANDLER
          .error(component.name())
          .help(
              isProgram(component)
                  ? "it is a program: `wit-j run " + component.name() + "`"
                  : "it exports `"
                      + String.join("`, `", component.exports().byName().keySet())
                      + "`")
          .toException();
    }
    return new HttpComponent(new Kind.OneByOne(Service.link(linker, component)), wasi);
  }

  private static boolean isProgram(Component component) {
    return component.findExport("wasi:cli/run@0.2.12").isPresent()
        || component.findExport("wasi:cli/run@0.3.0").isPresent();
  }

  /** The component. */
  public Component component() {
    return switch (kind) {
      case Kind.OneByOne(var service) -> service.instancePre().component();
      case Kind.AtOnce(var service) -> service.instancePre().component();
    };
  }

  /** Whether one instance may answer several requests at a time. */
  public boolean isConcurrent() {
    return kind instanceof Kind.AtOnce;
  }

  /** A live instance; unless it {@link #isConcurrent}, for one request at a time. */
  public Live instantiate(Store store) {
    return new Live(
        store,
        switch (kind) {
          case Kind.OneByOne(var service) ->
              Answering.of(service.instantiate(store), WasiHttp.session(wasi, store));
          case Kind.AtOnce(var service) ->
              Answering.of(service.instantiate(store), WasiHttp.session03(wasi, store));
        });
  }

  /**
   * Answers one request, in an instance of its own.
   *
   * @throws TrapException if the guest traps before it begins to answer
   */
  public HttpResponse call(Store store, HttpRequest request) {
    DirectExchange exchange = new DirectExchange(request);
    Live live = instantiate(store);
    Outcome outcome = live.answer(exchange);
    live.awaitTasks();
    if (outcome.trap().isPresent() && !exchange.responded()) {
      throw outcome.trap().get();
    }
    return exchange.response(outcome);
  }

  /** A live instance. */
  public static final class Live implements AutoCloseable {
    private final Store store;
    private final Answering answering;

    private Live(Store store, Answering answering) {
      this.store = store;
      this.answering = answering;
    }

    Outcome answer(IncomingExchange exchange) {
      return answering.answer(exchange);
    }

    boolean isPoisoned() {
      return store.poisoned();
    }

    /** Gives the guest so much more fuel. */
    void addFuel(long units) {
      store.addFuel(units);
    }

    /** Lets the guest do what it does after its answers. */
    void awaitTasks() {
      try {
        store.awaitTasks();
      } catch (TrapException | GuestExitException | IllegalStateException e) {
        // Its answers were given; the instance is not used again, or is closed already.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
