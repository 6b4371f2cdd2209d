package dev.witj.wasi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.witj.runtime.Component;
import dev.witj.runtime.Engine;
import dev.witj.runtime.Store;
import dev.witj.runtime.StoreLimits;
import dev.witj.testdata.Corpus;
import dev.witj.wasi.Wasi;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;

/** What the pages of this package show. */
class ExampleTest {
  private static final Path HELLO = Corpus.guests().resolve("rust/rust-http.wasm");

  @Test
  void callsAComponentWithoutAServer() {
    Path file = HELLO;
    // @start region="call"
    Engine engine = Engine.create();
    Component component = Component.load(engine, file);
    HttpComponent app = HttpComponent.link(component, Wasi.builder().build());
    try (Store store = Store.create(engine)) {
      HttpResponse response =
          app.call(store, HttpRequest.post("/echo", "hello").with("content-type", "text/plain"));
      assertEquals(200, response.status());
      assertEquals("hello", response.text());
    }
    // @end
  }

  @Test
  void mountsAComponentInAServerOfOnesOwn() throws Exception {
    Path file = HELLO;
    // @start region="mount"
    Engine engine = Engine.create();
    Wasi wasi = Wasi.builder().env("STAGE", "production").build();
    HttpComponent component = HttpComponent.link(Component.load(engine, file), wasi);
    StoreLimits limits = StoreLimits.defaults().withTimeout(Duration.ofSeconds(30));
    HttpApp app = new HttpApp(component, limits, 1, request -> wasi);
    HttpGuestHandler guests =
        new HttpGuestHandler(HttpRoutes.all(app), HttpServerOptions.defaults(), event -> {});

    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    server.addConnector(connector);
    server.setHandler(new Handler.Sequence(guests)); // and others of one's own
    server.start();
    // @end
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI root = URI.create("http://localhost:" + connector.getLocalPort() + "/");
      var request = java.net.http.HttpRequest.newBuilder(root).build();
      assertEquals(
          "Hello from a Rust component!\n", client.send(request, BodyHandlers.ofString()).body());
    } finally {
      server.stop();
    }
  }

  @Test
  void servesAComponent() throws Exception {
    Path file = HELLO;
    // @start region="serve"
    Wasi wasi = Wasi.builder().build(); // no file, no variable, no network
    HttpComponent component = HttpComponent.link(Component.load(Engine.create(), file), wasi);
    HttpApp app = new HttpApp(component, StoreLimits.defaults(), 1, request -> wasi);
    HttpServerOptions options = HttpServerOptions.defaults().at("127.0.0.1", 0);
    try (HttpServer server = HttpServer.start(HttpRoutes.all(app), options, event -> {})) {
      int port = server.address().getPort();
      // @end
      try (InputStream body = URI.create("http://127.0.0.1:" + port + "/").toURL().openStream()) {
        assertEquals(
            "Hello from a Rust component!\n",
            new String(body.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
  }
}
