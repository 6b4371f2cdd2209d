package dev.witj.benchmarks;

import dev.witj.runtime.Component;
import dev.witj.runtime.Engine;
import dev.witj.runtime.StoreLimits;
import dev.witj.wasi.Wasi;
import dev.witj.wasi.http.HttpApp;
import dev.witj.wasi.http.HttpComponent;
import dev.witj.wasi.http.HttpRoutes;
import dev.witj.wasi.http.HttpServer;
import dev.witj.wasi.http.HttpServerOptions;
import dev.witj.wasi.http.Reuse;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Requests to a service, over connections of the JDK's client that stay open, and to Jetty alone.
 * Services are those of WASI 0.2, an instance for each request, and of 0.3, whose instances answer
 * many.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@Threads(8)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first.
public class ServeBenchmark {
  /** A service that greets at {@code /}. */
  @Param({"rust/rust-http.wasm", "../more-guests/rust/web3.wasm"})
  public String guest = "";

  private HttpServer served;
  private Server alone;
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpRequest toServed;
  private HttpRequest toAlone;

  /** Starts both servers. */
  @Setup
  public void start() throws Exception {
    Wasi wasi = Wasi.builder().build();
    HttpComponent linked =
        HttpComponent.link(Component.load(Engine.create(), Guests.path(guest)), wasi);
    HttpApp app = new HttpApp(linked, StoreLimits.defaults(), Reuse.usual(linked), _ -> wasi);
    served =
        HttpServer.start(
            HttpRoutes.all(app), HttpServerOptions.defaults().at("127.0.0.1", 0), _ -> {});
    alone = new Server(new InetSocketAddress("127.0.0.1", 0));
    alone.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            Content.Sink.write(response, true, "Hello from Java!\n", callback);
            return true;
          }
        });
    alone.start();
    toServed = request(served.address().getPort());
    toAlone = request(((NetworkConnector) alone.getConnectors()[0]).getLocalPort());
  }

  private static HttpRequest request(int port) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/")).build();
  }

  /** Stops them. */
  @TearDown
  public void stop() throws Exception {
    client.close();
    served.close();
    alone.stop();
  }

  private String get(HttpRequest request) throws Exception {
    HttpResponse<String> response =
        client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    if (response.statusCode() != 200) {
      throw new IllegalStateException("status " + response.statusCode());
    }
    return response.body();
  }

  /** The service. */
  @Benchmark
  public String serve() throws Exception {
    return get(toServed);
  }

  /** The same by Java code in Jetty. */
  @Benchmark
  public String serveInJava() throws Exception {
    return get(toAlone);
  }
}
